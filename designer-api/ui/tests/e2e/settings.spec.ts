// What somebody wants to be told is kept, in the words and the times that they said.
import { LANGUAGES, SIZES, admit, expect, prefer, test } from "./test";
import { words } from "./words";

test.use({ house: "settings" });

test.beforeAll(async ({ server }) => {
  await server.ready();
  await server.people();
});

for (const language of LANGUAGES) {
  test(`notices by mail and webhook, and quiet times, are set in ${language}`, async ({ page, server }) => {
    const t = words(language, "work");
    const person = language === "en" ? "lin.tao" : "han.mei";
    const path = `/api/v1/people/${person}/notification-preferences`;
    await server.send("DELETE", path);
    await prefer(page, language);
    await page.setViewportSize(language === "en" ? SIZES.desk : SIZES.phone);
    await admit(page, server, person);
    await page.goto(`${server.url}/settings/notifications`);
    const box = (kind: string, way: string) => page.getByLabel(t("notify.by", { what: t(`notify.kind.${kind}`), way: t(`notify.${way}`) }), { exact: true });
    const save = page.getByRole("button", { name: t("notify.save"), exact: true });
    await expect(box("assigned", "mail")).toBeChecked();
    await expect(box("candidate", "mail"), "that is not for everybody").not.toBeChecked();
    await expect(save, "nothing was changed").toBeDisabled();
    // No mail server is set up here: whoever ticks it is told.
    await expect(page.getByText(t("notify.mailOff"))).toBeVisible();

    await box("ended", "mail").uncheck();
    await box("candidate", "webhook").check();
    await page.getByRole("button", { name: t("notify.add"), exact: true }).click();
    const quiet = page.getByRole("group", { name: t("notify.group", { number: 1 }), exact: true });
    await quiet.getByLabel(t("notify.from"), { exact: false }).fill("21:30");
    await expect(quiet.getByText(t("notify.overnight"))).toBeVisible();
    await quiet.getByLabel(t("notify.days"), { exact: true }).click();
    for (const day of ["saturday", "sunday"]) await page.getByRole("option", { name: t(`notify.day.${day}`), exact: true }).click();
    await page.keyboard.press("Escape");
    await expect(page.getByText(t("notify.changed"))).toBeVisible();
    await save.click();
    await expect(page.getByText(t("notify.saved"))).toBeVisible();

    const kept = await server.get(path);
    expect(kept.mail).not.toContain("ended");
    expect(kept.mail).toContain("assigned");
    expect(kept.webhook).toContain("candidate");
    expect(kept.quiet).toEqual([{ days: ["saturday", "sunday"], from: "21:30:00", until: "07:30:00", timeZone: "Asia/Shanghai" }]);

    // It is there again, and can be as for everybody.
    await page.reload();
    await expect(box("candidate", "webhook")).toBeChecked();
    await expect(quiet).toBeVisible();
    await page.getByRole("button", { name: t("notify.usual"), exact: true }).click();
    await expect(quiet).toHaveCount(0);
    await expect(box("ended", "mail")).toBeChecked();
    expect((await server.get(path)).quiet ?? []).toEqual([]);
  });
}

for (const [language, zone] of [["zh-CN", "America/Los_Angeles"], ["en", "Australia/Adelaide"]] as const) {
  test(`a quiet time is typed by keys alone, of 24 hours, and says by which clock, in ${language}`, async ({ browser, server }) => {
    const t = words(language, "work");
    const common = words(language, "common");
    const person = "chen.gang";
    await server.send("DELETE", `/api/v1/people/${person}/notification-preferences`);
    // A browser that speaks of a.m. and p.m., far from the server.
    const context = await browser.newContext({ locale: "en-US", timezoneId: zone });
    const page = await context.newPage();
    await prefer(page, language);
    await admit(page, server, person);
    await page.goto(`${server.url}/settings/notifications`);
    await page.getByRole("button", { name: t("notify.add"), exact: true }).click();
    const quiet = page.getByRole("group", { name: t("notify.group", { number: 1 }), exact: true });
    const from = quiet.getByLabel(t("notify.from"), { exact: false });
    const until = quiet.getByLabel(t("notify.until"), { exact: false });
    await expect(from).toHaveValue("22:00");
    await from.focus();
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type("1315");
    await page.keyboard.press("Tab");
    await expect(from).toHaveValue("13:15");
    await expect(until).toBeFocused();
    await page.keyboard.press("ArrowUp");
    await expect(until).toHaveValue("07:45");
    // What is no time of day is said, and is not sent.
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type("25:00");
    await page.keyboard.press("Tab");
    await expect(quiet.getByText(common("clock.wrong"))).toBeVisible();
    await page.getByRole("button", { name: t("notify.save"), exact: true }).click();
    await expect(until).toBeFocused();
    expect((await server.get(`/api/v1/people/${person}/notification-preferences`)).quiet ?? []).toEqual([]);
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type("6");
    await page.keyboard.press("Enter");
    await expect(page.getByText(t("notify.saved"))).toBeVisible();
    expect((await server.get(`/api/v1/people/${person}/notification-preferences`)).quiet).toEqual([{ days: [], from: "13:15:00", until: "06:00:00", timeZone: zone }]);
    const shown = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", hourCycle: "h23" }).format(new Date());
    await expect(quiet.getByText(new RegExp(common("clock.now", { time: `${shown}:` }).replace(/[.]$/, "")))).toBeVisible();
    await context.close();
  });
}
