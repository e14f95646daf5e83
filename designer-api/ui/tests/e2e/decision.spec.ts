// A decision table is filled with the keyboard and from a sheet, its gaps are told, it is tried, and deployed.
import { SIZES, admit, expect, mainly, prefer, test, type Page } from "./test";
import { words } from "./words";

test.use({ house: "decision" });

test.beforeAll(async ({ server }) => {
  await server.setUp();
  await server.people();
});

const cell = (page: Page, row: number, column: number) => page.locator(`[data-cell="${row}:${column}"]`);
const saved = (page: Page) => expect(page.locator("[data-save]")).toHaveAttribute("data-save", "saved", { timeout: 20_000 });

for (const language of mainly("en")) {
  test(`a decision table is made, filled, tried and deployed in ${language}`, async ({ page, server }) => {
    const t = words(language, "decision");
    const d = words(language, "design");
    await prefer(page, language);
    await admit(page, server, "zhao.min");
    await page.goto(`${server.url}/models`);
    await page.getByRole("button", { name: d("create.open") }).first().click();
    await page.getByRole("radio", { name: d("create.table") }).click();
    const name = language === "en" ? "Level" : "审批级别";
    await page.getByRole("dialog").getByLabel(d("rename.name")).fill(name);
    await page.getByRole("dialog").getByRole("button", { name: d("create.confirm"), exact: true }).click();
    await expect(page).toHaveURL(/\/decisions\//);

    // What is copied from a sheet makes rules; the last row is added with Enter.
    await cell(page, 0, 0).focus();
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.setData("text/plain", '< 100\t"lead"\n(100..1000]\t"head"\n');
      document.activeElement!.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    });
    await expect(cell(page, 1, 1)).toHaveValue('"head"');
    const coverage = page.getByTestId("coverage");
    await expect(coverage).toContainText(t("cover.gaps_other", { count: 2 }));
    await expect(coverage).toContainText("100");
    await cell(page, 1, 0).fill("[100..1000]");
    await page.keyboard.press("Enter");
    await expect(cell(page, 2, 0)).toBeFocused();
    await page.keyboard.type("> 1000");
    await cell(page, 2, 1).fill('"board"');
    await page.keyboard.press("Tab");
    await expect(coverage).toContainText(t("cover.clean"));
    await saved(page);

    // A cell that is no FEEL is told at the cell; undo takes it back.
    await cell(page, 0, 0).fill("< (");
    await page.keyboard.press("Tab");
    await expect(page.locator('td[data-wrong="true"]')).toHaveCount(1);
    await page.getByRole("button", { name: t("undo"), exact: true }).click();
    await expect(cell(page, 0, 0)).toHaveValue("< 100");

    const attempt = page.getByRole("region", { name: t("try.title") });
    await attempt.getByLabel("amount").fill("500");
    await attempt.getByRole("button", { name: t("try.ask"), exact: true }).click();
    await expect(page.getByTestId("try-answer")).toContainText('"head"');
    await expect(page.locator('tr[data-matched="true"]')).toHaveCount(1);
    await saved(page);
    await page.getByRole("button", { name: d("deploy.open"), exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: d("deploy.confirm"), exact: true }).click();
    await expect(page.getByTestId("deployed")).toBeVisible();
    const { items } = await server.get("/api/v1/decisions?latest=true");
    expect(items.some((one: { name: string }) => one.name === name)).toBe(true);
  });
}

test("a table with rule parameters fits a phone and shows their values", async ({ page, server }) => {
  await page.setViewportSize(SIZES.phone);
  await prefer(page, "zh-CN");
  await admit(page, server, "zhao.min");
  const { id } = (await server.send("POST", "/api/v1/models", { name: "级别", template: "expense-claim", file: "approval.dmn" })) as { id: string };
  await page.goto(`${server.url}/decisions/${id}`);
  await expect(cell(page, 1, 0)).toHaveValue("[0..5000]");
  await expect(page.getByTestId("parameters")).toContainText("params.expense_auto_limit");
  await expect(page.getByTestId("parameters")).toContainText(words("zh-CN", "decision")("parameters.missing"));
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
});
