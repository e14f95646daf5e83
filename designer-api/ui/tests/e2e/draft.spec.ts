// A draft beside its canvas: what two people do at once, where a problem stands in the text, what goes onto paper and into files.
import { readFileSync } from "node:fs";
import { SIZES, admit, expect, prefer, test } from "./test";
import { words } from "./words";

test.use({ house: "draft" });

test.beforeAll(async ({ server }) => {
  await server.setUp();
  await server.people();
});

const model = (name: string) => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1" id="d" targetNamespace="t">
  <process id="buying" isExecutable="true">
    <startEvent id="asked"/>
    <userTask id="check" name="${name}" weir:assignee="= if a then b elz c"/>
    <endEvent id="done"/>
    <sequenceFlow id="f1" sourceRef="asked" targetRef="check"/>
    <sequenceFlow id="f2" sourceRef="check" targetRef="done"/>
  </process>
</definitions>`;

test("whose changes meet those of somebody else can keep them as a draft of their own", async ({ page, server }) => {
  const t = words("zh-CN", "design");
  const { id } = (await server.send("POST", "/api/v1/models", { name: "两人同改", xml: model("核价") })) as { id: string };
  await prefer(page, "zh-CN");
  await admit(page, server, "zhao.min");
  await page.goto(`${server.url}/models/${id}?view=xml`);
  const source = page.getByRole("textbox", { name: t("view.xml") });
  await expect(source).toHaveValue(/核价/);
  await server.save(id, (xml) => xml.replace("核价", "管理员改的"));
  await source.fill(model("我改的"));
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("管理员");
  await alert.getByRole("button", { name: t("conflict.copy"), exact: true }).click();
  await expect(page.getByRole("heading", { name: t("conflict.copyName", { name: "两人同改" }) })).toBeVisible();
  const copy = /\/models\/([\w-]+)/.exec(page.url())![1]!;
  expect(copy).not.toBe(id);
  expect(await server.text(copy)).toContain("我改的");
  expect(await server.text(id)).toContain("管理员改的");
});

test("a problem leads to its place in the text, and an image is had from any view", async ({ page, server }) => {
  const t = words("zh-CN", "design");
  const { id } = (await server.send("POST", "/api/v1/models", { name: "源文", xml: model("核价") })) as { id: string };
  await prefer(page, "zh-CN");
  await admit(page, server, "zhao.min");
  await page.goto(`${server.url}/models/${id}?view=xml`);
  const source = page.getByRole("textbox", { name: t("view.xml") });
  // The text must be looked at once before there are problems of it.
  await source.fill(model("核"));
  await page.locator('[data-testid="problems"] [data-code]').filter({ hasText: "核" }).first().click();
  await expect(source).toBeFocused();
  const marked = await source.evaluate((own: HTMLTextAreaElement) => own.value.slice(own.selectionStart, own.selectionEnd));
  expect(marked).toMatch(/elz c/);
  await page.getByRole("button", { name: t("export.title") }).click();
  const coming = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: t("export.svg") }).click();
  expect(readFileSync(await (await coming).path(), "utf8")).toContain("核");
});

test("a form is built on a phone with all of its fields in sight, and paper has its name and nothing to press", async ({ page, server }) => {
  const xml = readFileSync(new URL("data/expense.form", import.meta.url), "utf8");
  const { id } = (await server.send("POST", "/api/v1/models", { name: "报销单", xml })) as { id: string };
  await prefer(page, "zh-CN");
  await admit(page, server, "zhao.min");
  await page.setViewportSize(SIZES.phone);
  await page.goto(`${server.url}/forms/${id}`);
  const outline = page.getByTestId("form-outline");
  await expect(outline.locator("[data-part]").first()).toBeVisible();
  expect(await outline.evaluate((own) => own.scrollHeight - own.clientHeight)).toBeLessThanOrEqual(0);
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("heading", { name: "报销单" })).toBeVisible();
  await expect(page.getByRole("button", { name: words("zh-CN", "design")("deploy.open") })).toBeHidden();
});
