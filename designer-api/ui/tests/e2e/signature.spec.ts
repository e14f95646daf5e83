// A field that is signed: by hand, or by the name for those who cannot draw; what is kept is an image.
import { SIZES, admit, expect, mainly, prefer, test, type Page } from "./test";
import { words } from "./words";

test.use({ house: "signature" });

const MODEL = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="t">
  <process id="handing" name="物品签收" isExecutable="true"><startEvent id="s" camunda:initiator="who" weir:formId="handing"/><userTask id="receive" name="签收" weir:assignee="= who" weir:formId="handing"/>
  <userTask id="look" name="存档" weir:assignee="= who" weir:formId="handing" weir:fieldPermissions="*: read"/><endEvent id="e"/>
  <sequenceFlow id="f" sourceRef="s" targetRef="receive"/><sequenceFlow id="g" sourceRef="receive" targetRef="look"/><sequenceFlow id="h" sourceRef="look" targetRef="e"/></process></definitions>`;
const FORM = { type: "default", id: "handing", components: [{ type: "textfield", key: "what", label: "物品" }, { type: "signature", key: "signed", label: "签字", validate: { required: true } }] };

test.beforeAll(async ({ server }) => {
  await server.setUp();
  await server.people();
  const form = new FormData();
  form.append("file", new Blob([MODEL]), "handing.bpmn");
  form.append("file", new Blob([JSON.stringify(FORM)]), "handing.form");
  await server.deployForm(form);
});

/** How many of the points of an image are not white. */
const ink = (page: Page) =>
  page.getByTestId("signature").evaluate(async (image: HTMLImageElement) => {
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
    const paper = canvas.getContext("2d")!;
    paper.drawImage(image, 0, 0);
    const { data } = paper.getImageData(0, 0, canvas.width, canvas.height);
    let dark = 0;
    for (let at = 0; at < data.length; at += 4) if (data[at]! < 128) dark += 1;
    return dark;
  });

for (const language of mainly("en")) {
  test(`a form is signed by name and by hand in ${language}`, async ({ page, server }) => {
    const t = words(language, "form");
    const work = words(language, "work");
    await prefer(page, language);
    await admit(page, server, "han.mei");

    // A start form, on a phone, by the keyboard alone: the name is typed.
    await page.setViewportSize(SIZES.phone);
    await page.goto(`${server.url}/start/handing`);
    await page.getByText(t("signature.type"), { exact: true }).click();
    const name = page.getByRole("textbox", { name: t("signature.name") });
    await name.fill("韩梅");
    await name.press("Enter");
    await expect(page.getByTestId("signature")).toBeVisible();
    expect(await ink(page)).toBeGreaterThan(200);
    await page.getByLabel(work("start.businessKey")).fill(`SIGN-${language}`);
    await page.getByRole("button", { name: work("start.submit"), exact: true }).click();
    await expect(page.getByText(work("start.done", { name: "物品签收" })).first()).toBeVisible();

    // At the task it is signed anew by hand; what is on the paper is what was drawn.
    await page.setViewportSize(SIZES.desk);
    const { items } = await server.get("/api/v1/user-tasks?assignee=han.mei");
    const task = items.find((one: { businessKey: string }) => one.businessKey === `SIGN-${language}`);
    await page.goto(`${server.url}/tasks/${task.id}`);
    await expect(page.getByTestId("signature")).toBeVisible();
    const first = await server.get(`/api/v1/user-tasks/${task.id}/form`);
    await page.getByRole("button", { name: t("signature.again"), exact: true }).click();
    const take = page.getByRole("button", { name: t("signature.take"), exact: true });
    await expect(take).toBeDisabled();
    const pad = page.getByRole("img", { name: t("signature.pad") });
    const box = (await pad.boundingBox())!;
    await page.mouse.move(box.x + 40, box.y + box.height / 2);
    await page.mouse.down();
    for (const [x, y] of [[120, 20], [180, 130], [260, 40], [400, 80]]) await page.mouse.move(box.x + x!, box.y + y!, { steps: 5 });
    await page.mouse.up();
    await take.click();
    await expect(page.getByTestId("signature")).toBeVisible();
    expect(await ink(page)).toBeGreaterThan(500);
    await page.getByRole("button", { name: work("action.complete"), exact: true }).click();
    await expect(page.getByText(work("done.complete"), { exact: true })).toBeVisible();

    // Where it may only be read it stands as an image, and it is another one than before.
    const next = (await server.get(`/api/v1/user-tasks?instance=${task.instance}`)).items[0];
    const kept = await server.get(`/api/v1/user-tasks/${next.id}/form`);
    expect(kept.data.signed).not.toBe(first.data.signed);
    await page.goto(`${server.url}/tasks/${next.id}`);
    await expect(page.getByTestId("signature")).toBeVisible();
    expect(await ink(page)).toBeGreaterThan(500);
    await expect(pad).toHaveCount(0);
  });
}
