// The planted story: after a rule was changed one supplier answers late. From the red indicator to what goes with it, to an
// instance, its events and who did them: at most three clicks for each level, in both languages. And indicators are defined,
// changed on top of what was seen, and light up in the landscape.
import { LANGUAGES, admit, expect, logIn, mainly, prefer, test, type Page } from "./test";
import { words } from "./words";

test.use({ house: "indicators", story: true });

test.beforeAll(async ({ server }) => {
  test.setTimeout(300_000);
  await server.setUp();
  await server.people();
});

async function shot(page: Page, name: string) {
  const shots = process.env["WEIR_SHOTS"];
  if (shots) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
}

const SUPPLIER = "supplier = 北方物资";

for (const language of LANGUAGES) {
  test(`a red indicator leads to its cause, an instance, an event and its actor in ${language}`, async ({ page, server }) => {
    const t = words(language, "indicators");
    const m = words(language, "monitor");
    const name = language === "en" ? "Supplier answer, P90" : "供应商报价时长 P90";
    await prefer(page, language);
    await admit(page, server, "sun.li");
    await page.goto(`${server.url}/monitor`);
    await page.getByRole("navigation", { name: m("ways") }).getByRole("link", { name: m("tab.indicators") }).click();

    // What is off its target stands first, with how far it is past it.
    const list = page.getByTestId("indicators");
    const red = list.getByRole("row").nth(1);
    await expect(red).toContainText(name);
    await expect(red).toContainText(t("stand.bad"));
    await expect(list.getByRole("row").filter({ hasText: language === "en" ? "First-pass yield" : "一次通过率" })).toContainText(t("stand.good"));
    await shot(page, `indicators-${language}`);

    // Level one, one click: the indicator, since when, and what goes with it.
    await red.getByRole("link", { name }).click();
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    await expect(page.getByRole("region", { name: t("now") })).toContainText(t("targetIs", { target: `≤ ${t("inUnit.days", { value: 2 })}` }));
    await expect(page.getByRole("img", { name: t("courseOf", { name }) })).toBeVisible();
    const drivers = page.getByTestId("drivers");
    await expect(drivers.getByRole("link", { name: SUPPLIER })).toBeVisible();
    await shot(page, `indicator-${language}`);
    // Every number leads to its rows.
    await page.getByRole("link", { name: t("rows") }).click();
    await expect(page.getByTestId("evidence").getByRole("row").nth(1)).toContainText("供应商书面报价");
    await page.goBack();

    // Level two, one click: the instances of the cause. Level three, one click: the slowest of them.
    await drivers.getByRole("link", { name: SUPPLIER }).click();
    await expect(page.getByRole("button", { name: words(language, "level")("filter.remove", { filter: SUPPLIER }) })).toBeVisible();
    await page.getByTestId("cases").getByRole("link").first().click();
    await expect(page.getByTestId("path").getByRole("row").filter({ hasText: "供应商书面报价" }).first()).toBeVisible();

    // Level four, two clicks: its events, and whoever did the one that took so long.
    await page.getByRole("link", { name: m("instance.replay") }).click();
    await expect(page).toHaveURL(/\/ops\/instances\/.*tab=history/);
    await expect(page.getByText("北铭（北方物资）").or(page.getByText("bei.ming")).first()).toBeVisible();
    await shot(page, `indicator-event-${language}`);
  });
}

for (const language of mainly("zh-CN")) {
  test(`the landscape shows it, and the indices their components in ${language}`, async ({ page, server }) => {
    const p = words(language, "plan");
    const m = words(language, "monitor");
    await prefer(page, language);
    await admit(page, server, "admin");
    await page.goto(`${server.url}/landscape`);
    const node = page.getByRole("link", { name: language === "en" ? /Purchase approval/ : /采购审批/ });
    await expect(node.getByText(p("light.bad"))).toBeAttached();
    await node.click();
    await page.getByTestId("indicators").getByRole("link", { name: language === "en" ? "Supplier answer, P90" : "供应商报价时长 P90" }).click();
    await expect(page).toHaveURL(/\/monitor\/indicators\/supplier-answer/);
    await page.goto(`${server.url}/monitor/indices`);
    await expect(page.getByTestId("indices").getByRole("row").nth(1)).toContainText("物料采购");
    const tiered = page.getByRole("region", { name: m("index.tieredManagement") });
    // Measured from the landscape, from departments and from what was deployed; what nobody can know says why.
    await expect(tiered.getByRole("row").filter({ hasText: m("component.planned-to-executable") })).toContainText("%");
    await expect(tiered.getByRole("row").filter({ hasText: m("component.cross-level-handover") })).toContainText("%");
    await expect(tiered.getByText(m("why.needs-approval-levels"))).toBeVisible();
    const execution = page.getByRole("region", { name: m("index.execution") });
    await expect(execution.getByRole("row").filter({ hasText: m("component.normalised-cycle-time") })).toContainText("%");
    await shot(page, `indices-${language}`);
  });

  test(`an indicator is tried, defined, changed and looked back upon in ${language}`, async ({ page, server }) => {
    const t = words(language, "indicators");
    const c = words(language, "common");
    const key = `tried-${language.toLowerCase()}`;
    await prefer(page, language);
    await admit(page, server, "admin");
    await page.goto(`${server.url}/monitor/indicators`);
    await page.getByRole("button", { name: t("add") }).click();
    const form = page.getByRole("dialog");
    await form.getByLabel(t("field.key"), { exact: false }).first().fill(key);
    await form.getByLabel(t("field.nameZh")).fill(`试验 ${language}`);
    await form.getByLabel(t("field.nameEn")).fill(`Trial ${language}`);
    await form.getByRole("combobox", { name: t("scope.process") }).click();
    await page.getByRole("option", { name: /materialOrder/ }).click();
    await form.getByText(t("party.role"), { exact: true }).click();
    await form.getByRole("textbox", { name: t("field.owner") }).fill("purchasing-lead");
    await form.getByRole("button", { name: t("try") }).click();
    await expect(form.getByRole("status")).toContainText(new RegExp(t("n", { n: "\\d" })));
    await form.getByLabel(c("reason.label")).fill("试一试");
    await form.getByRole("button", { name: c("action.save") }).click();
    await expect(form).toBeHidden();
    await page.getByTestId("indicators").getByRole("link", { name: language === "en" ? `Trial ${language}` : `试验 ${language}` }).click();
    await page.getByRole("button", { name: t("edit") }).click();
    await page.getByRole("dialog").getByRole("textbox", { name: t("field.target") }).fill("36");
    await page.getByRole("dialog").getByLabel(c("reason.label")).fill("更宽");
    await page.getByRole("dialog").getByRole("button", { name: c("action.save") }).click();
    await expect(page.getByRole("dialog")).toBeHidden();
    const versions = page.getByTestId("versions");
    await expect(versions.getByRole("row").nth(1)).toContainText("更宽");
    // The earlier version is still what it was.
    await versions.getByRole("link", { name: t("version", { version: 1 }) }).click();
    await expect(page.getByRole("region", { name: t("now") })).toContainText(t("targetIs", { target: `≤ ${t("inUnit.hours", { value: 24 })}` }));
    await page.goBack();
    await page.getByRole("button", { name: t("remove") }).click();
    await page.getByRole("dialog").getByLabel(c("reason.label")).fill("不再需要");
    await page.getByRole("dialog").getByRole("button", { name: t("remove") }).click();
    await expect(page).toHaveURL(/\/monitor\/indicators$/);
    await expect(page.getByTestId("indicators")).not.toContainText(`${language === "en" ? "Trial" : "试验"} ${language}`);
  });

  test(`a phone needs no sideways scrolling in ${language}`, async ({ page, server }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await prefer(page, language);
    await admit(page, server, "sun.li");
    for (const [path, name] of [["/monitor/indicators", "list"], ["/monitor/indicators/supplier-answer", "one"], ["/monitor/indices", "indices"]] as const) {
      await page.goto(server.url + path);
      await expect(page.locator("table:visible").first()).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
      await shot(page, `phone-${name}-${language}`);
    }
  });
}

for (const language of mainly("zh-CN")) {
  test(`an indicator is watched from its target on, and its alert rule says what it would have done in ${language}`, async ({ page, server }) => {
    const t = words(language, "indicators");
    const a = words(language, "alerts");
    const c = words(language, "common");
    const name = language === "en" ? "Supplier answer, P90" : "供应商报价时长 P90";
    await prefer(page, language);
    await admit(page, server, "admin");
    await page.goto(`${server.url}/monitor/indicators`);
    await page.getByTestId("indicators").getByRole("link", { name }).click();
    await page.getByRole("link", { name: t("watch") }).click();
    await expect(page).toHaveURL(/\/alerts\/rules\/new\?indicator=/);
    // The editor begins with the indicator: its place, its unit, its target as the line.
    await expect(page.getByRole("combobox", { name: a("column.metric") })).toHaveValue(name);
    await expect(page.getByRole("textbox", { name: a("form.warn") })).toHaveValue(/^2( |$)/);
    await expect(page.getByTestId("firings")).toBeVisible({ timeout: 30_000 });
    await page.getByRole("textbox", { name: a("form.id") }).fill(`supplier-${language.toLowerCase()}`);
    await shot(page, `indicator-rule-${language}`);
    await page.getByRole("button", { name: c("action.save") }).click();
    await page.getByRole("dialog").getByRole("textbox").fill(`watch ${language}`);
    await page.getByRole("dialog").getByRole("button", { name: c("action.save") }).click();
    await expect(page.getByTestId("versions")).toContainText(`watch ${language}`);
    await page.goto(`${server.url}/alerts/rules`);
    await expect(page.getByRole("row").filter({ hasText: name }).first()).toBeVisible();
    await shot(page, `indicator-rules-${language}`);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${server.url}/alerts/rules/supplier-${language.toLowerCase()}`);
    await expect(page.getByTestId("versions")).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await shot(page, `indicator-rule-phone-${language}`);
  });

  test(`weights of an index are set with a reason, and the index says by what it is scored in ${language}`, async ({ page, server }) => {
    const m = words(language, "monitor");
    const c = words(language, "common");
    await prefer(page, language);
    await admit(page, server, "admin");
    await page.goto(`${server.url}/monitor/indices`);
    const by = page.getByTestId("scored-by");
    await expect(by).toBeVisible();
    await shot(page, `indices-scored-${language}`);
    await by.getByRole("button", { name: m("scoring.change") }).click();
    const drawer = page.getByRole("dialog");
    const weight = drawer.getByRole("textbox", { name: `${m("component.automation-rate")} · ${m("scoring.weight")}` });
    await weight.fill(language === "en" ? "25" : "20");
    await shot(page, `indices-editor-${language}`);
    await drawer.getByLabel(c("reason.label")).fill(`weights ${language}`);
    await drawer.getByRole("button", { name: c("action.save") }).click();
    await expect(drawer).toHaveCount(0);
    await expect(by).toContainText("管理员");
    const rows = page.getByRole("row").filter({ hasText: m("component.automation-rate") });
    await expect(rows.filter({ hasText: language === "en" ? "25%" : "20%" }).first()).toBeVisible();
    await by.getByRole("button", { name: m("scoring.change") }).click();
    await expect(page.getByTestId("index-versions")).toContainText(`weights ${language}`);
    await page.setViewportSize({ width: 390, height: 844 });
    await shot(page, `indices-editor-phone-${language}`);
  });

  test(`what has moved stands with the anomalies in ${language}`, async ({ page, server }) => {
    const m = words(language, "monitor");
    await prefer(page, language);
    await logIn(page, server, "admin");
    const { items } = await server.get("/api/v1/analytics/indicators");
    const process = items[0].definition.indicator.process as string;
    await page.goto(`${server.url}/monitor/p/${process}/anomalies`);
    const moved = page.getByRole("region", { name: m("moved.title") });
    await expect(moved.getByRole("heading", { name: m("moved.drift") })).toBeVisible();
    await expect(moved.locator(".mantine-Skeleton-root")).toHaveCount(0);
    await shot(page, `moved-${language}`);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await shot(page, `moved-phone-${language}`);
  });
}
