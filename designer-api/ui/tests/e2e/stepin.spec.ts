// Somebody else's task is stuck with whoever has it: an operator gives it to another, moves its time, and changes who is asked,
// from the page of the instance and from that of the task. And Escape in a calendar leaves the dialog around it.
import { LANGUAGES, admit, expect, prefer, test } from "./test";
import { words } from "./words";

test.use({ house: "stepin" });

const flow = (id: string, from: string, to: string) => `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}"/>`;
/** Two are asked, and both have to agree; one calls the other. */
const MATTER = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1" targetNamespace="test">
  <process id="matter" name="合同评审" isExecutable="true"><startEvent id="s"/><userTask id="agree" name="会签" weir:approvers="user(lin.tao), user(chen.gang)" weir:approvalMode="all"/>
   <userTask id="file" name="归档" weir:assignee="han.mei"/><endEvent id="e"/>${flow("f1", "s", "agree")}${flow("f2", "agree", "file")}${flow("f3", "file", "e")}</process></definitions>`;
const WHOLE = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1" targetNamespace="test">
  <process id="whole" name="合同全程" isExecutable="true"><startEvent id="s"/><callActivity id="call" name="评审" calledElement="matter" weir:inheritBusinessKey="true"/><endEvent id="e"/>
   ${flow("f1", "s", "call")}${flow("f2", "call", "e")}</process></definitions>`;

test.beforeAll(async ({ server }) => {
  await server.setUp();
  await server.people();
  await server.models();
  const form = new FormData();
  form.append("file", new Blob([MATTER]), "matter.bpmn");
  form.append("file", new Blob([WHOLE]), "whole.bpmn");
  await server.deployForm(form);
});

for (const language of LANGUAGES) {
  const t = words(language, "work");
  const ops = words(language, "ops");
  const common = words(language, "common");

  test(`an operator steps in from the instance in ${language}`, async ({ page, server }) => {
    const key = `HT-${language}`;
    const { id: outer } = (await server.send("POST", "/api/v1/instances", { process: "whole", businessKey: key })) as { id: string };
    const { items } = await server.get(`/api/v1/instances?parent=${outer}`);
    const instance = items[0].id as string;
    const tasks = async () => (await server.get(`/api/v1/user-tasks?instance=${instance}`)).items as { id: string; assignee: string; priority: number; due: string | null }[];
    await prefer(page, language);
    await admit(page, server, "zhou.yun");
    // Whoever called it, and what it runs on, are told by what people call them.
    await page.goto(`${server.url}/ops/instances/${instance}?tab=related`);
    await expect(page.getByRole("link", { name: key, exact: true })).toBeVisible();
    await expect(page.getByRole("link", { name: /^合同评审/ })).toBeVisible();
    await page.getByRole("tab", { name: ops("tab.waits") }).click();
    const table = page.getByRole("table", { name: ops("tasks.title") });
    await expect(table.getByRole("row").filter({ hasText: "林涛" })).toContainText("会签");

    const menu = (who: string) => table.getByRole("row").filter({ hasText: who }).getByRole("button", { name: ops("tasks.stepInto", { task: "会签" }) });
    const dialog = page.getByRole("dialog");
    await menu("林涛").click();
    await page.getByRole("menuitem", { name: ops("tasks.reassign"), exact: true }).click();
    await expect(dialog).toContainText("林涛");
    await dialog.getByLabel(t("ask.reassign")).fill("李雷");
    await page.getByRole("option", { name: "李雷" }).click();
    await dialog.getByRole("button", { name: t("action.reassign"), exact: true }).click();
    await expect(page.getByText(t("done.reassign"), { exact: true })).toBeVisible();
    await expect(table.getByRole("row").filter({ hasText: "李雷" })).toBeVisible();
    expect((await tasks()).map((task) => task.assignee).toSorted()).toEqual(["chen.gang", "li.lei"]);

    await menu("李雷").click();
    await page.getByRole("menuitem", { name: ops("tasks.reschedule"), exact: true }).click();
    await expect(dialog.getByRole("heading", { name: t("action.reschedule") })).toBeVisible();
    await dialog.getByLabel(t("plan.priority")).fill("90");
    await dialog.getByLabel(common("reason.label")).fill("客户催得急");
    await dialog.getByRole("button", { name: t("plan.save"), exact: true }).click();
    await expect(page.getByText(t("done.reschedule"), { exact: true })).toBeVisible();
    expect((await tasks()).find((task) => task.assignee === "li.lei")!.priority).toBe(90);

    // One is asked no more, another is asked too.
    await menu("李雷").click();
    await page.getByRole("menuitem", { name: ops("tasks.changeSigners"), exact: true }).click();
    await dialog.getByRole("button", { name: t("progress.remove", { name: "陈刚" }) }).click();
    await expect(dialog.getByRole("listitem").filter({ hasText: "陈刚" })).toContainText(t("progress.removed"));
    await dialog.getByLabel(t("ask.addSigner")).fill("韩梅");
    await page.getByRole("option", { name: "韩梅" }).click();
    await page.keyboard.press("Escape");
    await dialog.getByRole("button", { name: t("action.addSigner"), exact: true }).click();
    await expect(dialog.getByRole("listitem").filter({ hasText: "韩梅" })).toContainText(t("progress.open"));
    expect((await tasks()).map((task) => task.assignee).toSorted()).toEqual(["han.mei", "li.lei"]);
    await dialog.getByRole("button", { name: common("action.close"), exact: true }).last().click();
    await expect(table.getByRole("row").filter({ hasText: "韩梅" })).toBeVisible();

    // Whoever has it in hand for somebody else is told of as well.
    const { id: asked } = (await tasks()).find((task) => task.assignee === "li.lei")!;
    await server.send("POST", `/api/v1/user-tasks/${asked}/delegate`, { to: "lin.tao" }, "li.lei");
    await menu("韩梅").click();
    await page.getByRole("menuitem", { name: ops("tasks.changeSigners"), exact: true }).click();
    const seat = dialog.getByRole("listitem").filter({ hasText: "李雷" });
    await expect(seat).toContainText(t("progress.preparedBy"));
    await expect(seat).toContainText("林涛");
  });

  test(`an operator steps in from the task, and nobody else may in ${language}`, async ({ page, server }) => {
    const { id } = (await server.send("POST", "/api/v1/instances", { process: "matter", businessKey: `TASK-${language}` })) as { id: string };
    const { items } = await server.get(`/api/v1/user-tasks?instance=${id}&assignee=lin.tao`);
    const path = `${server.url}/tasks/${items[0].id}`;
    await prefer(page, language);
    await admit(page, server, "lin.tao");
    await page.goto(path);
    await page.getByRole("article").getByRole("button", { name: t("action.more") }).click();
    await expect(page.getByRole("menuitem", { name: t("action.transfer"), exact: true })).toBeVisible();
    for (const step of ["reassign", "reschedule", "changeSigners"]) await expect(page.getByRole("menuitem", { name: t(`action.${step}`), exact: true })).toHaveCount(0);

    await admit(page, server, "zhou.yun");
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(path);
    await page.getByRole("article").getByRole("button", { name: t("action.more") }).click();
    await page.getByRole("menuitem", { name: t("action.reassign"), exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(t("ask.reassign")).fill("李雷");
    await page.getByRole("option", { name: "李雷" }).click();
    await dialog.getByRole("button", { name: t("action.reassign"), exact: true }).click();
    await expect(page.getByRole("article")).toContainText("李雷");
    expect((await server.get(`/api/v1/user-tasks?instance=${id}&assignee=li.lei`)).items).toHaveLength(1);
    // The page asks for nothing that they may not see: a refusal would stand in the access log.
    expect((await server.get("/api/v1/access-audit?user=zhou.yun&happened=denied")).items).toEqual([]);
  });

  test(`Escape in a calendar leaves the dialog around it in ${language}`, async ({ page, server }) => {
    const { id } = (await server.send("POST", "/api/v1/instances", { process: "matter" })) as { id: string };
    const { items } = await server.get(`/api/v1/user-tasks?instance=${id}&assignee=lin.tao`);
    await prefer(page, language);
    await admit(page, server, "lin.tao");
    await page.goto(`${server.url}/tasks/${items[0].id}`);
    await page.getByRole("article").getByRole("button", { name: t("action.more") }).click();
    await page.getByRole("menuitem", { name: t("action.plan"), exact: true }).click();
    const dialog = page.getByRole("dialog").filter({ hasText: t("plan.followUpHint") });
    await dialog.getByLabel(common("reason.label")).fill("等发票");
    const calendar = page.locator("[data-dates-dropdown]");
    const when = dialog.getByRole("button", { name: t("plan.followUp"), exact: true });
    for (const within of [".mantine-DateTimePicker-day", "[data-dates-dropdown] input"]) {
      await when.click();
      await page.locator(within).last().focus();
      await page.keyboard.press("Escape");
      await expect(calendar).toHaveCount(0);
      await expect(dialog, "what was typed is still there").toBeVisible();
      await expect(dialog.getByLabel(common("reason.label"))).toHaveValue("等发票");
      await expect(when, "who has the keyboard goes on from there").toBeFocused();
    }
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
  });
}
