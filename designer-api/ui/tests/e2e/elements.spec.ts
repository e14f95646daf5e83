// Elements that few models have, each from the canvas to what it does: drawn, said in the inspector, deployed, run.
import { append, become, canvas, choose, draft, drop, enter, flow, inspector, model, saved, shape } from "./drawing";
import { admit, expect, prefer, test, type Page, type Server } from "./test";
import { words } from "./words";

test.use({ house: "elements" });

test.beforeAll(async ({ server }) => {
  await server.setUp();
  await server.people();
});

/** A draft in the designer of somebody who draws. */
async function begin(page: Page, server: Server, language: string, name: string, xml: string): Promise<string> {
  const id = await draft(server, name, xml);
  await prefer(page, language);
  await admit(page, server, "zhao.min");
  await page.goto(`${server.url}/models/${id}`);
  await expect(canvas(page)).toBeVisible();
  return id;
}

/** Deploys what is drawn, as people do. */
async function deploy(page: Page, language: string): Promise<void> {
  const t = words(language, "design");
  await expect(page.getByTestId("problems")).toHaveAttribute("data-errors", "0");
  await saved(page);
  await page.getByRole("button", { name: t("deploy.open"), exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: t("deploy.confirm"), exact: true }).click();
  await expect(page.getByTestId("deployed")).toBeVisible();
}

/** The open tasks of an instance: what each is called, and whose it is. */
async function open(server: Server, instance: string): Promise<Map<string, { id: string; assignee: string | null }>> {
  const { items } = (await server.get(`/api/v1/user-tasks?instance=${instance}`)) as { items: { id: string; element: string; assignee: string | null }[] };
  return new Map(items.map((task) => [task.element, task]));
}

async function complete(server: Server, instance: string, element: string, as: string): Promise<void> {
  const task = (await open(server, instance)).get(element);
  expect(task, `${element} is open`).toBeTruthy();
  await server.send("POST", `/api/v1/user-tasks/${task!.id}/complete`, {}, as);
}

async function start(server: Server, process: string): Promise<string> {
  const { id } = (await server.send("POST", "/api/v1/instances", { process }, "han.mei")) as { id: string };
  return id;
}

const state = async (server: Server, instance: string) => ((await server.get(`/api/v1/instances/${instance}`)) as { state: string }).state;

test("a gateway goes on when two of three ways have come", async ({ page, server }) => {
  const t = words("zh-CN", "design");
  const ways = ["one", "two", "three"];
  const tasks = ways.map((way) => `<userTask id="${way}" name="${way}" weir:assignee="li.lei"/>${flow("split", way)}${flow(way, "join")}`).join("");
  const id = await begin(page, server, "zh-CN", "三取二", model(`<process id="two-of-three" isExecutable="true"><startEvent id="start"/>${flow("start", "split")}<parallelGateway id="split"/>${tasks}<exclusiveGateway id="join"/>${flow("join", "after")}<userTask id="after" name="汇总" weir:assignee="chen.gang"/>${flow("after", "end")}<endEvent id="end"/></process>`));
  await shape(page, "join").click();
  await become(page, "complex-gateway", words("zh-CN", "diagram")("kind.complexGateway"));
  const number = inspector(page).getByLabel(t("field.activationNumber_other", { count: 3 }), { exact: true });
  await enter(number, "4");
  await expect(inspector(page).getByText(t("refused.ways_other", { count: 3 }), { exact: true })).toBeVisible();
  await enter(number, "2");
  await expect(inspector(page).getByLabel(t("field.activationCondition"), { exact: true })).toHaveValue("activationCount >= 2");
  await deploy(page, "zh-CN");
  expect(await server.text(id)).toContain("<activationCondition");

  const instance = await start(server, "two-of-three");
  await complete(server, instance, "one", "li.lei");
  expect([...(await open(server, instance)).keys()].sort()).toEqual(["three", "two"]);
  await complete(server, instance, "three", "li.lei");
  expect([...(await open(server, instance)).keys()].sort(), "two have come: it goes on, and once").toEqual(["after", "two"]);
  await complete(server, instance, "two", "li.lei");
  expect([...(await open(server, instance)).keys()]).toEqual(["after"]);
  await complete(server, instance, "after", "chen.gang");
  await expect.poll(() => state(server, instance)).toBe("completed");
});

test("a link leads from one end of a drawing to another", async ({ page, server }) => {
  const t = words("en", "design");
  const d = words("en", "diagram");
  await begin(page, server, "en", "Linked", model(`<process id="linked" isExecutable="true"><startEvent id="start"/>${flow("start", "ask")}<userTask id="ask" name="Ask" weir:assignee="li.lei"/><intermediateCatchEvent id="there"><linkEventDefinition name="to the answer"/></intermediateCatchEvent>${flow("there", "answer")}<userTask id="answer" name="Answer" weir:assignee="chen.gang"/>${flow("answer", "end")}<endEvent id="end"/></process>`));
  await shape(page, "ask").click();
  await append(page, "intermediate-event");
  await become(page, "link-intermediate-throw", d("kind.intermediateThrowEvent"));
  // What the other end is called is offered.
  await inspector(page).getByRole("combobox", { name: t("field.link"), exact: true }).click();
  await page.getByRole("option", { name: "to the answer", exact: true }).click();
  await deploy(page, "en");

  const instance = await start(server, "linked");
  await complete(server, instance, "ask", "li.lei");
  expect([...(await open(server, instance)).keys()]).toEqual(["answer"]);
  await complete(server, instance, "answer", "chen.gang");
  await expect.poll(() => state(server, instance)).toBe("completed");
});

test("what was done is undone when the process asks for it", async ({ page, server }) => {
  const t = words("zh-CN", "design");
  const d = words("zh-CN", "diagram");
  await begin(page, server, "zh-CN", "撤销订位", model(`<process id="undone" isExecutable="true"><startEvent id="start"/>${flow("start", "book")}<userTask id="book" name="订位" weir:assignee="li.lei"/>${flow("book", "pay")}<userTask id="pay" name="付款" weir:assignee="li.lei"/></process>`));
  // A boundary event on the lower edge of the task, and from it the task that undoes.
  const task = (await shape(page, "book").locator(".djs-hit-all").first().boundingBox())!;
  await drop(page, "create.intermediate-event", task.x + task.width * 0.75, task.y + task.height);
  await become(page, "compensation-boundary", d("kind.boundaryEvent"));
  await append(page, "compensation-activity");
  const undo = await become(page, "user-task", d("kind.userTask"));
  await enter(inspector(page).getByLabel(t("field.name"), { exact: true }), "退订");
  await enter(inspector(page).getByLabel(t("field.assignee"), { exact: true }), "zhou.yun");
  await shape(page, "pay").click();
  await append(page, "intermediate-event");
  await become(page, "compensation-intermediate-throw", d("kind.intermediateThrowEvent"));
  await choose(page, t("field.activityRef"), "订位");
  await append(page, "end-event");
  await deploy(page, "zh-CN");

  const instance = await start(server, "undone");
  await complete(server, instance, "book", "li.lei");
  await complete(server, instance, "pay", "li.lei");
  expect([...(await open(server, instance)).keys()], "what is undone waits for whoever undoes it").toEqual([undo]);
  await complete(server, instance, undo, "zhou.yun");
  await expect.poll(() => state(server, instance)).toBe("completed");
});

test("what is late goes to somebody else, or to those who are told by its escalation", async ({ page, server }) => {
  const t = words("en", "design");
  const escalation = '<escalation id="slow" name="Too slow" escalationCode="slow"/>';
  const boundary = '<boundaryEvent id="late" attachedToRef="sign" cancelActivity="false"><escalationEventDefinition escalationRef="slow"/></boundaryEvent>';
  await begin(page, server, "en", "Late", model(`<process id="late-ones" isExecutable="true"><startEvent id="start"/>${flow("start", "check")}<userTask id="check" name="Check" weir:approvers="user(li.lei)"/>${flow("check", "sign")}<userTask id="sign" name="Sign" weir:approvers="user(li.lei)"/>${boundary}${flow("late", "remind")}<userTask id="remind" name="Remind" weir:assignee="zhou.yun"/>${flow("remind", "over")}<endEvent id="over"/>${flow("sign", "end")}<endEvent id="end"/></process>`, escalation));
  await shape(page, "check").click();
  await enter(inspector(page).getByLabel(t("field.timeout"), { exact: true }), "PT1S");
  await choose(page, t("field.timeoutAction"), t("choice.timeoutAction.transfer"));
  await enter(inspector(page).getByLabel(t("named.timeoutAction.transfer"), { exact: true }), "user(chen.gang)");
  await shape(page, "sign").locator(".djs-hit-all").first().click();
  await enter(inspector(page).getByLabel(t("field.timeout"), { exact: true }), "PT1S");
  await choose(page, t("field.timeoutAction"), t("choice.timeoutAction.escalate"));
  // Its code is one of those that the model has.
  await inspector(page).getByRole("combobox", { name: t("named.timeoutAction.escalate"), exact: true }).click();
  await page.getByRole("option", { name: /slow$/ }).click();
  await deploy(page, "en");

  const instance = await start(server, "late-ones");
  await expect.poll(async () => (await open(server, instance)).get("check")?.assignee, { timeout: 20_000 }).toBe("chen.gang");
  const { items } = (await server.get(`/api/v1/user-tasks?instance=${instance}`)) as { items: { id: string }[] };
  await server.send("POST", `/api/v1/user-tasks/${items[0]!.id}/complete`, { outcome: "approve" }, "chen.gang");
  await expect.poll(async () => [...(await open(server, instance)).keys()].sort(), { timeout: 20_000 }).toEqual(["remind", "sign"]);
  expect((await open(server, instance)).get("sign")?.assignee, "it stays with whom it was").toBe("li.lei");
});
