// What is known before something is deployed: how a form looks in each task, and what a changed decision would change for what runs.
import { readFile } from "node:fs/promises";
import { LANGUAGES, admit, expect, mainly, prefer, test } from "./test";
import { words } from "./words";

test.use({ house: "before" });

const data = (name: string) => new URL(`data/${name}`, import.meta.url);

test.beforeAll(async ({ server }) => {
  await server.ready();
  await server.people();
});

for (const language of mainly("en")) {
  test(`a form is seen as a task shows it in ${language}`, async ({ page, server }) => {
    const t = words(language, "formBuilder");
    const name = `报销流程 ${language}`;
    await server.send("POST", "/api/v1/models", { name, xml: await readFile(data("expense.bpmn"), "utf8") });
    const { id } = (await server.send("POST", "/api/v1/models", { name: `报销单 ${language}`, xml: await readFile(data("expense.form"), "utf8") })) as { id: string };
    await prefer(page, language);
    await admit(page, server, "zhao.min");
    await page.goto(`${server.url}/forms/${id}`);
    const preview = page.getByTestId("form-preview");
    await expect(preview.locator('[data-path="reason"]')).toBeEnabled();
    await preview.getByLabel(t("as.open"), { exact: true }).click();
    await preview.getByLabel(t("as.model"), { exact: true }).click();
    await page.getByRole("option", { name, exact: true }).click();
    await preview.getByLabel(t("as.task"), { exact: true }).click();
    await page.getByRole("option", { name: t("as.start", { name: "提出报销" }), exact: true }).click();
    await expect(page.getByTestId("form-hidden"), "what the start hides").toContainText("receipts");
    const permissions = preview.getByLabel(t("as.permissions"), { exact: true });
    await expect(permissions).toHaveValue("receipts: hidden");
    // Others can be tried out; what is none is said to be.
    await permissions.fill("reason: hidden, *: read");
    await permissions.press("Tab");
    await expect(page.getByTestId("form-hidden")).toContainText("reason");
    await expect(preview.locator('input[data-path="reason"], textarea[data-path="reason"]')).toHaveCount(0);
    await permissions.fill("reason: secret");
    await permissions.press("Tab");
    await expect(preview.getByText(/`secret`/)).toBeVisible();
    await preview.getByLabel(t("as.open"), { exact: true }).click();
    await expect(preview.locator('[data-path="reason"]').first()).toBeVisible();
  });
}

const TABLE = (fee: number) => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="urn:d">
  <decision id="fee" name="Fee"><variable name="fee"/><decisionTable id="t" hitPolicy="UNIQUE">
    <input id="i"><inputExpression id="e" typeRef="number"><text>amount</text></inputExpression></input><output id="o" name="fee"/>
    <rule id="r1"><inputEntry id="a1"><text>&lt; 100</text></inputEntry><outputEntry id="b1"><text>5</text></outputEntry></rule>
    <rule id="r2"><inputEntry id="a2"><text>&gt;= 100</text></inputEntry><outputEntry id="b2"><text>${fee}</text></outputEntry></rule>
  </decisionTable></decision></definitions>`;
const ASKS = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1" targetNamespace="t">
  <process id="order" isExecutable="true"><startEvent id="s"/><userTask id="check" weir:assignee="han.mei"/>
  <businessRuleTask id="ask" weir:decision="fee" weir:resultVariable="fee"/><endEvent id="e"/>
  <sequenceFlow id="f1" sourceRef="s" targetRef="check"/><sequenceFlow id="f2" sourceRef="check" targetRef="ask"/>
  <sequenceFlow id="f3" sourceRef="ask" targetRef="e"/></process></definitions>`;

test("what a changed decision would change for what runs is told before it is deployed", async ({ page, server }) => {
  const { mkdtemp, writeFile, rm } = await import("node:fs/promises");
  const { tmpdir } = await import("node:os");
  const folder = await mkdtemp(`${tmpdir()}/weir-before-`);
  await writeFile(`${folder}/fee.dmn`, TABLE(9));
  await writeFile(`${folder}/order.bpmn`, ASKS);
  await server.deploy(`${folder}/fee.dmn`, `${folder}/order.bpmn`);
  await rm(folder, { recursive: true });
  for (const amount of [50, 250]) await server.send("POST", "/api/v1/instances", { process: "order", businessKey: `DH-${amount}`, variables: { amount } });
  const { id } = (await server.send("POST", "/api/v1/models", { name: "运费", xml: TABLE(12) })) as { id: string };
  for (const language of LANGUAGES) {
    const t = words(language, "design");
    await page.context().clearCookies();
    await page.goto(`${server.url}/livez`);
    await page.evaluate((chosen) => localStorage.setItem("weir-language", chosen), language);
    await admit(page, server, "zhao.min");
    await page.goto(`${server.url}/decisions/${id}`);
    await page.getByRole("button", { name: t("deploy.open"), exact: true }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByText(t("deploy.before", { ids: "fee:1" }))).toBeVisible();
    const impact = dialog.getByTestId("decision-impact");
    await expect(impact.getByRole("row")).toHaveCount(2);
    await expect(impact.getByRole("row").nth(1)).toContainText("DH-250");
    await expect(impact.getByRole("row").nth(1)).toContainText("12");
  }
});
