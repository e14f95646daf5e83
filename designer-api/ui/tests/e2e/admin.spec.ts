// An administrator adds a user who then sees only what they may; the organisation is imported after a check; tokens, roles,
// calendars and parameters are kept.
import { LANGUAGES, admit, expect, logIn, prefer, test } from "./test";
import { words } from "./words";

test.use({ house: "admin" });

test.beforeAll(async ({ server }) => {
  await server.setUp();
  await server.people();
  await server.models();
  await server.claim("han.mei", "BX-OTHERS");
});

for (const language of LANGUAGES) {
  test(`somebody who is added sees only what they may in ${language}`, async ({ page, server }) => {
    const t = words(language, "admin");
    const common = words(language, "common");
    const id = `wang.${language.toLowerCase()}`;
    await prefer(page, language);
    await logIn(page, server, "admin");
    await page.getByRole("link", { name: common("nav.admin") }).click();
    await page.getByRole("link", { name: new RegExp(t("hint.users")) }).click();
    await page.getByRole("button", { name: t("user.add") }).click();
    const panel = page.getByRole("dialog");
    await panel.getByLabel(t("user.id")).fill(id);
    await panel.getByLabel(t("user.name"), { exact: true }).fill("王芳");
    await panel.getByRole("button", { name: t("user.add") }).click();
    const password = await panel.getByTestId("once").innerText();
    expect(password).toHaveLength(18);
    await panel.getByRole("button", { name: t("user.look") }).click();
    await expect(panel.getByText(t("role.user"))).toBeVisible();

    // What they may is decided by the server, and told.
    await page.goto(`${server.url}/admin/roles?tab=see-as&user=${id}`);
    const decided = page.getByRole("region", { name: t("seeAs.actions") });
    await expect(decided.getByRole("row").filter({ hasText: t("action.see-instances") })).toContainText(t("reach.related"));
    await expect(decided.getByRole("row").filter({ hasText: t("action.operate") })).toContainText(t("denied.no-role"));

    // And so it is: no administration, no cockpit, nothing of others.
    const other = await page.context().browser()!.newContext({ locale: "zh-CN" });
    const theirs = await other.newPage();
    await prefer(theirs, language);
    await theirs.goto(server.url);
    await theirs.locator('input[autocomplete="username"]').fill(id);
    await theirs.locator('input[autocomplete="current-password"]').fill(password);
    await theirs.locator('button[type="submit"]').click();
    await expect(theirs.getByRole("link", { name: common("nav.tasks") }).first()).toBeVisible();
    await expect(theirs.getByRole("link", { name: common("nav.admin") })).toHaveCount(0);
    await expect(theirs.getByRole("link", { name: common("nav.ops") })).toHaveCount(0);
    await theirs.goto(`${server.url}/admin/users`);
    await expect(theirs.getByRole("alert")).toBeVisible();
    const seen = await theirs.evaluate(async () => (await (await fetch("/api/v1/instances")).json()) as { items: unknown[] });
    expect(seen.items).toEqual([]);

    // Locked, they are out at once.
    await page.goto(`${server.url}/admin/users?id=${id}`);
    await page.getByRole("dialog").getByRole("button", { name: t("user.lock") }).click();
    await expect(page.getByRole("dialog").getByText(t("user.locked"))).toBeVisible();
    expect(await theirs.evaluate(async () => (await fetch("/api/v1/session")).status)).toBe(401);
    await other.close();

    // The log has all of it, the refusal too.
    await page.goto(`${server.url}/admin/operations-log?user=${id}`);
    await expect(page.getByText(t("happened.denied")).first()).toBeVisible();
  });

  test(`a file is checked, mended and loaded in ${language}`, async ({ page, server }) => {
    const t = words(language, "admin");
    const tag = language.toLowerCase();
    await prefer(page, language);
    await admit(page, server, "admin");
    await page.goto(`${server.url}/admin/org?tab=import`);
    const send = (text: string) => page.locator('input[type="file"]').setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
    const head = "kind,id,name,departments\n";
    await send(`${head}person,p1-${tag},甲,nowhere\nplanet,mars,火星,\n`);
    const problems = page.getByTestId("problems");
    await expect(problems.getByRole("row").nth(1)).toContainText("2");
    await expect(problems.getByRole("row").nth(2)).toContainText("3");
    await expect(page.getByRole("button", { name: t("import.load_one", { count: 1 }) })).toHaveCount(0);
    await send(`${head}person,p1-${tag},甲,sales\n`);
    await page.getByRole("button", { name: t("import.load_one", { count: 1 }) }).click();
    await expect(page.getByRole("status").filter({ hasText: t("import.loaded_one", { count: 1 }) })).toBeVisible();
    await page.goto(`${server.url}/admin/org?tab=person&text=p1-${tag}`);
    await page.getByRole("row").filter({ hasText: `p1-${tag}` }).click();
    const panel = page.getByRole("dialog");
    await panel.getByLabel(t("org.email")).fill("jia@example.com");
    await panel.getByLabel(t("reason")).fill("补录");
    await panel.getByRole("button", { name: words(language, "common")("action.save") }).click();
    await expect(panel).toBeHidden();
    expect((await server.get(`/api/v1/organisation/people/p1-${tag}`)).email).toBe("jia@example.com");
  });

  test(`tokens, calendars and parameters are kept in ${language}`, async ({ page, server }) => {
    const t = words(language, "admin");
    const tag = language.toLowerCase();
    await prefer(page, language);
    await admit(page, server, "admin");

    // A token is shown once, opens what it is for, and nothing after it was revoked.
    await page.goto(`${server.url}/admin/tokens`);
    await page.getByRole("button", { name: t("token.make") }).click();
    const panel = page.getByRole("dialog");
    await panel.getByLabel(t("token.name")).fill(`report-${tag}`);
    await panel.getByRole("combobox", { name: t("token.scopes") }).click();
    await page.getByRole("option", { name: t("action.see-instances"), exact: true }).click();
    // The list stays open for more; it closes when one goes on.
    await page.keyboard.press("Tab");
    await panel.getByRole("button", { name: t("token.make") }).click();
    const token = await panel.getByTestId("once").innerText();
    const ask = (path: string) => fetch(server.url + path, { headers: { authorization: `Bearer ${token}` } }).then((answer) => answer.status);
    expect(await ask("/api/v1/instances")).toBe(200);
    expect(await ask("/api/v1/users")).toBe(403);
    await panel.getByRole("button", { name: words(language, "common")("action.close") }).last().click();
    await page.getByRole("button", { name: t("token.revokeOf", { name: `report-${tag}` }) }).click();
    await page.getByRole("dialog").getByLabel(words(language, "common")("reason.label")).fill("不再使用");
    await page.getByRole("dialog").getByRole("button", { name: t("token.revoke"), exact: true }).click();
    await expect(page.getByRole("dialog")).toBeHidden();
    expect(await ask("/api/v1/instances")).toBe(401);

    // A calendar with its holidays and days worked instead.
    await page.goto(`${server.url}/admin/calendars?id=%2B`);
    await page.getByRole("dialog").getByRole("textbox", { name: new RegExp(`^${t("org.id")}`) }).fill(`cal-${tag}`);
    await page.getByRole("dialog").getByRole("textbox", { name: new RegExp(`^${t("org.name")}`) }).fill("办公");
    await page.getByRole("dialog").getByRole("button", { name: words(language, "common")("action.save") }).click();
    await expect(page.getByRole("dialog")).toBeHidden();
    await page.getByRole("row").filter({ hasText: `cal-${tag}` }).click();
    await page.getByRole("dialog").getByRole("textbox", { name: t("calendar.lines"), exact: true }).fill("2026-10-01..2026-10-03 maybe");
    await expect(page.getByText(t("calendar.lineWrong", { line: 1 }))).toBeVisible();
    await page.getByRole("dialog").getByRole("textbox", { name: t("calendar.lines"), exact: true }).fill("2026-10-01..2026-10-03 free\n2026-10-10 work");
    await page.getByRole("dialog").getByRole("button", { name: t("calendar.load") }).click();
    await expect(page.getByText(t("calendar.loaded"), { exact: true })).toBeVisible();
    const { items } = await server.get(`/api/v1/organisation/entries?kind=calendar&text=cal-${tag}`);
    expect(Object.keys(items[0].calendar.days)).toHaveLength(4);

    // A parameter is declared, and given another value with a reason.
    await page.goto(`${server.url}/admin/parameters?id=%2B`);
    const field = (key: string) => page.getByRole("dialog").getByLabel(t(key), { exact: false }).first();
    await field("parameter.name").fill(`limit_${tag.replace("-", "_")}`);
    await page.getByRole("dialog").getByRole("textbox", { name: t("parameter.newValue") }).fill("many");
    await expect(page.getByText(t("parameter.wrong", { kind: t("kind.number") }))).toBeVisible();
    await page.getByRole("dialog").getByRole("textbox", { name: t("parameter.newValue") }).fill("5000");
    await page.getByRole("dialog").getByRole("textbox", { name: t("reason") }).fill("制度");
    await page.getByRole("dialog").getByRole("button", { name: t("parameter.add") }).click();
    await expect(page.getByRole("dialog")).toBeHidden();
    await page.getByRole("row").filter({ hasText: `limit_${tag.replace("-", "_")}` }).click();
    await page.getByRole("dialog").getByRole("textbox", { name: t("parameter.newValue") }).fill("8000");
    await page.getByRole("dialog").getByRole("button", { name: t("parameter.preview") }).click();
    await expect(page.getByRole("status").filter({ hasText: t("parameter.impact_other", { count: 0 }) })).toBeVisible();
    await page.getByRole("dialog").getByRole("textbox", { name: t("reason") }).fill("年度调整");
    await page.getByRole("dialog").getByRole("button", { name: t("parameter.set") }).click();
    await expect(page.getByRole("dialog")).toBeHidden();
    expect((await server.get(`/api/v1/parameters/limit_${tag.replace("-", "_")}`)).value).toBe(8000);
  });
}
