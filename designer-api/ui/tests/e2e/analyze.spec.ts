// From the map of a process to its variants and the instances behind them; from a norm to a deviation and its instances; from a
// log to a draft.
import { permits, type Permits } from "./permits";
import { keyOf } from "./server";
import { admit, expect, logIn, mainly, prefer, test } from "./test";
import { words } from "./words";

test.use({ house: "analyze" });

let seed: Permits;
test.beforeAll(async ({ server }) => {
  await server.setUp();
  await server.people();
  await server.send("PUT", "/api/v1/grants/zhou.yun-owner", { to: { kind: "user", id: "zhou.yun" }, role: "processOwner" });
  await server.send("PUT", "/api/v1/grants/zhou.yun-designer", { to: { kind: "user", id: "zhou.yun" }, role: "designer" });
  seed = await permits(server);
});

const shots = process.env["WEIR_SHOTS"];

for (const language of mainly("zh-CN")) {
  const t = words(language, "analyze");
  const shooter = (page: import("./test").Page) => async (name: string) => {
    if (!shots) return;
    await page.screenshot({ path: `${shots}/analyze-${name}-${language}.png`, fullPage: true });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.waitForTimeout(400);
    await page.screenshot({ path: `${shots}/analyze-${name}-${language}-390.png`, fullPage: true });
    await page.setViewportSize({ width: 1440, height: 900 });
  };

  test(`every number of the map and the variants leads to its instances in ${language}`, async ({ page, server }) => {
    const shoot = shooter(page);
    await prefer(page, language);
    await logIn(page, server, "zhou.yun");
    await page.getByRole("link", { name: words(language, "common")("nav.analyze") }).first().click();
    await page.getByTestId("processes").getByRole("link", { name: "施工许可" }).click();
    await expect(page).toHaveURL(/\/analyze\/permit\/map$/);
    await expect(page.getByTestId("cases-n")).toHaveText(t("cases.n_other", { n: 12 }));
    // 12 begin with a check, 4 come back to it.
    const activities = page.getByTestId("activities");
    await expect(activities.getByRole("row", { name: /资料审核/ })).toContainText("16");
    await expect(page.locator('[data-flow="check>mend"]')).toBeVisible();
    await shoot("map");

    // Thinned to two activities, what led to the third leads on to what came behind it; the address says so.
    const slider = page.getByRole("slider", { name: t("map.activities") });
    await slider.focus();
    for (let step = 0; step < 8; step += 1) await page.keyboard.press("ArrowLeft");
    await expect(page).toHaveURL(/activities=60/);
    await expect(page.locator("[data-activity]")).toHaveCount(2);
    await page.reload();
    await expect(page.locator("[data-activity]")).toHaveCount(2);
    await page.locator('[data-flow="check>check"] title').first().waitFor({ state: "attached" });
    await page.getByTestId("flows").getByRole("row", { name: "资料审核 → 资料审核" }).getByRole("link").click();
    await expect(page).toHaveURL(/behind=flow/);
    await expect(page.getByTestId("cases-n")).toHaveText(t("cases.n_other", { n: 4 }));

    await page.getByRole("navigation", { name: t("views") }).getByRole("link", { name: t("view.variants") }).click();
    const variants = page.getByTestId("variants");
    await expect(variants.getByRole("row")).toHaveCount(3);
    await shoot("variants");
    await variants.getByRole("row").nth(2).getByRole("link").click();
    await expect(page.getByTestId("cases-n")).toHaveText(t("cases.n_other", { n: 4 }));
    await shoot("cases");
    await page.getByTestId("cases").getByRole("link", { name: await keyOf(server, seed.sentBack) }).click();
    await expect(page).toHaveURL(new RegExp(`/monitor/p/permit/i/${seed.sentBack}`));
  });

  test(`time, rework, people, batches and comparisons are told with their tables in ${language}`, async ({ page, server }) => {
    const shoot = shooter(page);
    await prefer(page, language);
    await admit(page, server, "zhou.yun");
    await page.goto(`${server.url}/analyze/permit/bottlenecks`);
    await expect(page.getByTestId("bottlenecks")).toContainText("资料审核");
    await shoot("bottlenecks");
    await page.goto(`${server.url}/analyze/permit/rework`);
    await page.getByTestId("loops").getByRole("row", { name: /补充资料 → 资料审核/ }).getByRole("link").click();
    await expect(page.getByTestId("cases-n")).toHaveText(t("cases.n_other", { n: 4 }));
    await page.goBack();
    await shoot("rework");
    // Two people are too few to be told of; auditors may see them, and are noted.
    await page.goto(`${server.url}/analyze/permit/network`);
    await expect(page.getByTestId("withheld")).toContainText("2");
    await expect(page.getByRole("switch")).toHaveCount(0);
    await page.goto(`${server.url}/analyze/permit/batches`);
    await expect(page.getByText(t("batches.hint"))).toBeVisible();
    await shoot("batches");
    // Any two sets: those with rework against the rest, then against one way, each with the way to its instances.
    await page.goto(`${server.url}/analyze/permit/compare`);
    await expect(page.getByText(t("compare.none"))).toBeVisible();
    const first = page.getByRole("region", { name: t("compare.first") });
    await first.getByRole("combobox", { name: t("compare.add") }).click();
    await page.getByRole("option", { name: t("sideOf.rework") }).click();
    await first.getByRole("combobox", { name: t("compare.value") }).click();
    await page.getByRole("option", { name: t("sideValue.rework.true") }).click();
    const sides = page.getByTestId("sides");
    await expect(sides.getByRole("row").nth(1).getByRole("link")).toHaveText(["4", "8"]);
    await expect(page.getByTestId("verdict")).toHaveText(t("compare.tooFew", { least: 20 }));
    await shoot("compare");
    await sides.getByRole("row").nth(1).getByRole("link").nth(1).click();
    await expect(page).toHaveURL(/\/monitor\/p\/permit\/evidence/);
    await page.goBack();
    await page.getByRole("combobox", { name: t("compare.against") }).click();
    await page.getByRole("option", { name: t("compare.another") }).click();
    const second = page.getByRole("region", { name: t("compare.second") });
    await second.getByRole("combobox", { name: t("compare.add") }).click();
    await page.getByRole("option", { name: t("sideOf.way") }).click();
    await second.getByRole("combobox", { name: t("column.variant") }).click();
    await page.getByRole("option").first().click();
    await page.reload();
    await expect(sides.getByRole("row").nth(1).getByRole("link")).toHaveText(["4", "8"]);
    await shoot("compare-way");
    await sides.getByRole("row").nth(1).getByRole("link").nth(1).click();
    await expect(page).toHaveURL(/behind=variant/);
    await expect(page.getByTestId("cases-n")).toHaveText(t("cases.n_other", { n: 8 }));
    await admit(page, server, "admin");
    await page.goto(`${server.url}/analyze/permit/network`);
    // A click that comes before the page listens is done again.
    await expect(async () => {
      await page.getByRole("switch").setChecked(true, { force: true });
      await expect(page).toHaveURL(/people=true/, { timeout: 2_000 });
    }).toPass();
    await expect(page.getByTestId("workload")).toContainText("林涛");
    await shoot("network");
    await page.getByTestId("handover").getByRole("row", { name: /林涛 → 陈刚/ }).getByRole("link").click();
    await expect(page.getByTestId("cases-n")).toHaveText(t("cases.n_other", { n: 12 }));
  });

  test(`a norm shows its deviations, and a deviation its instances in ${language}`, async ({ page, server }) => {
    const shoot = shooter(page);
    await prefer(page, language);
    await admit(page, server, "zhou.yun");
    await page.goto(`${server.url}/analyze/permit/conformance`);
    await page.getByRole("combobox", { name: t("norm.label") }).click();
    await page.getByRole("option", { name: "许可标准" }).click();
    await expect(page).toHaveURL(new RegExp(`norm=model%3A${seed.norm}|norm=model:${seed.norm}`));
    // Twelve are not signed, four have two steps too many: 20 of 8 · 5 + 4 · 7.
    await expect(page.getByTestId("fitness")).toHaveText(/70[.,]6/);
    await expect(page.locator(".djs-container .weir-badge").first()).toBeVisible();
    await shoot("conformance");
    await page.reload();
    await expect(page.getByTestId("fitness")).toHaveText(/70[.,]6/);
    await page.getByTestId("norm-inserted").getByRole("row", { name: /补充资料/ }).getByRole("link").click();
    await expect(page).toHaveURL(/found=inserted/);
    await expect(page.getByTestId("cases-n")).toHaveText(t("cases.n_other", { n: 4 }));
    await shoot("deviation");
    await page.getByTestId("cases").getByRole("link", { name: await keyOf(server, seed.sentBack) }).click();
    await expect(page).toHaveURL(new RegExp(`/monitor/p/permit/i/${seed.sentBack}`));
    // The process itself is its own norm, and fits.
    await page.goto(`${server.url}/analyze/permit/conformance?norm=definition:permit:1`);
    await expect(page.getByTestId("fitness")).toHaveText(/100/);
  });

  test(`a log becomes a draft in ${language}`, async ({ page, server }) => {
    const shoot = shooter(page);
    await prefer(page, language);
    await admit(page, server, "zhao.min");
    await page.goto(`${server.url}/analyze`);
    await page.getByRole("link", { name: t("import.open") }).click();
    const rows = [language === "en" ? "Case ID;Activity;Timestamp" : "案例编号;活动;时间", "1;下单;2026-01-02 09:00", "1;发货;2026-01-02 10:00", "2;下单;2026-01-03 09:00", "2;退货;很久", "2;;2026-01-03 11:00"];
    await page.locator('input[type="file"]').setInputFiles({ name: `orders-${language}.csv`, mimeType: "text/csv", buffer: Buffer.from(rows.join("\n")) });
    await page.getByRole("button", { name: t("import.look") }).click();
    await expect(page.getByTestId("log-cases")).toHaveText("2");
    await expect(page.getByTestId("faults")).toContainText(t("fault.time-not-readable"));
    await expect(page.getByTestId("faults")).toContainText(t("fault.event-without-name"));
    await expect(page.locator(".djs-container")).toBeVisible();
    await shoot("import");
    // The same log by the views of our own histories; nothing of it is kept.
    await page.getByRole("button", { name: t("log.show") }).click();
    await expect(page.getByTestId("views-cases")).toHaveText("2");
    await expect(page.getByTestId("log-variants")).toContainText("下单");
    await expect(page.getByTestId("log-bottlenecks")).toContainText("发货");
    await page.getByRole("slider", { name: t("map.activities") }).fill("50");
    await expect(page.getByTestId("log-views")).toHaveAttribute("aria-busy", "false");
    await shoot("log-views");
    await page.getByRole("button", { name: t("import.keep") }).click();
    await page.getByTestId("made").getByRole("link").click();
    await expect(page).toHaveURL(/\/models\//);
    const { items } = await server.get(`/api/v1/models?text=orders-${language}`);
    expect(items[0].discovered.cases).toBe(2);
    // What is no log is told in words, and nothing is kept.
    await page.goto(`${server.url}/analyze/import`);
    await page.locator('input[type="file"]').setInputFiles({ name: "broken.xes", mimeType: "text/xml", buffer: Buffer.from("<log><trace></log>") });
    await page.getByRole("button", { name: t("import.look") }).click();
    await expect(page.getByRole("alert")).toContainText(words(language, "problems")("file-syntax"));
  });

  test(`a phone needs no sideways scrolling in ${language}`, async ({ page, server }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await prefer(page, language);
    await logIn(page, server, "zhou.yun");
    for (const view of ["map", "variants", "bottlenecks", "rework", "network", "batches", "compare?one=%7B%22rework%22%3Atrue%7D&other=%7B%7D", `conformance?norm=model:${seed.norm}`, "cases?behind=all"]) {
      await page.goto(`${server.url}/analyze/permit/${view}`);
      await expect(page.locator("#main h1")).toBeVisible();
      await page.waitForLoadState("networkidle");
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), view).toBe(true);
    }
  });
}
