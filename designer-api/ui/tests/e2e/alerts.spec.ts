// A rule is tried over the history and set with a reason; what it finds rings, says how bad it is and what may help, leads to
// the rows behind it, is taken on and silenced; and on a phone all of it is there.
import { LANGUAGES, admit, expect, logIn, mainly, prefer, test } from "./test";
import { supply } from "./supply";
import { words } from "./words";

test.use({ house: "alerts" });
test.describe.configure({ timeout: 240_000 });

const SPEC = {
  name: { "zh-CN": "采购终止率", en: "Purchases given up" },
  scope: { process: "supply" },
  source: { metric: "terminated" },
  windowHours: 24,
  everyMinutes: 1,
  side: "above",
  warn: 0.1,
  critical: 0.15,
  beyond: 1,
  of: 1,
  keep: 1,
  least: 20,
  receivers: { people: ["zhou.yun"] },
  enabled: true,
};

test.beforeAll(async ({ server }) => {
  test.setTimeout(480_000);
  await server.setUp();
  await server.people();
  await server.send("PUT", "/api/v1/grants/li.lei-owner", { to: { kind: "user", id: "li.lei" }, role: "processOwner" });
  await supply(server);
  await server.send("PUT", "/api/v1/analytics/alert-rules/given-up", { spec: SPEC, reason: "与供应商的约定" });
  // A rule is looked at with the clock of the machine: two looks later it has seen all of them.
  await expect.poll(async () => (await server.get("/api/v1/alerts")).items.length, { timeout: 400_000, intervals: [2_000] }).toBe(1);
});

for (const language of mainly("zh-CN")) {
  const t = words(language, "alerts");
  const shot = process.env["WEIR_SHOTS"];

  test(`what rings says why, leads to its rows and is taken on in ${language}`, async ({ page, server }) => {
    await prefer(page, language);
    await logIn(page, server, "zhou.yun");
    await page.getByRole("link", { name: words(language, "common")("nav.alerts") }).first().click();
    await expect(page).toHaveURL(/\/alerts$/);
    await expect(page.getByTestId("counts")).toContainText(t("counts.open"));
    const name = SPEC.name[language];
    if (shot) await page.screenshot({ path: `${shot}/alerts-inbox-${language}.png` });
    await page.getByRole("row").filter({ hasText: name }).first().click();
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    await expect(page.getByTestId("says")).toContainText("19.49%");
    await expect(page.getByText(t("detail.affectedOf", { affected: 23, n: 118 }))).toBeVisible();
    await expect(page.getByTestId("timeline")).toContainText(t("happened.opened"));
    await expect(page.getByTestId("timeline")).toContainText("zhou.yun");
    // Taken on once: whoever comes later sees by whom.
    const take = page.getByRole("button", { name: t("action.acknowledge") });
    if (language === LANGUAGES[0]) {
      await take.click();
      await page.getByRole("dialog").getByRole("textbox").fill("联系供应商");
      await page.getByRole("dialog").getByRole("button", { name: t("action.acknowledge") }).click();
    }
    await expect(page.getByText(t("detail.acknowledgedBy"))).toBeVisible();
    await expect(take).toHaveCount(0);
    await page.getByRole("button", { name: t("action.comment") }).click();
    await page.getByRole("dialog").getByRole("textbox").fill(`note ${language}`);
    await page.getByRole("dialog").getByRole("button", { name: t("action.comment") }).click();
    await expect(page.getByTestId("timeline")).toContainText(`note ${language}`);
    if (shot) await page.screenshot({ path: `${shot}/alerts-detail-${language}.png`, fullPage: true });
    // The evidence recounts what was told, and leads to an instance.
    await page.getByRole("link", { name: t("detail.rows", { process: "物料采购" }) }).click();
    await expect(page).toHaveURL(/\/monitor\/p\/supply\/evidence\?handle=/);
    await expect(page.getByText(words(language, "monitor")("evidence.cases", { n: 118, sum: "@" }).split("@")[0]!.trim())).toBeVisible();
  });

  test(`a rule is tried before it is saved, and its versions say who and why in ${language}`, async ({ page, server }) => {
    await prefer(page, language);
    await admit(page, server, "li.lei");
    await page.goto(`${server.url}/alerts/rules`);
    await page.getByRole("row").filter({ hasText: SPEC.name[language] }).first().click();
    // Of a month every fourth minute is looked at, of a week each: and the history is only minutes old.
    await page.getByRole("combobox", { name: t("backTest.days") }).click();
    await page.getByRole("option", { name: t("backTest.lastDays_other", { count: 7 }) }).click();
    await expect(page.getByTestId("firings")).toHaveText("1");
    await expect(page.getByRole("img", { name: t("backTest.chart", { count: 1 }) })).toBeVisible();
    await page.getByText(t("backTest.episodes_one", { count: 1 })).click();
    await expect(page.getByTestId("episodes")).toContainText("19.49%");
    if (shot) await page.screenshot({ path: `${shot}/alerts-rule-${language}.png`, fullPage: true });
    // Above everything that happened it would never have rung.
    const warn = page.getByRole("textbox", { name: t("form.warn") });
    await page.getByRole("textbox", { name: t("form.critical") }).fill("");
    await warn.fill("90");
    await expect(page.getByTestId("firings")).toHaveText("0");
    // What is refused is said where it is tried.
    await warn.fill("900");
    await expect(page.getByRole("alert")).toContainText(words(language, "problems")("alert-line-range"));
    // Another line than whoever came before has set: what is as it was is not saved.
    const percent = language === LANGUAGES[0] ? 12 : 11;
    await warn.fill(String(percent));
    await expect(page.getByTestId("firings")).toHaveText("1");
    // Nobody is woken by it: the page says by which clock, and what is saved is what was meant.
    const night = language === LANGUAGES[0] ? "22:30" : "21:15";
    await page.getByLabel(t("form.quiet.from"), { exact: true }).fill(night.replace(":", ""));
    await expect(page.getByLabel(words(language, "common")("clock.zone"), { exact: true }).first()).toHaveValue("Asia/Shanghai");
    await page.getByRole("button", { name: words(language, "common")("action.save") }).click();
    await page.getByRole("dialog").getByRole("textbox").fill(`reason ${language}`);
    await page.getByRole("dialog").getByRole("button", { name: words(language, "common")("action.save") }).click();
    await expect(page.getByTestId("versions")).toContainText(`reason ${language}`);
    const { rule } = await server.get("/api/v1/analytics/alert-rules/given-up");
    expect(rule.spec.warn).toBeCloseTo(percent / 100);
    expect(rule.by).toBe("li.lei");
    expect(rule.spec.quiet).toEqual([{ days: [], from: `${night}:00`, until: "08:00:00", timeZone: "Asia/Shanghai" }]);
  });

  test(`silences have an end and a reason, and a phone needs no sideways scrolling in ${language}`, async ({ page, server }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await prefer(page, language);
    await admit(page, server, "zhou.yun");
    await page.goto(`${server.url}/alerts/silences`);
    await page.getByRole("button", { name: t("silence.add") }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("combobox", { name: t("column.process") }).click();
    await page.getByRole("option").first().click();
    await dialog.getByRole("textbox").last().fill(`quiet ${language}`);
    await dialog.getByRole("button", { name: t("action.silence") }).click();
    await expect(page.getByTestId("silences")).toContainText(`quiet ${language}`);
    if (shot) await page.screenshot({ path: `${shot}/alerts-silences-phone-${language}.png` });
    await page.getByTestId("silences").getByRole("button", { name: t("action.end") }).first().click();
    await expect(page.getByText(t("silence.none"))).toBeVisible();
    for (const path of ["/alerts", "/alerts/rules", "/alerts/rules/given-up"]) {
      await page.goto(server.url + path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.locator(".mantine-Skeleton-root:visible")).toHaveCount(0);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), path).toBe(true);
      if (shot) await page.screenshot({ path: `${shot}/alerts-phone-${path.replaceAll("/", "_")}-${language}.png`, fullPage: true });
    }
    await page.goto(`${server.url}/alerts`);
    await page.getByRole("row").filter({ hasText: SPEC.name[language] }).first().click();
    await expect(page.getByTestId("says")).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    if (shot) await page.screenshot({ path: `${shot}/alerts-phone-detail-${language}.png`, fullPage: true });
  });
}
