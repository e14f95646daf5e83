// A designer draws a process from an empty canvas, says who approves, mends what the server finds, and deploys it.
import type { Locator } from "@playwright/test";
import { LANGUAGES, admit, expect, prefer, test, type Page } from "./test";
import { words } from "./words";

test.use({ house: "designer" });

test.beforeAll(async ({ server }) => {
  await server.setUp();
  await server.people();
});

const canvas = (page: Page) => page.locator(".weir-paper[data-ready=true]");
const shape = (page: Page, id: string) => page.locator(`.djs-element[data-element-id="${id}"]`);
const pad = (page: Page, action: string) => page.locator(`.djs-context-pad [data-action="${action}"]`);
const inspector = (page: Page) => page.locator("section[data-element]");

/** Appends to what is chosen, and tells the id of what came. */
async function append(page: Page, action: string): Promise<string> {
  const before = await inspector(page).getAttribute("data-element");
  await pad(page, action).click();
  await expect(inspector(page)).not.toHaveAttribute("data-element", before ?? "");
  // The name is asked for on the canvas; it is told in the inspector instead.
  await page.keyboard.press("Escape");
  return (await inspector(page).getAttribute("data-element")) ?? "";
}

async function become(page: Page, type: string): Promise<void> {
  await pad(page, "replace").click();
  await page.locator(`.djs-popup [data-id="${type}"]`).click();
}

async function enter(field: Locator, text: string): Promise<void> {
  await field.fill(text);
  await field.press("Tab");
}

const saved = (page: Page) => expect(page.locator("[data-save]")).toHaveAttribute("data-save", "saved", { timeout: 20_000 });

for (const language of LANGUAGES) {
  test(`a process is drawn, mended and deployed in ${language}`, async ({ page, server }) => {
    const t = words(language, "design");
    await prefer(page, language);
    await admit(page, server, "zhao.min");
    await page.goto(`${server.url}/models`);
    await page.getByRole("button", { name: t("create.open") }).first().click();
    const name = language === "en" ? "Travel" : "出差";
    await page.getByRole("dialog").getByLabel(t("rename.name")).fill(name);
    await page.getByRole("dialog").getByRole("button", { name: t("create.confirm"), exact: true }).click();
    await expect(canvas(page)).toBeVisible();

    // From the start: somebody approves, a program books, the end.
    await shape(page, "start").click();
    const approve = await append(page, "append.append-task");
    await become(page, "replace-with-user-task");
    await expect(inspector(page).getByText(words(language, "diagram")("kind.userTask"), { exact: true })).toBeVisible();
    await enter(inspector(page).getByLabel(t("field.name"), { exact: true }), language === "en" ? "Approve the trip" : "审批出差");
    await inspector(page).getByLabel(t("field.approverRule")).click();
    await page.getByRole("option", { name: t("rule.head"), exact: true }).click();
    await expect(inspector(page).getByLabel(t("argument.head"))).toBeVisible();
    await inspector(page).getByLabel(t("field.onReject")).click();
    await page.getByRole("option", { name: t("choice.onReject.end"), exact: true }).click();
    const task = (await inspector(page).getAttribute("data-element")) ?? approve;
    const book = await append(page, "append.append-task");
    expect(book).not.toBe(task);
    await become(page, "replace-with-rule-task");
    await append(page, "append.end-event");

    // A task is put on the canvas from the palette by dragging, and taken away again.
    const entry = page.locator('.djs-palette [data-action="create.task"]');
    const from = (await entry.boundingBox())!;
    const frame = (await canvas(page).boundingBox())!;
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(frame.x + 400, frame.y + 420, { steps: 6 });
    await page.mouse.move(frame.x + 420, frame.y + 430);
    await page.mouse.up();
    await page.keyboard.press("Escape");
    await expect(page.locator(".djs-shape .djs-visual > rect")).toHaveCount(3);
    await pad(page, "delete").click();
    await expect(page.locator(".djs-shape .djs-visual > rect")).toHaveCount(2);

    // The server says what is wrong; it stands on the shape and in the list, which leads to it.
    const problems = page.getByTestId("problems");
    await expect(problems).not.toHaveAttribute("data-errors", "0");
    await expect(page.locator(".weir-badge-error").first()).toBeVisible();
    if (language === "en") await expect(problems).toContainText("set weir:decision or weir:type");
    await problems.locator("button").first().click();
    await enter(inspector(page).getByLabel(t("field.type"), { exact: true }), "book-trip");
    await expect(problems).toHaveAttribute("data-errors", "0");
    await expect(page.locator(".weir-badge-error")).toHaveCount(0);
    await saved(page);

    // What was drawn is there after the page was left.
    await page.reload();
    await expect(canvas(page)).toBeVisible();
    await expect(shape(page, task)).toContainText(language === "en" ? "trip" : "审批");

    await page.getByRole("button", { name: t("deploy.open"), exact: true }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByText(t("deploy.first"))).toBeVisible();
    await dialog.getByRole("button", { name: t("deploy.confirm"), exact: true }).click();
    await expect(page.getByTestId("deployed")).toBeVisible();
    await dialog.getByRole("button", { name: words(language, "common")("action.close") }).last().click();

    const { items } = await server.get("/api/v1/definitions?latest=true");
    const mine = items.find((one: { name: string }) => one.name === name);
    expect(mine).toBeTruthy();
    const xml = await (await page.request.get(`${server.url}/api/v1/definitions/${mine.id}/xml`)).text();
    expect(xml).toContain('weir:approvers="head(initiator)"');
    expect(xml).toContain('weir:type="book-trip"');

    // The version that was deployed is kept, and a change since is told.
    await page.locator(`.djs-element[data-element-id="${task}"]`).click();
    await enter(inspector(page).getByLabel(t("field.name"), { exact: true }), language === "en" ? "Check" : "复核");
    await saved(page);
    await page.getByText(t("view.versions"), { exact: true }).click();
    await page.getByRole("link", { name: t("versions.compare"), exact: true }).last().click();
    await expect(page.getByTestId("difference")).toContainText(language === "en" ? "Check" : "复核");
    expect(await page.evaluate(() => document.documentElement.dataset["untranslated"] ?? "")).toBe("");
  });
}

test("somebody else has saved meanwhile: nothing is lost, and it is said who", async ({ page, server }) => {
  const t = words("zh-CN", "design");
  await prefer(page, "zh-CN");
  await admit(page, server, "zhao.min");
  const made = (await server.send("POST", "/api/v1/models", { name: "两个人" })) as { id: string };
  await page.goto(`${server.url}/models/${made.id}`);
  await shape(page, "start").click();
  await enter(inspector(page).getByLabel(t("field.name"), { exact: true }), "我的");
  await saved(page);
  await server.save(made.id, (xml) => xml.replace('name="我的"', 'name="别人的"'));
  await enter(inspector(page).getByLabel(t("field.name"), { exact: true }), "我的第二次");
  await expect(page.locator("[data-save]")).toHaveAttribute("data-save", "conflict");
  await expect(page.getByRole("alert").filter({ hasText: "管理员" })).toBeVisible();
  await page.getByRole("button", { name: t("conflict.mine") }).click();
  await saved(page);
  expect(await server.text(made.id)).toContain("我的第二次");
});

test("a file that is broken is mended, drawn, and kept as it came", async ({ page, server }) => {
  const t = words("zh-CN", "design");
  await prefer(page, "zh-CN");
  await admit(page, server, "zhao.min");
  await page.goto(`${server.url}/models`);
  const broken = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t"><process id="old" name="&lt;b&gt;旧流程" isExecutable="true">
    <startEvent id="s"/><userTask id="t" name="&lt;img src=x onerror=alert(1)&gt;"/><endEvent id="e"/>
    <sequenceFlow id="f" sourceRef="s" targetRef="t"/><sequenceFlow id="g" sourceRef="t" targetRef="e"/><sequenceFlow id="h" sourceRef="t" targetRef="nowhere"/></process></definitions>`;
  await page.locator('input[type="file"]').setInputFiles({ name: "old.bpmn", mimeType: "application/xml", buffer: Buffer.from(broken) });
  await expect(page.getByRole("dialog")).toContainText("nowhere");
  await page.getByRole("button", { name: t("import.confirm") }).click();
  await expect(canvas(page)).toBeVisible();
  await expect(shape(page, "t")).toContainText("img src");
  await expect(page.locator("img[src=x]")).toHaveCount(0);
  const id = page.url().split("/models/")[1]!.split("?")[0]!;
  const { items } = await server.get(`/api/v1/models/${id}/versions`);
  expect(items).toHaveLength(2);
  // The mark of bpmn.io is seen, and nothing lies on it.
  const mark = page.locator(".bjs-powered-by");
  const box = (await mark.boundingBox())!;
  const top = await page.evaluate(([x, y]) => document.elementFromPoint(x!, y!)?.closest(".bjs-powered-by") !== null, [box.x + box.width / 2, box.y + box.height / 2]);
  expect(top).toBe(true);
});
