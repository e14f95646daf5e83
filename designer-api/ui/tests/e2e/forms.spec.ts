// A form is put together with the mouse and the keyboard, seen as on a phone, mended where the server says, and deployed.
import { LOOKS, admit, expect, prefer, test, type Page } from "./test";
import { words } from "./words";

test.use({ house: "forms" });

test.beforeAll(async ({ server }) => {
  await server.setUp();
  await server.people();
});

const part = (page: Page, key: string) => page.locator(`[data-part="${key}"]`);
const saved = (page: Page) => expect(page.locator("[data-save]")).toHaveAttribute("data-save", "saved", { timeout: 20_000 });

for (const { language, device, size } of LOOKS) {
  test(`a form is made and deployed in ${language} on a ${device}`, async ({ page, server }) => {
    const t = words(language, "formBuilder");
    const d = words(language, "design");
    await page.setViewportSize(size);
    await prefer(page, language);
    await admit(page, server, "zhao.min");
    await page.goto(`${server.url}/models`);
    await page.getByRole("button", { name: d("create.open") }).first().click();
    await page.getByRole("radio", { name: d("create.form") }).click();
    await page.getByRole("dialog").getByLabel(d("rename.name")).fill(`表 ${language} ${device}`);
    await page.getByRole("dialog").getByRole("button", { name: d("create.confirm"), exact: true }).click();
    await expect(page).toHaveURL(/\/forms\//);

    const palette = page.getByRole("toolbar", { name: t("palette") });
    const properties = page.getByRole("region", { name: t("properties") });
    await palette.getByRole("button", { name: t("kind.textfield"), exact: true }).click();
    await properties.getByLabel(t("label"), { exact: true }).fill("事由");
    await properties.getByLabel(t("english"), { exact: true }).fill("Reason");
    await properties.getByRole("switch", { name: t("required"), exact: true }).click();
    await palette.getByRole("button", { name: t("kind.dynamiclist"), exact: true }).click();
    await expect(part(page, "amount")).toBeVisible();
    // The table goes before the text with the keyboard's way, and the text into a section.
    await page.getByRole("button", { name: t("up"), exact: true }).click();
    const order = () => page.locator("[data-part]").evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset["part"]));
    await expect.poll(order).toEqual(["items1", "amount", "text1"]);
    await part(page, "text1").click();
    await page.getByRole("button", { name: t("up"), exact: true }).click();
    await expect.poll(order).toEqual(["text1", "items1", "amount"]);
    const preview = page.getByTestId("form-preview");
    await expect(preview).toContainText(language === "en" ? "Reason" : "事由");

    // A condition that is no FEEL is told by the server and taken back.
    await properties.getByLabel(t("hide"), { exact: true }).fill("a >");
    await properties.getByLabel(t("hide"), { exact: true }).press("Tab");
    const problems = page.getByTestId("problems");
    await expect(problems).toHaveAttribute("data-errors", "1");
    await page.getByRole("button", { name: t("undo"), exact: true }).click();
    await expect(problems).toHaveAttribute("data-errors", "0");
    await saved(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);

    await page.getByRole("button", { name: d("deploy.open"), exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: d("deploy.confirm"), exact: true }).click();
    await expect(page.getByTestId("deployed")).toContainText("form_");
  });
}

test("a part is dragged from the palette to its place", async ({ page, server }) => {
  const t = words("zh-CN", "formBuilder");
  await prefer(page, "zh-CN");
  await admit(page, server, "zhao.min");
  const xml = JSON.stringify({ type: "default", id: "drag", components: [{ type: "textfield", key: "a", label: "甲", odd: 1 }, { type: "group", label: "组", components: [] }] });
  const { id } = (await server.send("POST", "/api/v1/models", { name: "拖放", xml })) as { id: string };
  await page.goto(`${server.url}/forms/${id}`);
  await page.getByRole("toolbar", { name: t("palette") }).getByRole("button", { name: t("kind.number"), exact: true }).dragTo(part(page, "a"));
  await expect(page.locator("[data-part]").first()).toHaveAttribute("data-part", "number1");
  await saved(page);
  expect(await server.text(id)).toContain('"odd": 1');
});
