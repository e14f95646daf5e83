// What the inspector and the canvas do beside drawing: conditions from rows, what is wrong at its place in the text, listeners,
// finding, an overview, and copying into another model.
import { clickFlow, admit, expect, mainly, prefer, test, type Page, type Server } from "./test";
import { words } from "./words";

test.use({ house: "inspector" });

test.beforeAll(async ({ server }) => {
  await server.ready();
  await server.people();
});

const MODEL = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="t">
  <process id="buying" isExecutable="true">
    <startEvent id="asked"/>
    <userTask id="check" name="核价" weir:assignee="= if a then b elz c"/>
    <exclusiveGateway id="large" default="small"/>
    <userTask id="sign" name="签批" weir:assignee="chen.gang"/>
    <endEvent id="done"/>
    <sequenceFlow id="f1" sourceRef="asked" targetRef="check"/>
    <sequenceFlow id="f2" sourceRef="check" targetRef="large"/>
    <sequenceFlow id="dear" sourceRef="large" targetRef="sign"/>
    <sequenceFlow id="small" sourceRef="large" targetRef="done"/>
    <sequenceFlow id="f3" sourceRef="sign" targetRef="done"/>
  </process>
</definitions>`;

const canvas = (page: Page) => page.locator(".weir-paper[data-ready=true]");
const shape = (page: Page, id: string) => page.locator(`.djs-element[data-element-id="${id}"]`);
const inspector = (page: Page) => page.locator("section[data-element]");
const saved = (page: Page) => expect(page.locator("[data-save]")).toHaveAttribute("data-save", "saved", { timeout: 20_000 });

async function draft(server: Server, name: string, xml = MODEL): Promise<string> {
  const { id } = (await server.send("POST", "/api/v1/models", { name, xml })) as { id: string };
  return id;
}

for (const language of mainly("zh-CN")) {
  test(`conditions, listeners and what is wrong are told where they belong in ${language}`, async ({ page, server }) => {
    const t = words(language, "design");
    const model = await draft(server, `采购 ${language}`);
    await prefer(page, language);
    await admit(page, server, "zhao.min");
    await page.goto(`${server.url}/models/${model}`);
    await expect(canvas(page)).toBeVisible();

    // The expression cannot be read: its field says so, and leads to the place.
    await shape(page, "check").click();
    const fault = inspector(page).locator("[data-fault]");
    await expect(fault).toHaveAttribute("data-fault", "1:15");
    await expect(fault.locator("mark")).toHaveText("elz c");
    await fault.click();
    const field = inspector(page).getByLabel(t("field.assignee"), { exact: true });
    await expect(field).toBeFocused();
    expect(await field.evaluate((input: HTMLInputElement) => input.selectionStart)).toBe(14);
    await field.fill("= if a then b else c");
    await field.press("Tab");
    await expect(fault).toHaveCount(0);

    // A listener: a worker is told when the task is made.
    await inspector(page).getByRole("button", { name: t("group.listeners"), exact: true }).click();
    await inspector(page).getByRole("button", { name: t("listener.add"), exact: true }).click();
    const listener = inspector(page).getByRole("group", { name: t("listener.group", { number: 1 }), exact: true });
    await listener.getByRole("combobox", { name: t("listener.event") }).click();
    await page.getByRole("option", { name: t("listener.on.create"), exact: true }).click();
    await listener.getByLabel(t("listener.type"), { exact: true }).fill("ring");
    await listener.getByLabel(t("listener.type"), { exact: true }).press("Tab");

    // A condition of two rows, put together without a word of FEEL.
    await page.keyboard.press("Escape");
    await clickFlow(page, "dear");
    await expect(inspector(page)).toHaveAttribute("data-element", "dear");
    const row = (number: number) => inspector(page).getByRole("group", { name: t("condition.group", { number }), exact: true });
    const put = async (number: number, variable: string, operator: string, value: string) => {
      await inspector(page).getByRole("button", { name: t("condition.add"), exact: true }).click();
      await row(number).getByRole("combobox", { name: t("condition.operator") }).click();
      await page.getByRole("option", { name: t(`condition.op.${operator}`), exact: true }).click();
      const name = row(number).getByLabel(t("condition.variable"), { exact: true });
      await name.fill(variable);
      await name.press("Tab");
      const entered = row(number).getByLabel(t("condition.value"), { exact: true });
      await entered.fill(value);
      await entered.press("Tab");
    };
    const text = inspector(page).getByLabel(t("field.condition"), { exact: true });
    await put(1, "amount", "ge", "10000");
    await expect(text).toHaveValue("amount >= 10000");
    await put(2, "city", "in", "上海, 北京");
    await expect(text).toHaveValue('amount >= 10000 and city in ("上海", "北京")');
    await inspector(page).getByText(t("condition.or"), { exact: true }).click();
    await expect(text).toHaveValue('amount >= 10000 or city in ("上海", "北京")');
    await expect(page.getByTestId("problems")).toHaveAttribute("data-errors", "0");
    // What is more than rows can say stays text, and is said to be.
    await text.fill("not(approved)");
    await text.press("Tab");
    await expect(inspector(page).getByText(t("condition.written"))).toBeVisible();
    await expect(page.getByTestId("condition-rows")).toHaveCount(0);
    await page.getByRole("button", { name: t("tools.undo"), exact: true }).click();
    await expect(page.getByTestId("condition-rows")).toBeVisible();
    await saved(page);
    const xml = await server.text(model);
    expect(xml).toMatch(/<weir:listener event="create" type="ring" ?\/>/);
    expect(xml).toContain("city in (");
    expect(await page.evaluate(() => document.documentElement.dataset["untranslated"] ?? "")).toBe("");
  });

  test(`an element is found, seen in the overview and copied into another model in ${language}`, async ({ page, server }) => {
    const t = words(language, "design");
    const [from, to] = [await draft(server, `来源 ${language}`), await draft(server, `去处 ${language}`)];
    await prefer(page, language);
    await admit(page, server, "zhao.min");
    await page.goto(`${server.url}/models/${from}`);
    await expect(canvas(page)).toBeVisible();

    await page.getByRole("button", { name: t("tools.find"), exact: true }).click();
    const search = page.locator(".djs-search-input input");
    await expect(search).toBeFocused();
    await search.pressSequentially("sign");
    await page.locator(".djs-search-result").first().click();
    await expect(inspector(page)).toHaveAttribute("data-element", "sign");

    const map = page.locator(".djs-minimap .map");
    await expect(map).toBeHidden();
    await page.getByRole("button", { name: t("tools.map"), exact: true }).click();
    await expect(map).toBeVisible();
    // The mark of bpmn.io is under nothing.
    const logo = page.locator(".bjs-powered-by");
    const box = (await logo.boundingBox())!;
    const top = await page.evaluate(([x, y]) => document.elementFromPoint(x!, y!)?.closest(".bjs-powered-by") !== null, [box.x + box.width / 2, box.y + box.height / 2]);
    expect(top).toBe(true);
    await page.getByRole("button", { name: t("tools.map"), exact: true }).click();

    await page.getByRole("button", { name: t("tools.copy"), exact: true }).click();
    await page.goto(`${server.url}/models/${to}`);
    await expect(canvas(page)).toBeVisible();
    const tasks = page.locator(".djs-shape .djs-visual > rect");
    const before = await tasks.count();
    await page.getByRole("button", { name: t("tools.paste"), exact: true }).click();
    const frame = (await canvas(page).boundingBox())!;
    await page.mouse.move(frame.x + frame.width / 2, frame.y + frame.height * 0.75, { steps: 5 });
    await page.mouse.move(frame.x + frame.width / 2 + 6, frame.y + frame.height * 0.75 + 6);
    await page.mouse.down();
    await page.mouse.up();
    await expect(tasks).toHaveCount(before + 1);
    await saved(page);
    const xml = await server.text(to);
    expect(xml.match(/name="签批"/g)).toHaveLength(2);
    expect(xml.match(/weir:assignee="chen.gang"/g), "with all that was said of it").toHaveLength(2);
    expect(await page.evaluate(() => document.documentElement.dataset["untranslated"] ?? "")).toBe("");
  });
}

test("what cannot be taken over is said at its field, and the canvas goes on working", async ({ page, server }) => {
  const t = words("zh-CN", "design");
  const model = await draft(server, "标识相同");
  await prefer(page, "zh-CN");
  await admit(page, server, "zhao.min");
  await page.goto(`${server.url}/models/${model}`);
  await expect(canvas(page)).toBeVisible();
  await shape(page, "check").click();
  const id = inspector(page).getByLabel(t("field.id"), { exact: true });
  for (const [text, told] of [["sign", t("refused.taken", { id: "sign" })], ["f3", t("refused.taken", { id: "f3" })], ["buying", t("refused.taken", { id: "buying" })], ["1 x", t("refused.id")], ["", t("refused.id")]]) {
    await id.fill(text!);
    await id.press("Tab");
    await expect(inspector(page).getByText(told!, { exact: true })).toBeVisible();
  }
  await id.fill("price");
  await id.press("Tab");
  await expect(inspector(page)).toHaveAttribute("data-element", "price");
  expect(await inspector(page).evaluate((own) => own.contains(document.activeElement)), "one goes on in the same fields").toBe(true);
  await shape(page, "sign").click();
  await inspector(page).getByLabel(t("field.name"), { exact: true }).fill("盖章");
  await inspector(page).getByLabel(t("field.name"), { exact: true }).press("Tab");
  await saved(page);
  const text = await server.text(model);
  expect(text).toContain('id="price"');
  expect(text).toContain('name="盖章"');
  expect(text.match(/id="sign"/g)).toHaveLength(1);
});

test("what is typed and not left yet is kept: by waiting and by going back", async ({ page, server }) => {
  const t = words("zh-CN", "design");
  const model = await draft(server, "打了一半");
  await prefer(page, "zh-CN");
  await admit(page, server, "zhao.min");
  await page.goto(`${server.url}/models`);
  await page.getByText("打了一半", { exact: true }).click();
  await expect(canvas(page)).toBeVisible();
  await shape(page, "sign").click();
  const name = inspector(page).getByLabel(t("field.name"), { exact: true });
  await name.fill("等一会儿");
  await expect(page.locator("[data-save]")).toHaveAttribute("data-save", "changed");
  await saved(page);
  expect(await server.text(model)).toContain('name="等一会儿"');
  await expect(name).toBeFocused();

  // An id counts as a whole: it waits until one has left it, however that is.
  const id = inspector(page).getByLabel(t("field.id"), { exact: true });
  await id.fill("stamped");
  await expect(page.locator("[data-save]")).toHaveAttribute("data-save", "changed");
  await page.goBack();
  await expect(page).toHaveURL(/\/models$/);
  await expect.poll(() => server.text(model), { timeout: 15_000 }).toContain('id="stamped"');
});

const RARE = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1" id="d" targetNamespace="t">
  <process id="rare" isExecutable="true">
    <startEvent id="asked"/>
    <userTask id="vote" name="表决" weir:approvers="users(li.lei,han.mei)" weir:approvalMode="all"/>
    <adHocSubProcess id="papers" name="补材料"><userTask id="one" name="合同" weir:assignee="li.lei"/><userTask id="two" name="发票" weir:assignee="li.lei"/></adHocSubProcess>
    <callActivity id="pay" name="付款" calledElement="payment"/>
    <endEvent id="done"/>
    <sequenceFlow id="f1" sourceRef="asked" targetRef="vote"/>
    <sequenceFlow id="f2" sourceRef="vote" targetRef="papers"/>
    <sequenceFlow id="f3" sourceRef="papers" targetRef="pay"/>
    <sequenceFlow id="f4" sourceRef="pay" targetRef="done"/>
  </process>
</definitions>`;

for (const language of mainly("zh-CN")) {
  test(`what few models need can be said too in ${language}`, async ({ page, server }) => {
    const t = words(language, "design");
    const model = await draft(server, `少见 ${language}`, RARE);
    await prefer(page, language);
    await admit(page, server, "zhao.min");
    await page.goto(`${server.url}/models/${model}`);
    await expect(canvas(page)).toBeVisible();
    const choose = async (label: string, value: string) => {
      await inspector(page).getByRole("combobox", { name: label, exact: true }).click();
      await page.getByRole("option", { name: value, exact: true }).click();
    };
    const fill = async (label: string, text: string) => {
      const field = inspector(page).getByLabel(label, { exact: true });
      await field.fill(text);
      await field.press("Tab");
    };
    await shape(page, "vote").click();
    await choose(t("field.approvalMode"), t("choice.approvalMode.weight"));
    await fill(t("field.weight"), "x");
    await expect(inspector(page).getByText(t("refused.whole"), { exact: true })).toBeVisible();
    await fill(t("field.weight"), "3");
    await fill(t("field.approvalWeights"), '= {"li.lei": 2, "han.mei": 1}');
    await choose(t("field.approvalEmpty"), t("choice.approvalEmpty.users"));
    await fill(t("named.approvalEmpty.users"), "zhou.yun");
    await choose(t("field.onReject"), t("choice.onReject.return"));
    await fill(t("named.onReject.return"), "vote");
    await shape(page, "papers").locator(".djs-hit-all").first().click();
    await choose(t("field.ordering"), t("choice.ordering.Sequential"));
    await fill(t("field.activeElementsCollection"), '= ["one"]');
    await inspector(page).getByRole("switch", { name: t("field.cancelRemainingInstances"), exact: true }).uncheck();
    await shape(page, "pay").click();
    await choose(t("field.binding"), t("choice.binding.version"));
    await fill(t("field.version"), "2");
    await saved(page);
    const text = await server.text(model);
    for (const part of ['approvalMode="weight(3)"', 'approvalWeights="= {&#34;li.lei', 'approvalEmpty="users(zhou.yun)"', 'onReject="return(vote)"', 'ordering="Sequential"', 'activeElementsCollection="= [', 'cancelRemainingInstances="false"', 'weir:binding="version"', 'weir:version="2"']) {
      expect(text.replaceAll("&quot;", "&#34;")).toContain(part);
    }
  });
}
