// Two versions of a draft side by side: what is gone, new and other is marked on both canvases, which move as one.
import { SIZES, admit, expect, mainly, prefer, test, type Page } from "./test";
import { words } from "./words";

test.use({ house: "compare" });

const shapes = (all: [string, number][]) =>
  all.map(([id, x]) => `<bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}"><dc:Bounds x="${x}" y="100" width="${id === "s" || id === "e" ? 36 : 100}" height="${id === "s" || id === "e" ? 36 : 80}"/></bpmndi:BPMNShape>`).join("");
const edges = (all: [string, number, number][]) =>
  all.map(([id, from, to]) => `<bpmndi:BPMNEdge id="${id}_di" bpmnElement="${id}"><di:waypoint x="${from}" y="140"/><di:waypoint x="${to}" y="140"/></bpmndi:BPMNEdge>`).join("");

/** A request that is checked, and then either faxed or signed. */
function model(check: string, second: "fax" | "sign"): string {
  return `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:weir="urn:weir:bpmn:1" targetNamespace="t">
  <process id="request" isExecutable="true"><startEvent id="s"/><userTask id="check" name="${check}" weir:assignee="han.mei"/><userTask id="${second}" name="${second === "fax" ? "传真" : "签字"}" weir:assignee="han.mei"/><endEvent id="e"/>
  <sequenceFlow id="f" sourceRef="s" targetRef="check"/><sequenceFlow id="to_${second}" sourceRef="check" targetRef="${second}"/><sequenceFlow id="from_${second}" sourceRef="${second}" targetRef="e"/></process>
  <bpmndi:BPMNDiagram id="d"><bpmndi:BPMNPlane id="p" bpmnElement="request">${shapes([["s", 40], ["check", 140], [second, 320], ["e", 500]])}${edges([["f", 76, 140], [`to_${second}`, 240, 320], [`from_${second}`, 420, 500]])}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>`;
}

test.beforeAll(async ({ server }) => {
  await server.setUp();
  await server.people();
});

const side = (page: Page, which: "before" | "after") => page.getByTestId(`side-${which}`);
const shape = (page: Page, which: "before" | "after", id: string) => side(page, which).locator(`.djs-element[data-element-id="${id}"]`);
/** Where a canvas is, and how large: in whole pixels. */
const place = (page: Page, which: "before" | "after") =>
  side(page, which)
    .locator("g.viewport")
    .first()
    .evaluate((own) => {
      const { a, e, f } = (own as SVGGElement).getCTM()!;
      return `${a.toFixed(2)} at ${Math.round(e)}, ${Math.round(f)}`;
    });

/** Both show the same place: to the pixel, of which a half may be rounded either way. */
async function asOne(page: Page): Promise<void> {
  const numbers = async (which: "before" | "after") => (await place(page, which)).match(/-?[\d.]+/g)!.map(Number);
  const [before, after] = [await numbers("before"), await numbers("after")];
  expect(Math.max(...before.map((one, index) => Math.abs(one - after[index]!))), `${before} and ${after}`).toBeLessThanOrEqual(1);
}

for (const language of mainly("en")) {
  test(`two versions stand side by side in ${language}`, async ({ page, server }) => {
    const t = words(language, "design");
    const made = (await server.send("POST", "/api/v1/models", { name: `请求 ${language}`, xml: model("查", "fax"), comment: "第一版" })) as { id: string };
    await server.save(made.id, () => model("核", "sign"));
    await prefer(page, language);
    await admit(page, server, "zhao.min");

    // The old address leads to the new one.
    await page.goto(`${server.url}/models/${made.id}?view=versions`);
    await expect(page).toHaveURL(`${server.url}/models/${made.id}/versions`);
    await page.getByTestId("versions").getByRole("link", { name: t("versions.changed"), exact: true }).click();
    await expect(page).toHaveURL(/\/diff\?a=1&b=2$/);
    await page.goto(`${server.url}/models/${made.id}?view=versions&before=1`);
    await expect(page).toHaveURL(`${server.url}/models/${made.id}/diff?a=1`);

    // What is gone stands before, what is new after, and what is other on both.
    await expect(shape(page, "before", "fax")).toHaveClass(/weir-removed/);
    await expect(shape(page, "before", "to_fax")).toHaveClass(/weir-removed/);
    await expect(page.getByTestId("difference")).toContainText(`核 → 传真 · ${words(language, "diagram")("kind.sequenceFlow")}`);
    await expect(shape(page, "after", "fax")).toHaveCount(0);
    await expect(shape(page, "after", "sign")).toHaveClass(/weir-added/);
    for (const which of ["before", "after"] as const) {
      await expect(shape(page, which, "check")).toHaveClass(/weir-changed/);
      await expect(shape(page, which, "s")).not.toHaveClass(/weir-(added|removed|changed)/);
      await expect(side(page, which).locator(".weir-badge-changed")).toHaveAttribute("title", t("compare.sign.changed"));
    }
    const legend = page.getByRole("list", { name: t("compare.legend") });
    await expect(legend.getByText(t("compare.removed", { n: 3 }))).toBeVisible();
    await expect(legend.getByText(t("compare.changed", { n: 1 }))).toBeVisible();

    // They move as one, whichever of them is moved.
    await asOne(page);
    for (const which of ["after", "before"] as const) {
      const was = await place(page, which);
      const box = (await side(page, which).locator(".djs-container").boundingBox())!;
      await page.mouse.move(box.x + 60, box.y + 40);
      await page.mouse.down();
      await page.mouse.move(box.x + 140, box.y + 90, { steps: 4 });
      await page.mouse.up();
      expect(await place(page, which)).not.toBe(was);
      await asOne(page);
    }
    const before = await place(page, "before");
    await side(page, "after").getByRole("button", { name: words(language, "diagram")("tools.larger"), exact: true }).click();
    expect(await place(page, "before")).not.toBe(before);
    await asOne(page);

    // An entry of the list is chosen by the keyboard, on both; and a shape chooses its entry.
    const list = page.getByTestId("difference");
    const entry = (name: string) => list.getByRole("button").filter({ hasText: `${name} · ${words(language, "diagram")("kind.userTask")}` });
    const changed = entry("核");
    await changed.focus();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/element=check/);
    for (const which of ["before", "after"] as const) await expect(shape(page, which, "check")).toHaveClass(/weir-chosen/);
    await shape(page, "before", "fax").click();
    await expect(entry("传真")).toHaveAttribute("aria-pressed", "true");
    await expect(shape(page, "before", "check")).not.toHaveClass(/weir-chosen/);

    // On a phone one of them stands at a time, and what is chosen turns to the side that has it.
    await page.setViewportSize(SIZES.phone);
    await expect(side(page, "after")).toHaveCount(0);
    await expect(shape(page, "before", "fax")).toHaveClass(/weir-chosen/);
    await entry("签字").click();
    await expect(shape(page, "after", "sign")).toHaveClass(/weir-chosen/);
    await expect(side(page, "before")).toHaveCount(0);
    await side(page, "after").getByText(t("compare.before"), { exact: true }).click();
    await expect(shape(page, "before", "fax")).toHaveClass(/weir-removed/);
    expect(await page.evaluate(() => document.documentElement.dataset["untranslated"] ?? "")).toBe("");
  });
}

test("what could not be saved yet is still there after a look at the versions", async ({ page, server }) => {
  const t = words("zh-CN", "design");
  const made = (await server.send("POST", "/api/v1/models", { name: "断网", xml: model("查", "fax"), comment: "第一版" })) as { id: string };
  await prefer(page, "zh-CN");
  await admit(page, server, "zhao.min");
  await page.goto(`${server.url}/models/${made.id}?view=xml`);
  const source = page.getByRole("textbox", { name: t("view.xml") });
  await expect(source).toHaveValue(/传真/);
  await page.route(`**/api/v1/models/${made.id}/xml`, (route) => (route.request().method() === "PUT" ? route.abort() : route.continue()));
  await source.fill(model("没有保存", "fax"));
  await page.getByText(t("view.versions"), { exact: true }).click();
  await expect(page).toHaveURL(/\/versions$/);
  await page.getByText(t("view.xml"), { exact: true }).click();
  await expect(source).toHaveValue(/没有保存/);
});

test("what only stands elsewhere is marked, and what is other is told in words", async ({ page, server }) => {
  const t = words("zh-CN", "design");
  const made = (await server.send("POST", "/api/v1/models", { name: "挪动", xml: model("查", "fax"), comment: "第一版" })) as { id: string };
  await server.save(made.id, (xml) => xml.replace('x="320" y="100"', 'x="320" y="260"').replace('id="check" name="查" weir:assignee="han.mei"', 'id="check" name="查" weir:assignee="lin.tao" weir:approvers="superior" weir:approvalSelf="skip"'));
  await prefer(page, "zh-CN");
  await admit(page, server, "zhao.min");
  await page.goto(`${server.url}/models/${made.id}/diff?a=1`);
  for (const which of ["before", "after"] as const) {
    await expect(shape(page, which, "fax")).toHaveClass(/weir-moved/);
    await expect(side(page, which).locator(".weir-badge-moved")).toHaveAttribute("title", t("compare.sign.moved"));
    await expect(shape(page, which, "s")).not.toHaveClass(/weir-moved/);
  }
  const list = page.getByTestId("difference");
  await expect(list.getByRole("button").filter({ hasText: "传真" })).toContainText(t("diff.moved", { what: "传真" }));
  await expect(list).toContainText(`${t("field.assignee")}：han.mei → lin.tao`);
  await expect(list).toContainText(`${t("field.approvalSelf")}：– → ${t("choice.approvalSelf.skip")}`);

  // A phone begins with the diagram soon.
  await page.setViewportSize(SIZES.phone);
  const paper = side(page, "after").locator(".weir-paper");
  await expect(paper).toBeVisible();
  expect((await paper.boundingBox())!.y).toBeLessThan(SIZES.phone.height * 0.45);
});

test("a draft stands beside its template, and beside the version that was deployed of it", async ({ page, server }) => {
  const t = words("zh-CN", "design");
  const made = (await server.send("POST", "/api/v1/models", { name: "会签", template: "contract-countersign" })) as { id: string };
  await server.save(made.id, (xml) => xml.replace('name="法务审核"', 'name="法务复核"'));
  await prefer(page, "zh-CN");
  await admit(page, server, "zhao.min");
  await page.goto(`${server.url}/models/${made.id}`);
  await page.getByTestId("origin").getByRole("link", { name: t("origin.compare"), exact: true }).click();
  await expect(page).toHaveURL(/\/diff\?a=1$/);
  await expect(page.getByTestId("difference")).toContainText("法务审核 → 法务复核");
  await expect(side(page, "before").locator(".weir-changed")).toHaveCount(1);

  await server.deployForm(fileOf("request.bpmn", model("查", "fax")));
  const draft = (await server.send("POST", "/api/v1/models", { name: "请求", xml: model("核", "sign") })) as { id: string };
  await page.goto(`${server.url}/models/${draft.id}/diff?a=request:1`);
  await expect(side(page, "before")).toContainText(t("compare.deployed", { version: 1 }));
  await expect(shape(page, "before", "fax")).toHaveClass(/weir-removed/);
  await expect(shape(page, "after", "sign")).toHaveClass(/weir-added/);
});

function fileOf(name: string, text: string): FormData {
  const form = new FormData();
  form.append("file", new Blob([text]), name);
  return form;
}
