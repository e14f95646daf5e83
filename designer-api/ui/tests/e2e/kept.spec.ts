// What somebody is typing stays with them: while the server is away, when their session ends, when they go on to something else.
import { PASSWORD, admit, expect, mainly, prefer, test, type Page, type Server } from "./test";
import { words } from "./words";

test.use({ house: "kept" });

test.beforeAll(async ({ server }) => {
  await server.ready();
  await server.people();
  await server.models();
});

const w = words("zh-CN", "work");
const common = words("zh-CN", "common");
const opinion = (page: Page) => page.getByLabel(w("opinion.label"), { exact: true }).first();

/** A claim lies before its head, who looks at it. */
async function looking(page: Page, server: Server, key: string, language = "zh-CN"): Promise<string> {
  const instance = await server.claim("han.mei", key);
  await server.fill(instance);
  const { items } = await server.get(`/api/v1/user-tasks?instance=${instance}&assignee=lin.tao`);
  await prefer(page, language);
  await admit(page, server, "lin.tao");
  await page.goto(`${server.url}/tasks/${items[0].id}`);
  await expect(page.getByLabel(words(language, "work")("opinion.label"), { exact: true }).first()).toBeVisible();
  return items[0].id as string;
}

/** Somebody comes back to the window after some minutes: what it shows is read anew. */
async function comeBack(page: Page): Promise<void> {
  await page.evaluate(() => {
    const now = Date.now;
    Date.now = () => now() + 300_000;
    window.dispatchEvent(new Event("visibilitychange"));
  });
}

test("a page stays while the server is away, and says that it is", async ({ page, server }) => {
  await looking(page, server, "AWAY-1");
  await opinion(page).fill("写到一半");
  await page.route("**/api/**", (route) => route.abort());
  await comeBack(page);
  await expect(page.locator("[data-away=true]")).toHaveText(common("shell.away"), { timeout: 30_000 });
  await expect(opinion(page)).toHaveValue("写到一半");
  await page.unroute("**/api/**");
  await expect(page.locator("[data-away=true]")).toHaveCount(0, { timeout: 30_000 });
  await expect(opinion(page)).toHaveValue("写到一半");
});

test("whoever comes back after their session has ended logs in over what they were typing", async ({ page, server }) => {
  await looking(page, server, "ENDED-1");
  await page.context().clearCookies();
  await opinion(page).fill("会话结束时写的");
  await comeBack(page);
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText(common("login.again"))).toBeVisible({ timeout: 30_000 });
  await dialog.locator('input[autocomplete="current-password"]').fill(PASSWORD);
  await dialog.locator('button[type="submit"]').click();
  await expect(dialog).toHaveCount(0);
  await expect(opinion(page)).toHaveValue("会话结束时写的");
});

test("whose session is ended is asked at once to log in again, in every tab, and once is enough", async ({ page, server, context }) => {
  await looking(page, server, "ENDED-2");
  // A tab in which nobody does anything, and which asks for nothing by itself.
  const other = await context.newPage();
  await other.goto(`${server.url}/tasks`);
  const list = other.getByRole("main");
  await expect(list.getByText("ENDED-2").first()).toBeVisible();
  await opinion(page).fill("被登出时写的");
  await server.send("DELETE", "/api/v1/users/lin.tao/sessions");
  for (const tab of [other, page]) await expect(tab.getByRole("dialog").getByText(common("login.again"))).toBeVisible({ timeout: 10_000 });

  const dialog = page.getByRole("dialog");
  await dialog.locator('input[autocomplete="current-password"]').fill(PASSWORD);
  await dialog.locator('button[type="submit"]').click();
  await expect(dialog).toHaveCount(0);
  await expect(opinion(page)).toHaveValue("被登出时写的");
  await expect(other.getByRole("dialog")).toHaveCount(0, { timeout: 15_000 });
  const instance = await server.claim("han.mei", "ENDED-3");
  await server.fill(instance);
  await expect(list.getByText("ENDED-3").first(), "the stream goes on").toBeVisible({ timeout: 15_000 });
});

test("what was typed after the last draft is there again, however somebody left", async ({ page, server }) => {
  const task = await looking(page, server, "LEFT-1");
  await opinion(page).fill("第一稿");
  await expect(page.getByText(w("draft.kept"))).toBeVisible();
  await page.context().setOffline(true);
  await opinion(page).fill("第一稿，断网时又写");
  await page.context().setOffline(false);
  await page.reload();
  await expect(opinion(page)).toHaveValue("第一稿，断网时又写");
  await opinion(page).fill("马上离开");
  await page.getByRole("link", { name: common("nav.start") }).first().click();
  await page.goBack();
  await expect(opinion(page)).toHaveValue("马上离开");
  const kept = async () => ((await server.send("GET", `/api/v1/people/lin.tao/drafts/${task}`, undefined, "lin.tao")) as { data: { opinion: string } }).data.opinion;
  await expect.poll(kept).toBe("马上离开");
});

test("what is filled in for a start is kept whole, and for nobody else", async ({ page, server }) => {
  await prefer(page, "zh-CN");
  await admit(page, server, "han.mei");
  await page.goto(`${server.url}/start/expense`);
  await page.getByLabel(w("start.businessKey")).fill("BX-9");
  await page.locator("[data-path=reason]").fill("韩梅的事由");
  await page.reload();
  await expect(page.getByLabel(w("start.businessKey"))).toHaveValue("BX-9");
  await expect(page.locator("[data-path=reason]")).toHaveValue("韩梅的事由");
  await admit(page, server, "li.lei");
  await page.goto(`${server.url}/start/expense`);
  await expect(page.locator("[data-path=reason]")).toHaveValue("");
});

for (const language of mainly("zh-CN")) {
  const own = words(language, "work");

  test(`what was typed for a task that is taken away is shown, with what happened, in ${language}`, async ({ page, server }) => {
    const task = await looking(page, server, `TAKEN-${language}`, language);
    const typed = page.getByLabel(own("opinion.label"), { exact: true }).first();
    await typed.fill("金额不对，请核对第三张发票");
    await expect(page.getByText(own("draft.kept"))).toBeVisible();
    await page.locator("[data-path=remark]").fill("第三张是重复的");
    await server.send("POST", `/api/v1/user-tasks/${task}/transfer`, { to: "chen.gang", force: true });
    // The next word finds that out: nobody has to press a button for it.
    await page.locator("[data-path=remark]").press("End");
    await page.keyboard.type("！");
    const text = page.getByLabel(own("typed.label"), { exact: true });
    await expect(text).toHaveValue(/第三张是重复的！[\s\S]*金额不对，请核对第三张发票/, { timeout: 30_000 });
    await expect(page.locator("[data-gone]")).toHaveAttribute("data-gone", /moved|unknown/);
    await page.reload();
    await expect(text, "it is there until it is given up").toHaveValue(/金额不对/);
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("button", { name: own("typed.copy"), exact: true }).click();
    await expect(page.getByRole("button", { name: own("typed.copied"), exact: true })).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("第三张是重复的！");
    await page.getByRole("button", { name: own("typed.forget"), exact: true }).click();
    await expect(text).toHaveCount(0);
    await page.reload();
    await expect(page.locator("[data-gone]")).toBeVisible();
    await expect(text).toHaveCount(0);
  });

  test(`a matter that is ended while somebody answers says so when they send it, in ${language}`, async ({ page, server }) => {
    const task = await looking(page, server, `OVER-${language}`, language);
    // Its draft does not get through, which would tell before the button does.
    await page.route("**/draft", (route) => route.abort());
    await page.getByLabel(own("opinion.label"), { exact: true }).first().fill("同意");
    await server.send("POST", `/api/v1/instances/${task.split(".")[0]}/revoke`, { reason: "不报了" }, "han.mei");
    await page.getByRole("button", { name: own("action.approve"), exact: true }).click();
    await expect(page.locator("[data-gone]")).toBeVisible();
    await expect(page.getByLabel(own("typed.label"), { exact: true })).toHaveValue(/同意/);
  });

  test(`the first draft of a second window does not go over that of the first in ${language}`, async ({ page, server }) => {
    const task = await looking(page, server, `TWICE-${language}`, language);
    const other = await page.context().newPage();
    await other.goto(page.url());
    const field = (of: Page) => of.getByLabel(own("opinion.label"), { exact: true }).first();
    await expect(field(other)).toBeVisible();
    await field(page).fill("第一个窗口");
    await expect(page.getByText(own("draft.kept"))).toBeVisible();
    await field(other).fill("第二个窗口");
    await expect(other.getByText(own("draft.conflict"))).toBeVisible();
    const kept = async () => ((await server.send("GET", `/api/v1/people/lin.tao/drafts/${task}`, undefined, "lin.tao")) as { data: { opinion: string } }).data.opinion;
    expect(await kept()).toBe("第一个窗口");
    await other.getByRole("button", { name: own("draft.theirs"), exact: true }).click();
    await expect(field(other)).toHaveValue("第一个窗口");
    await field(other).fill("合在一起");
    await expect.poll(kept).toBe("合在一起");
    // The first one is the older now, and is told the same.
    await field(page).fill("第一个窗口又写");
    await expect(page.getByText(own("draft.conflict"))).toBeVisible();
    await page.getByRole("button", { name: own("draft.mine"), exact: true }).click();
    await expect.poll(kept).toBe("第一个窗口又写");
    await other.close();
  });
}

test("a name that is given to a draft does not hide what somebody else has saved", async ({ page, server }) => {
  const t = words("zh-CN", "design");
  const { id } = (await server.send("POST", "/api/v1/models", { name: "两人改" })) as { id: string };
  await prefer(page, "zh-CN");
  await admit(page, server, "zhao.min");
  await page.goto(`${server.url}/models/${id}`);
  await expect(page.locator(".weir-paper[data-ready=true]")).toBeVisible({ timeout: 60_000 });
  await server.save(id, (xml) => xml.replace('<bpmn:startEvent id="start"/>', '<bpmn:startEvent id="start"/><bpmn:task id="theirs" name="他人所加"/>'));
  // All that is known becomes stale when somebody logs in again: also in which revision the draft is.
  await page.context().clearCookies();
  await comeBack(page);
  const dialog = page.getByRole("dialog");
  await dialog.locator('input[autocomplete="current-password"]').fill(PASSWORD);
  await dialog.locator('button[type="submit"]').click();
  await expect(dialog).toHaveCount(0);
  await page.getByRole("button", { name: t("rename.title"), exact: true }).click();
  await dialog.getByRole("textbox").fill("新名称");
  await dialog.getByRole("button", { name: common("action.save"), exact: true }).click();
  await expect(dialog.getByRole("alert")).toContainText(/\S/);
  await page.keyboard.press("Escape");
  await page.locator('.djs-element[data-element-id="start"]').click();
  const name = page.locator("section[data-element]").getByLabel(t("field.name"), { exact: true });
  await name.fill("我改的");
  await name.press("Tab");
  await expect(page.locator("[data-save]")).toHaveAttribute("data-save", "conflict", { timeout: 20_000 });
  expect(await server.text(id)).toContain("他人所加");
});
