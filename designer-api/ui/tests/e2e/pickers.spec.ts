// What the inspector names is offered, opened, and marked when it is not there; any other text stays free.
import { canvas, choose, draft, enter, flow, inspector, model, saved, shape } from "./drawing";
import { SIZES, admit, expect, mainly, prefer, test } from "./test";
import { words } from "./words";

test.use({ house: "pickers" });

test.beforeAll(async ({ server }) => {
  await server.setUp();
  await server.people();
  await server.models();
  const week = [1, 2, 3, 4, 5, 6, 7].map((day) => (day < 6 ? [{ from: "09:00:00", until: "18:00:00" }] : []));
  const calendar = { id: "office", name: "办公日历", timeZone: "Asia/Shanghai", week, days: {} };
  await server.send("POST", "/api/v1/organisation/changes", { changes: [{ put: { calendar } }] });
  // Another version of a form, and one that is only drawn.
  await server.models();
  await server.send("POST", "/api/v1/models", { name: "差旅单", xml: JSON.stringify({ type: "default", id: "travel", components: [{ type: "textfield", key: "where" }] }) });
  await server.send("POST", "/api/v1/models", { name: "额度", xml: '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="t" name="t" namespace="urn:t"><decision id="limit" name="额度"/></definitions>' });
});

const process = (id: string) =>
  model(
    `<process id="${id}" isExecutable="true"><startEvent id="start"/>${flow("start", "fill")}<userTask id="fill" name="填单"/>${flow("fill", "rule")}<businessRuleTask id="rule" name="定额"/>${flow("rule", "sub")}<callActivity id="sub" name="子流程"/>${flow("sub", "tell")}<intermediateThrowEvent id="tell"><messageEventDefinition messageRef="m"/></intermediateThrowEvent>${flow("tell", "end")}<endEvent id="end"/></process>`,
    '<message id="m" name="订单已到"/><message id="n" name="订单取消"/>',
  );

for (const language of mainly("en")) {
  test(`forms, decisions, processes and groups are offered by the keyboard, opened, and marked when they are not there, in ${language}`, async ({ page, server }) => {
    const t = words(language, "design");
    const id = await draft(server, `选择 ${language}`, process(`picks-${language.toLowerCase()}`));
    await prefer(page, language);
    await admit(page, server, "zhao.min");
    await page.goto(`${server.url}/models/${id}`);
    await expect(canvas(page)).toBeVisible();
    const field = (label: string) => inspector(page).getByRole("combobox", { name: label, exact: true });

    await shape(page, "fill").locator(".djs-hit-all").first().click();
    await inspector(page).getByRole("button", { name: t("group.form"), exact: true }).click();
    // By the keyboard alone: a letter, down, Enter.
    const form = field(t("field.formId"));
    await form.focus();
    await page.keyboard.type("差旅");
    await expect(page.getByRole("option")).toHaveCount(1);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(form).toHaveValue("travel");
    const opened = inspector(page).getByRole("link", { name: t("named.open", { name: "差旅单" }), exact: true });
    await expect(opened).toHaveAttribute("href", /^\/forms\/[\w-]+$/);
    await page.keyboard.press("Tab");
    await expect(opened).toBeFocused();
    const [other] = await Promise.all([page.context().waitForEvent("page"), page.keyboard.press("Enter")]);
    await expect(other.getByRole("heading", { name: "差旅单" })).toBeVisible();
    await other.close();

    // What is not there is said to be missing; an expression names nothing.
    await enter(form, "nowhere");
    await expect(inspector(page).locator('[data-missing="nowhere"]')).toHaveText(t("named.missing", { id: "nowhere" }));
    await enter(form, '= if amount > 1 then "travel" else "x"');
    await expect(inspector(page).locator("[data-missing]")).toHaveCount(0);
    await enter(form, "expense");
    await choose(page, t("field.formBinding"), t("choice.formBinding.version"));
    await field(t("field.formVersion")).click();
    await page.getByRole("option").first().click();
    await expect(field(t("field.formVersion"))).toHaveValue(/^\d+$/);

    // Several groups, one after the other; what stands there already is not offered again.
    const groups = field(t("field.candidateGroups"));
    await groups.click();
    const all = await page.getByRole("option").count();
    expect(all).toBeGreaterThan(2);
    // How many people would be asked stands beside each.
    await expect(page.getByRole("option").locator("[data-people]")).toHaveCount(all);
    await page.getByRole("option").first().click();
    const first = await groups.inputValue();
    await groups.pressSequentially(", no-such-group");
    await groups.press("Tab");
    await expect(groups).toHaveValue(`${first}, no-such-group`);
    await expect(inspector(page).locator(`[data-named="${first}"]`)).toBeVisible();
    await expect(inspector(page).locator('[data-missing="no-such-group"]')).toBeVisible();
    await groups.click();
    await expect(page.getByRole("option")).toHaveCount(all - 1);
    await page.keyboard.press("Escape");
    const users = field(t("field.candidateUsers"));
    await users.click();
    await users.pressSequentially("李");
    await page.getByRole("option", { name: /li\.lei/ }).click();
    await expect(users).toHaveValue("li.lei");
    await expect(inspector(page).locator('[data-named="li.lei"]')).toHaveText("李雷");

    // By whose working time an approval is late.
    await choose(page, t("field.approverRule"), t("rule.initiator"));
    await field(t("field.calendar")).click();
    await page.getByRole("option", { name: /office/ }).click();
    await expect(field(t("field.calendar"))).toHaveValue("office");

    await shape(page, "rule").locator(".djs-hit-all").first().click();
    await field(t("field.decision")).click();
    await page.getByRole("option", { name: /limit/ }).click();
    await expect(inspector(page).getByRole("link", { name: t("named.open", { name: "额度" }), exact: true })).toHaveAttribute("href", /^\/decisions\//);

    await shape(page, "sub").locator(".djs-hit-all").first().click();
    await enter(field(t("field.calledElement")), "no-such-process");
    await expect(inspector(page).locator('[data-missing="no-such-process"]')).toBeVisible();
    await enter(field(t("field.calledElement")), "expense");
    await expect(inspector(page).locator("[data-missing]")).toHaveCount(0);

    // A list that is still open would take the first click.
    await expect(page.getByRole("option")).toHaveCount(0);
    // What is offered beside the shape before it lies over the next one.
    await page.locator(".djs-container svg").first().click({ position: { x: 300, y: 60 } });
    await expect(page.locator(".djs-context-pad.open")).toHaveCount(0);
    await shape(page, "tell").locator(".djs-hit-all").first().click();
    await expect(inspector(page)).toHaveAttribute("data-element", "tell");
    const message = field(t("reference.Message"));
    await message.click();
    await page.getByRole("option", { name: "订单取消", exact: true }).click();
    await expect(message).toHaveValue("订单取消");
    await saved(page);
    const text = await server.text(id);
    for (const part of ['weir:formId="expense"', 'weir:formBinding="version"', `weir:candidateGroups="${first}, no-such-group"`, 'weir:candidateUsers="li.lei"', 'weir:calendar="office"', 'weir:decision="limit"', 'calledElement="expense"', 'messageRef="n"']) expect(text).toContain(part);
    expect(await page.evaluate(() => document.documentElement.dataset["untranslated"] ?? "")).toBe("");
  });
}

test("what is named stands within a phone", async ({ page, server }) => {
  const t = words("zh-CN", "design");
  const id = await draft(server, "手机上选择", process("picks-on-a-phone"));
  await prefer(page, "zh-CN");
  await admit(page, server, "zhao.min");
  await page.setViewportSize(SIZES.phone);
  await page.goto(`${server.url}/models/${id}`);
  await expect(canvas(page)).toBeVisible();
  await shape(page, "sub").locator(".djs-hit-all").first().click();
  const long = `no-${"such-".repeat(20)}process`;
  await enter(inspector(page).getByRole("combobox", { name: t("field.calledElement"), exact: true }), long);
  const mark = inspector(page).locator(`[data-missing="${long}"]`);
  await mark.scrollIntoViewIfNeeded();
  const box = (await mark.boundingBox())!;
  expect(box.x + box.width).toBeLessThanOrEqual(SIZES.phone.width);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(SIZES.phone.width);
});
