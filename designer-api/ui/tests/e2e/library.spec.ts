// The library of drafts: by kind, in order, empty, and with files of others that are chosen or dropped.
import { SIZES, admit, expect, mainly, prefer, test, type Page } from "./test";
import { words } from "./words";

test.use({ house: "library" });

test.beforeAll(async ({ server }) => {
  await server.setUp();
  await server.people();
});

const FORM = { name: "报销单.form", text: JSON.stringify({ type: "default", id: "claim", components: [{ type: "textfield", key: "why", label: "事由" }, { type: "number", key: "much", label: "金额" }] }) };
const TABLE = { name: "额度.dmn", text: '<?xml version="1.0" encoding="UTF-8"?>\n<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="t" name="t" namespace="urn:t"><decision id="limit" name="额度"><variable name="额度" typeRef="number"/><decisionTable id="table"><input id="i"><inputExpression typeRef="number"><text>amount</text></inputExpression></input><output id="o" typeRef="number"/></decisionTable></decision></definitions>' };
const PROCESS = { name: "请假.bpmn", text: '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t"><process id="leave"><startEvent id="s"/><endEvent id="e"/><sequenceFlow id="f" sourceRef="s" targetRef="e"/></process></definitions>' };

const cards = (page: Page) => page.locator("[data-kind]");

/** Files are held over the page, and let go. */
async function drag(page: Page, files: { name: string; text: string }[], let_go = true): Promise<void> {
  await page.evaluate(
    ([files, let_go]) => {
      const held = new DataTransfer();
      for (const { name, text } of files as { name: string; text: string }[]) held.items.add(new File([text], name));
      const over = (kind: string) => document.body.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: held }));
      over("dragover");
      if (let_go) over("drop");
    },
    [files, let_go] as const,
  );
}

for (const language of mainly("en")) {
  test(`drafts are told apart by kind, put in order, and brought by dropping files, in ${language}`, async ({ page, server }) => {
    const t = words(language, "design");
    const kind = async (name: string) => page.getByRole("radiogroup", { name: t("models.kind"), exact: true }).getByText(t(`models.shelf.${name}`), { exact: true }).click();
    for (const { id, revision } of (await server.get("/api/v1/models?limit=100")).items as { id: string; revision: number }[]) await server.drop(id, revision);
    await prefer(page, language);
    await admit(page, server, "zhao.min");
    await page.goto(`${server.url}/models`);
    await expect(page.getByText(t("models.empty.all"), { exact: true })).toBeVisible();
    await kind("decision");
    await expect(page.getByText(t("models.empty.decision"), { exact: true })).toBeVisible();
    await page.getByRole("button", { name: t("create.open"), exact: true }).first().click();
    await expect(page.getByRole("dialog").getByRole("radio", { name: new RegExp(t("create.table")) })).toBeChecked();
    await page.keyboard.press("Escape");

    // Three files at once: each is looked at, and none is opened.
    await drag(page, [FORM, TABLE], false);
    await expect(page.getByText(t("import.drop"), { exact: true })).toBeVisible();
    await drag(page, [FORM, TABLE, { name: "picture.png", text: "x" }, { name: "none.dmn", text: "<x" }]);
    const dialog = page.getByRole("dialog");
    await expect(dialog).toContainText(t("import.form_other", { count: 2 }));
    await expect(dialog).toContainText(t("import.more_other", { count: 2 }));
    await dialog.getByRole("button", { name: t("import.confirm"), exact: true }).click();
    await expect(dialog).toContainText(t("import.dmn_one", { count: 1, names: "额度" }));
    await dialog.getByRole("button", { name: t("import.confirm"), exact: true }).click();
    await expect(dialog).toContainText(t("import.noText"));
    await expect(dialog.getByRole("button", { name: t("import.confirm"), exact: true })).toBeDisabled();
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    // Still the shelf of decisions.
    await expect(cards(page)).toHaveCount(1);
    await expect(page.getByText("额度", { exact: true })).toBeVisible();
    await kind("form");
    await expect(cards(page)).toHaveCount(1);
    await expect(cards(page)).toContainText("报销单");

    // One alone is opened.
    await page.locator('input[type="file"]').setInputFiles({ name: PROCESS.name, mimeType: "application/xml", buffer: Buffer.from(PROCESS.text) });
    await dialog.getByRole("button", { name: t("import.confirm"), exact: true }).click();
    await expect(page).toHaveURL(/\/models\/[\w-]+/);
    await page.goto(`${server.url}/models`);
    const names = () => cards(page).locator("bdi").evaluateAll((all) => all.map((one) => one.textContent).filter((name) => name !== "赵敏"));
    await expect.poll(names).toEqual(["请假", "额度", "报销单"]);
    await page.getByRole("combobox", { name: t("models.sort") }).click();
    await page.getByRole("option", { name: t("models.order.name"), exact: true }).click();
    await expect(page).toHaveURL(/sort=name/);
    await expect.poll(names).toEqual(["报销单", "请假", "额度"]);
    // What a draft offers to others is found by its id; what fits nothing says so, and how to see all again.
    const search = page.getByRole("textbox", { name: t("models.search"), exact: true });
    await search.fill("CLAIM");
    await expect.poll(names).toEqual(["报销单"]);
    await search.fill("<b>nothing");
    await expect(page.getByText(t("models.nothingHint", { text: "<b>nothing" }), { exact: true })).toBeVisible();
    await page.getByRole("main").getByRole("button", { name: words(language, "common")("filter.clear") }).last().click();
    await expect(cards(page)).toHaveCount(3);

    await page.setViewportSize(SIZES.phone);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(SIZES.phone.width);
    await expect(page.getByRole("button", { name: t("create.open"), exact: true }).first()).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.dataset["untranslated"] ?? "")).toBe("");
  });
}
