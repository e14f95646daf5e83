// From an empty canvas to a deployed process: drawn with drag and drop, given approvers, mended, tried out, deployed.
import { LANGUAGES, expect, logIn, prefer, test, type Page } from "./test";
import { words } from "./words";

test.use({ house: "tryout" });

test.beforeAll(async ({ server }) => {
  await server.setUp();
  await server.people();
});

const shape = (page: Page, id: string) => page.locator(`.djs-element[data-element-id="${id}"]`);
const pad = (page: Page, action: string) => page.locator(`.djs-context-pad [data-action="${action}"]`);
const inspector = (page: Page) => page.locator("section[data-element]");
const side = (page: Page) => page.getByTestId("tryout");
const saved = (page: Page) => expect(page.locator("[data-save]")).toHaveAttribute("data-save", "saved", { timeout: 20_000 });

/** Drags something from beside the chosen shape to its place on the canvas, and tells the id of what came. */
async function drag(page: Page, action: string, right: number): Promise<string> {
  const before = (await inspector(page).getAttribute("data-element")) ?? "";
  const entry = (await pad(page, action).boundingBox())!;
  const start = (await shape(page, "start").boundingBox())!;
  await page.mouse.move(entry.x + entry.width / 2, entry.y + entry.height / 2);
  await page.mouse.down();
  await page.mouse.move(start.x + right / 2, start.y + 10, { steps: 5 });
  await page.mouse.move(start.x + right, start.y + start.height / 2, { steps: 5 });
  await page.mouse.up();
  await expect(inspector(page)).not.toHaveAttribute("data-element", before);
  await page.keyboard.press("Escape");
  return (await inspector(page).getAttribute("data-element")) ?? "";
}

for (const language of LANGUAGES) {
  test(`a process is drawn with drag and drop, mended, tried and deployed in ${language}`, async ({ page, server }) => {
    const t = words(language, "tryout");
    const d = words(language, "design");
    await prefer(page, language);
    await logIn(page, server, "zhao.min");
    const name = language === "en" ? "Purchase" : "采购";
    const { id } = (await server.send("POST", "/api/v1/models", { name })) as { id: string };
    await page.goto(`${server.url}/models/${id}`);
    await expect(page.locator(".weir-paper[data-ready=true]")).toBeVisible();
    await shape(page, "start").click();

    await drag(page, "append.append-task", 180);
    await pad(page, "replace").click();
    await page.locator('.djs-popup [data-id="replace-with-user-task"]').click();
    await expect(inspector(page).getByLabel(d("field.approverRule"))).toBeVisible();

    // A rule that is no FEEL is told by the server, and mended.
    const problems = page.getByTestId("problems");
    const rule = async (name: string) => {
      await inspector(page).getByLabel(d("field.approverRule")).click();
      await page.getByRole("option", { name: d(`rule.${name}`), exact: true }).click();
    };
    await rule("feel");
    const feel = inspector(page).getByLabel(d("argument.feel"));
    await feel.fill("= [");
    await feel.press("Tab");
    await expect(problems).toHaveAttribute("data-errors", "1");
    await rule("head");
    await expect(problems).toHaveAttribute("data-errors", "0");
    await drag(page, "append.end-event", 340);
    await saved(page);

    await page.getByText(d("view.test"), { exact: true }).click();
    await side(page).getByLabel(t("begin.starter")).fill("韩梅");
    await page.getByRole("option").filter({ hasText: "韩梅" }).first().click();
    await side(page).getByRole("button", { name: t("begin.go"), exact: true }).click();
    await expect(side(page)).toContainText("林涛", { timeout: 30_000 });
    await side(page).getByRole("button", { name: t("outcome.approve"), exact: true }).click();
    await expect(side(page)).toHaveAttribute("data-state", "completed");
    await expect(page.getByTestId("tryout-coverage")).toContainText("100%");

    // The run is kept as a scenario, and passes when it is run again.
    await side(page).getByLabel(t("scenarios.name")).fill(`${name} 1`);
    await side(page).getByRole("button", { name: t("scenarios.save"), exact: true }).click();
    await side(page).getByRole("button", { name: t("scenarios.run"), exact: true }).click();
    await expect(page.getByTestId("scenarios").locator('[data-passed="true"]')).toBeVisible({ timeout: 30_000 });

    await page.getByRole("button", { name: d("deploy.open"), exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: d("deploy.confirm"), exact: true }).click();
    await expect(page.getByTestId("deployed")).toBeVisible();
    const { items } = await server.get("/api/v1/instances");
    expect(items).toHaveLength(0);
  });
}

test("a draft is tried out with the form that is a draft itself", async ({ page, server }) => {
  const t = words("en", "tryout");
  const form = { type: "default", id: "trip", components: [{ type: "textfield", key: "where", label: "Where to", validate: { required: true } }] };
  await server.send("POST", "/api/v1/models", { name: "Trip form", xml: JSON.stringify(form) });
  const xml = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1" targetNamespace="test"><process id="trips" name="Trips" isExecutable="true">
    <startEvent id="s" weir:formId="trip"/><userTask id="look" name="Look at it" weir:assignee="lin.tao" weir:formId="trip"/><endEvent id="e"/>
    <sequenceFlow id="f1" sourceRef="s" targetRef="look"/><sequenceFlow id="f2" sourceRef="look" targetRef="e"/></process></definitions>`;
  const { id } = (await server.send("POST", "/api/v1/models", { name: "Trips", xml })) as { id: string };
  await prefer(page, "en");
  await logIn(page, server, "zhao.min");
  await page.goto(`${server.url}/models/${id}/test`);
  const begin = side(page).getByRole("button", { name: t("begin.go"), exact: true });
  const where = side(page).getByLabel("Where to");
  await expect(where).toBeVisible();
  await begin.click();
  await expect(where, "it is told where something is missing").toHaveAttribute("aria-invalid", "true");
  await where.fill("Shanghai");
  await begin.click();
  await expect(side(page)).toHaveAttribute("data-state", /active|running/);
  await expect(side(page).getByText('"Shanghai"')).toBeVisible();
  await expect(side(page).getByText("Look at it").first()).toBeVisible();
  expect((await server.get("/api/v1/forms")).items, "nothing is deployed by that").toEqual([]);
});
