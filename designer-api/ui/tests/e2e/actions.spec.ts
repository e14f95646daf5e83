// What the people of a matter may still do with it: revoke what they started, take back a vote, plan a task, begin it; and what
// an operator does from outside: begin again, publish a message. What may not be done is not offered.
import { admit, expect, mainly, prefer, test, type Page } from "./test";
import { words } from "./words";

test.use({ house: "actions" });

const wrap = (inside: string, before = "") => `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1" targetNamespace="test">${before}${inside}</definitions>`;
const flow = (id: string, from: string, to: string) => `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}"/>`;

/** Waits for a message before somebody has it. */
const PARCEL = wrap(
  `<process id="parcel" name="收货" isExecutable="true"><startEvent id="s"/><intermediateCatchEvent id="arrived" name="到货">
   <messageEventDefinition messageRef="m"/></intermediateCatchEvent><userTask id="unpack" name="拆箱" weir:assignee="han.mei"/><endEvent id="e"/>
   ${flow("f1", "s", "arrived")}${flow("f2", "arrived", "unpack")}${flow("f3", "unpack", "e")}</process>`,
  `<message id="m" name="parcel-arrived" weir:correlationKey="= number"/>`,
);
/** In any order, until it is enough. */
const CARE = wrap(
  `<process id="care" name="关怀" isExecutable="true"><startEvent id="s"/><adHocSubProcess id="any" name="任选"><userTask id="call" name="电话回访" weir:assignee="han.mei"/>
   <userTask id="gift" name="寄送礼品" weir:assignee="han.mei"/></adHocSubProcess><endEvent id="e"/>${flow("f1", "s", "any")}${flow("f2", "any", "e")}</process>`,
);
/** All of finance are asked. */
const VOTE = wrap(
  `<process id="vote" name="表决" isExecutable="true"><startEvent id="s"/><userTask id="all" name="会签" weir:approvers="user(lin.tao), user(chen.gang)" weir:approvalMode="all"/>
   <endEvent id="e"/>${flow("f1", "s", "all")}${flow("f2", "all", "e")}</process>`,
);
const FORM = JSON.stringify({ type: "default", id: "with-file", components: [{ type: "attachment", key: "paper", label: "合同", multiple: true, validate: { required: true } }] });
const FILED = wrap(
  `<process id="filed" name="合同备案" isExecutable="true"><startEvent id="s" weir:formId="with-file"/><userTask id="look" name="查看" weir:assignee="han.mei" weir:formId="with-file"/>
   <endEvent id="e"/>${flow("f1", "s", "look")}${flow("f2", "look", "e")}</process>`,
);

test.beforeAll(async ({ server }) => {
  await server.ready();
  await server.people();
  await server.models();
  const form = new FormData();
  for (const [name, text] of [["parcel.bpmn", PARCEL], ["care.bpmn", CARE], ["vote.bpmn", VOTE], ["filed.bpmn", FILED], ["with-file.form", FORM]] as const) {
    form.append("file", new Blob([text]), name);
  }
  await server.deployForm(form);
});

const confirm = async (page: Page, label: string, button: string) => {
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(label).fill("填错了");
  await dialog.getByRole("button", { name: button, exact: true }).click();
  await expect(dialog).toBeHidden();
};

for (const language of mainly("en")) {
  const t = words(language, "work");
  const common = words(language, "common");

  test(`whoever started a matter takes the whole of it back in ${language}`, async ({ page, server }) => {
    const instance = await server.claim("han.mei", `REV-${language}`);
    await server.fill(instance);
    await prefer(page, language);
    await admit(page, server, "han.mei");
    await page.goto(`${server.url}/tasks/instances/${instance}?tab=started`);
    await page.getByRole("button", { name: t("action.revoke"), exact: true }).click();
    await expect(page.getByRole("dialog").getByText(t("revoke.effect"))).toBeVisible();
    await confirm(page, common("reason.label"), t("action.revoke"));
    await expect(page.getByText(t("done.revoke"), { exact: true })).toBeVisible();
    await expect(page.getByText("填错了")).toBeVisible();
    await expect(page.getByRole("button", { name: t("action.revoke"), exact: true }), "it is over").toHaveCount(0);
    expect((await server.get(`/api/v1/instances/${instance}`)).state).toBe("terminated");
    expect((await server.get(`/api/v1/user-tasks?instance=${instance}`)).items).toEqual([]);
  });

  test(`a vote is taken back while others are asked in ${language}`, async ({ page, server }) => {
    const { id } = (await server.send("POST", "/api/v1/instances", { process: "vote", businessKey: `VOTE-${language}` }, "han.mei")) as { id: string };
    const { items } = await server.get(`/api/v1/user-tasks?instance=${id}&assignee=lin.tao`);
    await server.send("POST", `/api/v1/user-tasks/${items[0].id}/complete`, { outcome: "approve" }, "lin.tao");
    await prefer(page, language);
    await admit(page, server, "lin.tao");
    await page.goto(`${server.url}/tasks/instances/${id}?tab=done`);
    await page.getByRole("button", { name: t("action.withdrawVote", { task: "会签" }), exact: true }).click();
    await expect(page.getByText(t("done.withdraw"), { exact: true })).toBeVisible();
    expect((await server.get(`/api/v1/user-tasks?instance=${id}&assignee=lin.tao`)).items, "he is asked again").toHaveLength(1);
  });

  test(`nobody abstains by a slip of the finger in ${language}`, async ({ page, server }) => {
    const { id } = (await server.send("POST", "/api/v1/instances", { process: "vote", businessKey: `MUTE-${language}` }, "han.mei")) as { id: string };
    const mine = async () => (await server.get(`/api/v1/user-tasks?instance=${id}&assignee=lin.tao`)).items as { id: string }[];
    await page.setViewportSize({ width: 390, height: 844 });
    await prefer(page, language);
    await admit(page, server, "lin.tao");
    await page.goto(`${server.url}/tasks/${(await mine())[0]!.id}`);
    const abstain = { name: t("action.abstain"), exact: true };
    const ask = async () => {
      await page.getByRole("article").getByRole("button", { name: t("action.more") }).click();
      await page.getByRole("menuitem", abstain).click();
    };
    const dialog = page.getByRole("dialog");
    await ask();
    await dialog.getByRole("button", { name: common("action.cancel"), exact: true }).click();
    await expect(dialog).toBeHidden();
    expect(await mine(), "he is still asked").toHaveLength(1);
    await ask();
    await dialog.getByLabel(t("opinion.label")).fill("与我无关");
    await dialog.getByRole("button", abstain).click();
    await expect(page.getByText(t("done.abstain"), { exact: true })).toBeVisible();
    expect(await mine()).toEqual([]);
  });

  test(`a task is begun and planned, and no way back is offered where there is none in ${language}`, async ({ page, server }) => {
    const instance = await server.claim("han.mei", `PLAN-${language}`);
    const { items } = await server.get(`/api/v1/user-tasks?instance=${instance}`);
    const path = `${server.url}/tasks/${items[0].id}`;
    await prefer(page, language);
    await admit(page, server, "han.mei");
    await page.goto(path);
    const menu = page.getByRole("button", { name: t("action.more") }).last();
    await menu.click();
    await expect(page.getByRole("menuitem", { name: t("action.transfer"), exact: true })).toBeVisible();
    await expect(page.getByRole("menuitem", { name: t("action.return"), exact: true }), "nothing was done before").toHaveCount(0);
    await page.getByRole("menuitem", { name: t("action.start"), exact: true }).click();
    await expect(page.getByText(t("done.start"), { exact: true })).toBeVisible();
    await expect(page.getByRole("article").getByText(t("task.begun"))).toBeVisible();

    // When to look at it again is her own matter; when it is due is not.
    await menu.click();
    await page.getByRole("menuitem", { name: t("action.plan"), exact: true }).click();
    const dialog = page.getByRole("dialog").filter({ hasText: t("plan.followUpHint") });
    await expect(dialog.getByText(t("plan.dueHint"))).toHaveCount(0);
    await expect(dialog.getByRole("button", { name: t("plan.save"), exact: true }), "nothing is other yet").toBeDisabled();
    await dialog.getByRole("button", { name: t("plan.followUp"), exact: true }).click();
    await page.locator(".mantine-DateTimePicker-day").last().click();
    await dialog.getByLabel(common("reason.label")).fill("等发票");
    await dialog.getByRole("button", { name: t("plan.save"), exact: true }).click();
    await expect(page.getByText(t("done.plan"), { exact: true })).toBeVisible();
    await expect(page.getByRole("article").getByText(t("task.followUp"))).toBeVisible();
    expect((await server.get(`/api/v1/user-tasks/${items[0].id}`)).followUp).toBeTruthy();

    // Whoever answers for the tasks of all says how urgent it is.
    await admit(page, server, "zhou.yun");
    await page.goto(path);
    await page.getByRole("button", { name: t("action.more") }).last().click();
    await page.getByRole("menuitem", { name: t("action.reschedule"), exact: true }).click();
    await page.getByRole("dialog").getByLabel(t("plan.priority")).fill("90");
    await page.getByRole("dialog").getByRole("button", { name: t("plan.save"), exact: true }).click();
    await expect(page.getByText(t("done.reschedule"), { exact: true })).toBeVisible();
    expect((await server.get(`/api/v1/user-tasks/${items[0].id}`)).priority).toBe(90);
  });

  test(`a matter begins with a file, and the file is of it in ${language}`, async ({ page, server }) => {
    await prefer(page, language);
    await admit(page, server, "han.mei");
    await page.goto(`${server.url}/start/filed`);
    await page.locator('input[type="file"]').setInputFiles({ name: "合同.txt", mimeType: "text/plain", buffer: Buffer.from("甲方乙方") });
    await expect(page.getByText("合同.txt")).toBeVisible();
    // A reload forgets neither the file nor its name.
    await page.reload();
    await expect(page.getByText("合同.txt")).toBeVisible();
    await page.getByRole("button", { name: t("start.submit"), exact: true }).click();
    await expect(page).toHaveURL(/\/tasks\//);
    const link = page.getByRole("link", { name: "合同.txt" });
    await expect(link).toBeVisible();
    const answer = await page.request.get(`${server.url}${await link.getAttribute("href")}`);
    expect(await answer.text()).toBe("甲方乙方");
  });

  test(`what is chosen in an ad-hoc sub-process begins in ${language}`, async ({ page, server }) => {
    const { id } = (await server.send("POST", "/api/v1/instances", { process: "care", businessKey: `CARE-${language}` }, "han.mei")) as { id: string };
    await prefer(page, language);
    await admit(page, server, "han.mei");
    await page.goto(`${server.url}/tasks/instances/${id}?tab=started`);
    const choices = page.getByRole("region", { name: common("choices.title") });
    await choices.getByRole("button", { name: "电话回访", exact: true }).click();
    await expect(page.getByText(common("choices.begun"), { exact: true })).toBeVisible();
    const { items } = await server.get(`/api/v1/user-tasks?instance=${id}`);
    expect(items.map((one: { name: string }) => one.name)).toEqual(["电话回访"]);
    await server.send("POST", `/api/v1/user-tasks/${items[0].id}/complete`, {}, "han.mei");
    await choices.getByRole("button", { name: common("choices.enough"), exact: true }).click();
    await expect(page.getByText(common("choices.done"), { exact: true })).toBeVisible();
    expect((await server.get(`/api/v1/instances/${id}`)).state).toBe("completed");
  });

  test(`an operator publishes a message, and begins again what has ended in ${language}`, async ({ page, server }) => {
    const ops = words(language, "ops");
    const { id } = (await server.send("POST", "/api/v1/instances", { process: "parcel", businessKey: `PKG-${language}`, variables: { number: language } })) as { id: string };
    await prefer(page, language);
    await admit(page, server, "admin");
    await page.goto(`${server.url}/ops/messages?tab=message`);
    await expect(page.getByRole("row").filter({ hasText: `PKG-${language}` })).toContainText("parcel-arrived");
    await page.getByRole("button", { name: ops("messages.publish"), exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: ops("messages.name"), exact: true }).fill("parcel-arrived");
    await dialog.getByRole("textbox", { name: ops("messages.key"), exact: true }).fill("nobody's");
    await dialog.getByLabel(ops("messages.variables")).fill("[1]");
    await expect(dialog.getByText(ops("messages.noObject"))).toBeVisible();
    await dialog.getByLabel(ops("messages.variables")).fill('{"weight": 3}');
    await dialog.getByRole("button", { name: ops("messages.send"), exact: true }).click();
    await expect(dialog.getByText(ops("messages.buffered"))).toBeVisible();
    await dialog.getByRole("textbox", { name: ops("messages.key"), exact: true }).fill(language);
    await dialog.getByRole("button", { name: ops("messages.send"), exact: true }).click();
    await expect(dialog.getByText(ops("messages.delivered_one", { count: 1 }))).toBeVisible();
    await dialog.getByRole("button", { name: common("action.close") }).last().click();
    const { items } = await server.get(`/api/v1/user-tasks?instance=${id}`);
    expect(items[0].name).toBe("拆箱");
    await server.send("POST", `/api/v1/user-tasks/${items[0].id}/complete`, {}, "han.mei");

    await page.goto(`${server.url}/ops/instances/${id}`);
    await page.getByRole("button", { name: ops("restart.title"), exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: ops("tokens.try"), exact: true }).click();
    await expect(page.getByTestId("changes")).toContainText("到货");
    expect((await server.get("/api/v1/instances?process=parcel&state=running")).items, "a trial begins nothing").toEqual([]);
    await page.getByRole("dialog").getByLabel(common("reason.label")).fill("包裹丢了");
    await page.getByRole("dialog").getByRole("button", { name: ops("restart.confirm"), exact: true }).last().click();
    await expect(page).not.toHaveURL(new RegExp(id));
    const again = await server.get("/api/v1/instances?process=parcel&state=running");
    expect(again.items).toHaveLength(1);
    expect(again.items[0].restartOf).toBe(id);
    await server.send("POST", `/api/v1/instances/${again.items[0].id}/cancel`, {});
  });
}
