// From a process to what could be better about it, the evidence, the accepted draft with its diff, its deployment, and what
// can be told of the gain by then.
import { checks } from "./checks";
import { admit, expect, logIn, mainly, prefer, test } from "./test";
import { words } from "./words";

test.use({ house: "suggestions" });

test.beforeAll(async ({ server }) => {
  await server.setUp();
  await server.people();
  await server.send("PUT", "/api/v1/grants/li.lei-owner", { to: { kind: "user", id: "li.lei" }, role: "processOwner" });
  await checks(server);
});

const shots = process.env["WEIR_SHOTS"];

for (const language of mainly("en")) {
  test(`a suggestion becomes a draft, a version and a gain that is told honestly in ${language}`, async ({ page, server }) => {
    const t = words(language, "suggest");
    const common = words(language, "common");
    const shoot = async (name: string) => {
      if (!shots) return;
      await page.screenshot({ path: `${shots}/suggest-${name}-${language}.png`, fullPage: true });
      await page.setViewportSize({ width: 390, height: 844 });
      await page.screenshot({ path: `${shots}/suggest-${name}-${language}-390.png`, fullPage: true });
      await page.setViewportSize({ width: 1440, height: 900 });
    };
    await prefer(page, language);
    await logIn(page, server, "li.lei");
    await page.getByRole("link", { name: common("nav.suggestions") }).first().click();
    await expect(page).toHaveURL(/\/suggestions$/);
    await shoot("processes");
    await page.getByTestId("processes").getByRole("link", { name: "合同会审" }).click();
    await expect(page).toHaveURL(/\/suggestions\/checks$/);

    // Nobody has looked yet in the first language; in the second what was found stands, and is looked for again.
    await page.getByRole("button", { name: t("run.begin") }).click();
    await expect(page.getByTestId("report")).toBeVisible();
    const sentence = t("edit.parallelise", { first: "法务审查", second: "预算审查" });
    const versions = (await server.get("/api/v1/definitions?process=checks")).items.length as number;
    if (versions === 1) {
      const card = page.getByRole("article", { name: sentence });
      await expect(card).toContainText(t("effects.one", { side: t("effects.cost"), sign: t("effects.worse") }));
      await expect(card).toContainText(t("confidence.firm"));
      await expect(page.getByTestId("silent")).toContainText(t("lack.no-roles"));
      await shoot("cards");
      await page.getByText(t("view.table"), { exact: true }).click();
      await expect(page).toHaveURL(/view=table/);
      await expect(page.getByTestId("suggestions")).toContainText(sentence);
      await shoot("table");
      await page.getByTestId("suggestions").getByRole("link", { name: sentence }).click();

      // The evidence: all instances, by the question of the drill-down and one by one.
      await expect(page.getByTestId("evidence-cases")).toHaveText(t("evidence.cases", { n: 52, of: 52 }));
      await expect(page.getByTestId("guards")).toContainText(t("guard.simulate"));
      await shoot("open");
      await page.getByRole("link", { name: t("evidence.drill", { node: "法务审查" }) }).click();
      await expect(page).toHaveURL(/\/monitor\/p\/checks\/cases\?.*node=legal/);
      await expect(page.getByText(words(language, "monitor")("cases.n", { n: 52 }))).toBeVisible();
      await page.goBack();

      // Dismissed with a reason it stays so, until somebody opens it again.
      await page.getByRole("button", { name: t("action.dismiss") }).click();
      await page.getByRole("dialog").getByRole("textbox").fill("两处共用一人");
      await page.getByRole("dialog").getByRole("button", { name: t("action.dismiss") }).click();
      await expect(page.getByText(t("reason", { reason: "两处共用一人" }))).toBeVisible();
      await page.getByRole("button", { name: t("action.reopen") }).click();

      // Accepted without a simulation it asks for a reason; the draft is there with its diff.
      const accept = async (reason: string) => {
        await page.getByRole("button", { name: t("action.accept") }).click();
        await expect(page.getByRole("dialog").getByText(t("accept.unverified"))).toBeVisible();
        await expect(page.getByRole("dialog").getByRole("button", { name: t("action.accept") })).toBeDisabled();
        await page.getByRole("dialog").getByRole("textbox").fill(reason);
        await page.getByRole("dialog").getByRole("button", { name: t("action.accept") }).click();
      };
      await accept("先试一试");
      await expect(page.getByTestId("difference")).toBeVisible();
      // Its draft removed before it was deployed, it is taken up once more; that it was accepted before stays.
      for (const { id, revision } of (await server.get("/api/v1/models?text=checks")).items as { id: string; revision: number }[]) await server.drop(id, revision);
      await page.reload();
      await page.getByRole("button", { name: t("action.reopen") }).click();
      await expect(page.getByTestId("earlier")).toContainText("先试一试");
      await accept("两项审查互不依赖");
      const difference = page.getByTestId("difference");
      await expect(difference).toContainText(t("kind.parallelGateway"));
      await expect(page.getByTestId("realised")).toContainText(t("realised.notDeployed"));
      await shoot("accepted");

      // Reviewed and deployed like every other draft.
      const { items } = await server.get("/api/v1/models?text=checks");
      await page.getByRole("link", { name: items[0].name }).click();
      await expect(page).toHaveURL(new RegExp(`/models/${items[0].id}`));
      const form = new FormData();
      form.append("file", new Blob([await server.text(items[0].id)]), "checks.bpmn");
      await server.deployForm(form);
      await page.goBack();
    } else {
      await page.getByText(`${t("state.accepted")} 1`, { exact: true }).click();
      await page.getByRole("article", { name: sentence }).getByRole("link").click();
    }

    // Nothing has run in the new version yet: promised and realised stand side by side, and it is too early.
    await page.reload();
    await expect(page.getByTestId("realised")).toContainText(t("verdict.tooEarly", { before: 52, after: 0 }));
    await expect(page.getByText(t("realised.compares"))).toBeVisible();
    await shoot("deployed");
  });

  test(`settings are kept, and a phone needs no sideways scrolling in ${language}`, async ({ page, server }) => {
    const t = words(language, "suggest");
    await page.setViewportSize({ width: 390, height: 844 });
    await prefer(page, language);
    await admit(page, server, "li.lei");
    await page.goto(`${server.url}/suggestions/checks`);
    await page.getByRole("button", { name: t("settings.open") }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: t("settings.workHour") }).fill("85");
    // Two steps for two people, and how long work of a group may wait.
    const what = t("settings.fourEyes");
    await dialog.getByRole("button", { name: t("settings.pairAddTo", { what }), exact: true }).click();
    for (const [place, step] of [["pairFirst", "法务审查"], ["pairSecond", "预算审查"]] as const) {
      await dialog.getByLabel(t(`settings.${place}`, { what, n: 1 }), { exact: true }).first().click();
      await page.getByRole("option", { name: step, exact: true }).click();
    }
    await dialog.getByRole("button", { name: t("settings.waitAdd"), exact: true }).click();
    await dialog.getByRole("textbox", { name: t("settings.waitGroup", { n: 1 }), exact: true }).fill("legal");
    await dialog.getByRole("textbox", { name: t("settings.waitTime", { n: 1 }), exact: true }).fill("4");
    if (shots) await page.screenshot({ path: `${shots}/suggest-settings-${language}-390.png` });
    await dialog.getByRole("button", { name: words(language, "common")("action.save") }).click();
    await expect(dialog).toHaveCount(0);
    const kept = await server.get("/api/v1/suggestions/checks/settings");
    expect([kept.workHour, kept.fourEyes, kept.waitTargets]).toEqual([85, [["legal", "budget"]], { legal: 4 * 3_600_000 }]);
    // What is kept would keep the steps apart in the next search of the other language.
    await server.send("PUT", "/api/v1/suggestions/checks/settings", {});
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    // Designers see suggestions and do not decide on them.
    await admit(page, server, "zhao.min");
    await page.goto(`${server.url}/suggestions/checks`);
    await expect(page.getByRole("button", { name: t("run.begin") })).toHaveCount(0);
    await expect(page.getByTestId("report")).toBeVisible();
  });
}
