// What is done with a task beside approving it: it is given away, prepared by others, more are asked, several are approved at
// once, and it is put on paper. And who will be asked is known before something is started.
import { LANGUAGES, SIZES, admit, expect, prefer, test, type Page } from "./test";
import { words } from "./words";

test.use({ house: "work" });

test.beforeAll(async ({ server }) => {
  await server.ready();
  await server.people();
  await server.models();
});

type T = ReturnType<typeof words>;

/** Chooses in the menu of what else can be done, and answers what is asked then. */
async function more(page: Page, t: T, action: string, answer: (dialog: ReturnType<Page["getByRole"]>) => Promise<void>): Promise<void> {
  await page.getByRole("button", { name: t("action.more") }).last().click();
  await page.getByRole("menuitem", { name: t(`action.${action}`), exact: true }).click();
  const dialog = page.getByRole("dialog");
  await answer(dialog);
  await dialog.getByRole("button", { name: t(`action.${action}`), exact: true }).click();
  await expect(page.getByText(t(`done.${action}`), { exact: true })).toBeVisible();
}

const pick = (page: Page, name: string) => page.getByRole("option", { name, exact: true }).click();

/** Opens the task of an instance as somebody. */
async function open(page: Page, server: { url: string; get(path: string): Promise<any> }, instance: string, assignee: string): Promise<void> {
  const { items } = await server.get(`/api/v1/user-tasks?instance=${instance}&assignee=${assignee}`);
  expect(items, `${assignee} has a task of ${instance}`).toHaveLength(1);
  await page.goto(`${server.url}/tasks/${items[0].id}`);
}

for (const language of LANGUAGES) {
  test(`a task is given away, prepared by somebody else, and more are asked in ${language}`, async ({ page, server }) => {
    const t = words(language, "work");
    const instance = await server.claim("han.mei", `GIVE-${language}`);
    await server.fill(instance);
    await prefer(page, language);

    // 转办: it is his from now on.
    await admit(page, server, "lin.tao");
    await open(page, server, instance, "lin.tao");
    await more(page, t, "transfer", async (dialog) => {
      await dialog.getByLabel(t("ask.transfer")).click();
      await pick(page, "陈刚");
    });

    // 委派: somebody prepares it, and it comes back with their words.
    await admit(page, server, "chen.gang");
    await open(page, server, instance, "chen.gang");
    await more(page, t, "delegate", async (dialog) => {
      await dialog.getByLabel(t("ask.delegate")).click();
      await pick(page, "李雷");
      await dialog.getByLabel(t("opinion.label")).fill("请先核对发票");
    });
    await admit(page, server, "li.lei");
    await open(page, server, instance, "li.lei");
    await expect(page.getByText(t("task.delegatedBy"))).toBeVisible();
    await expect(page.getByRole("button", { name: t("action.approve"), exact: true }), "he decides nothing").toHaveCount(0);
    await page.getByRole("button", { name: t("action.resolve"), exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(t("opinion.label")).fill("发票无误");
    await dialog.getByRole("button", { name: t("action.resolve"), exact: true }).click();
    await expect(page.getByText(t("done.resolve"), { exact: true })).toBeVisible();

    await admit(page, server, "chen.gang");
    await open(page, server, instance, "chen.gang");
    await page.getByRole("tab", { name: t("tab.timeline") }).click();
    await expect(page.getByText("发票无误")).toBeVisible();
    await page.getByRole("tab", { name: t("tab.form") }).click();
    await page.getByRole("button", { name: t("action.approve"), exact: true }).click();
    await expect(page.getByText(t("done.approve"), { exact: true })).toBeVisible();

    // 加签 and 减签: one more is asked with the others, and is not any more.
    await admit(page, server, "li.lei");
    await open(page, server, instance, "li.lei");
    const progress = page.getByRole("region", { name: t("progress.title") });
    await expect(progress.getByRole("listitem")).toHaveCount(2);
    await more(page, t, "addSigner", async (asked) => {
      await asked.getByLabel(t("ask.addSigner")).click();
      await pick(page, "林涛");
      await page.keyboard.press("Escape");
      await asked.getByText(t("place.beside"), { exact: true }).click();
    });
    await expect(progress.getByRole("listitem")).toHaveCount(3);
    await expect(progress.getByText("林涛")).toBeVisible();
    await progress.getByRole("button", { name: t("progress.remove", { name: "林涛" }) }).click();
    await expect(page.getByText(t("done.removeSigner"), { exact: true })).toBeVisible();
    await expect(progress.getByText(t("progress.removed"))).toBeVisible();
    expect((await server.get(`/api/v1/user-tasks?instance=${instance}&assignee=lin.tao`)).items).toEqual([]);
  });

  test(`several are approved at once in ${language}`, async ({ page, server }) => {
    const t = words(language, "work");
    const numbers = [1, 2, 3].map((number) => `BULK-${language}-${number}`);
    for (const number of numbers) await server.fill(await server.claim("han.mei", number));
    await prefer(page, language);
    await admit(page, server, "lin.tao");
    // By thumb as by mouse; and one sees whose they are.
    await page.setViewportSize(language === "en" ? SIZES.desk : SIZES.phone);
    await page.goto(`${server.url}/tasks?text=BULK-${language}`);
    await expect(page.getByRole("row").filter({ hasText: numbers[0]! })).toContainText("韩梅");
    for (const number of numbers.slice(0, 2)) await page.getByLabel(t("bulk.tick", { name: number }), { exact: true }).check();
    await expect(page.getByText(t("bulk.chosen_other", { count: 2 }))).toBeVisible();
    await page.getByRole("button", { name: t("bulk.approve"), exact: true }).click();
    await expect(page.getByText(t("bulk.done_other", { count: 2 }), { exact: true })).toBeVisible();
    await expect(page.getByRole("grid").getByText(numbers[2]!)).toBeVisible();
    await expect(page.getByRole("grid").getByText(numbers[0]!)).toHaveCount(0);
    const { items } = await server.get("/api/v1/user-tasks?assignee=lin.tao&limit=100");
    const left = items.map((one: { businessKey: string }) => one.businessKey).filter((key: string) => key.startsWith(`BULK-${language}`));
    expect(left).toEqual([numbers[2]]);
  });

  test(`a matter is looked at as a diagram and put on paper in ${language}`, async ({ page, server }) => {
    const t = words(language, "work");
    const number = `PAPER-${language}`;
    const instance = await server.claim("han.mei", number);
    await server.fill(instance);
    await prefer(page, language, "dark");
    await page.addInitScript(() => {
      window.print = () => void ((window as unknown as { printed: number }).printed = ((window as unknown as { printed?: number }).printed ?? 0) + 1);
    });
    await admit(page, server, "lin.tao");
    await open(page, server, instance, "lin.tao");
    await page.getByRole("tab", { name: t("tab.diagram"), exact: true }).click();
    const drawing = page.getByTestId("drawing");
    await expect(drawing).toBeVisible();
    const drawn = await drawing.evaluate((image: HTMLImageElement) => decodeURIComponent(image.src));
    expect(drawn).toContain("部门负责人审批");
    const before = (await drawing.boundingBox())!.width;
    await page.getByRole("button", { name: words(language, "diagram")("tools.larger"), exact: true }).click();
    expect((await drawing.boundingBox())!.width).toBeGreaterThan(before * 1.3);

    // On paper is what was filled in, who said what, and the diagram, whichever tab is open; and nothing of the page around it.
    await page.getByRole("button", { name: t("task.print"), exact: true }).click();
    await expect.poll(() => page.evaluate(() => (window as unknown as { printed?: number }).printed ?? 0)).toBe(1);
    const sheet = page.getByTestId("sheet");
    await expect(sheet).toBeHidden();
    await page.emulateMedia({ media: "print" });
    await expect(sheet).toBeVisible();
    await expect(sheet).toContainText(number);
    await expect(sheet).toContainText("到上海拜访客户");
    await expect(sheet).toContainText("¥1,280.50");
    await expect(sheet).toContainText(t("timeline.coming"));
    await expect(sheet.getByRole("img", { includeHidden: true }).or(sheet.locator("img")).first()).toBeVisible();
    await expect(page.locator("#main")).toBeHidden();
    const colour = await sheet.evaluate((element) => getComputedStyle(element).color);
    expect(colour).toBe("rgb(0, 0, 0)");
    const pdf = await page.pdf({ format: "A4" });
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    await page.emulateMedia({ media: "screen" });
    await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
    await expect(sheet).toHaveCount(0);
  });

  test(`who will be asked is told before it is started in ${language}`, async ({ page, server }) => {
    const t = words(language, "work");
    await prefer(page, language);
    await page.setViewportSize(language === "en" ? SIZES.desk : SIZES.phone);
    await admit(page, server, "han.mei");
    const before = (await server.get("/api/v1/instances?limit=1000")).items.length;
    await page.goto(`${server.url}/start/expense`);
    const ahead = page.getByRole("region", { name: t("ahead.title") });
    await expect(ahead.locator("[data-step]")).toHaveCount(4);
    await expect(ahead.locator('[data-step="fill"]')).toContainText("韩梅");
    await expect(ahead.locator('[data-step="head"]')).toContainText("林涛");
    await expect(ahead.locator('[data-step="finance"]')).toContainText("陈刚");
    await expect(ahead.locator('[data-step="finance"]')).toContainText("李雷");
    await expect(ahead.locator('[data-step="pay"]')).toContainText("出纳");
    expect((await server.get("/api/v1/instances?limit=1000")).items.length, "nothing was started by looking").toBe(before);
  });
}
