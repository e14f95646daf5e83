// What comes in that is too much, too late, or meant badly: nothing typed is lost, it is said what to do, and nothing executes.
import { PASSWORD, SIZES, admit, expect, mainly, prefer, test, type Page } from "./test";
import { words } from "./words";

test.use({ house: "bad" });

const wrap = (inside: string, before = "") => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1" targetNamespace="test">${before}${inside}</definitions>`;

/** A name that would run, were it ever taken for markup, and one that turns what stands behind it. */
const HTML = '<img src=x onerror="document.documentElement.dataset.ran=1"><script>document.documentElement.dataset.ran=1</script>';
const RTL = "\u202eطلب שלום\u202c & <b>";
const attribute = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/** So many fields, half of them numbers. */
const FIELDS = 200;
const WIDE = {
  type: "default",
  id: "wide",
  components: Array.from({ length: FIELDS }, (_, at) => (at % 2 === 0 ? { type: "textfield", key: `text${at}`, label: `第 ${at} 项` } : { type: "number", key: `number${at}`, label: `第 ${at} 项`, validate: { required: at === FIELDS - 1 } })),
};

test.beforeAll(async ({ server }) => {
  await server.ready();
  await server.people();
  await server.models();
  const form = new FormData();
  const start = `<startEvent id="s" weir:formId="wide"/><userTask id="t" name="核对" weir:assignee="han.mei"/><endEvent id="e"/><sequenceFlow id="f" sourceRef="s" targetRef="t"/><sequenceFlow id="g" sourceRef="t" targetRef="e"/>`;
  form.append("file", new Blob([wrap(`<process id="wide" name="宽表" isExecutable="true">${start}</process>`)]), "wide.bpmn");
  form.append("file", new Blob([JSON.stringify(WIDE)]), "wide.form");
  const named = `<startEvent id="s" name="${attribute(RTL)}"/><userTask id="t" name="${attribute(HTML)}" weir:assignee="han.mei"/><endEvent id="e"/><sequenceFlow id="f" name="${attribute(HTML)}" sourceRef="s" targetRef="t"/><sequenceFlow id="g" sourceRef="t" targetRef="e"/>`;
  form.append("file", new Blob([wrap(`<process id="named" name="${attribute(HTML + RTL)}" isExecutable="true">${named}</process>`)]), "named.bpmn");
  await server.deployForm(form);
});

const ran = (page: Page) => page.evaluate(() => document.documentElement.dataset["ran"] ?? "");
const saved = (page: Page) => expect(page.locator("[data-save]")).toHaveAttribute("data-save", "saved", { timeout: 20_000 });
const ready = (page: Page) => expect(page.locator(".weir-paper[data-ready=true]")).toBeVisible({ timeout: 60_000 });

for (const language of mainly("en")) {
  const t = words(language, "design");
  const w = words(language, "work");
  const common = words(language, "common");

  test(`what is drawn outlives a lost connection and a session that ends in ${language}`, async ({ page, server, context }) => {
    const { id } = (await server.send("POST", "/api/v1/models", { name: `断网 ${language}` })) as { id: string };
    await prefer(page, language);
    await admit(page, server, "zhao.min");
    await page.goto(`${server.url}/models/${id}`);
    await ready(page);
    await page.locator('.djs-element[data-element-id="start"]').click();
    const name = page.locator("section[data-element]").getByLabel(t("field.name"), { exact: true });
    await context.setOffline(true);
    await name.fill("断网时画的");
    await name.press("Tab");
    await expect(page.locator("[data-save]")).toHaveText(t("save.offline"), { timeout: 20_000 });
    await context.setOffline(false);
    await saved(page);
    expect(await server.text(id)).toContain("断网时画的");

    await context.clearCookies();
    await name.fill("会话结束时画的");
    await name.press("Tab");
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByText(common("login.again"))).toBeVisible({ timeout: 20_000 });
    await dialog.locator('input[autocomplete="current-password"]').fill(PASSWORD);
    await dialog.locator('button[type="submit"]').click();
    await expect(dialog).toHaveCount(0);
    await saved(page);
    expect(await server.text(id)).toContain("会话结束时画的");

    // Whoever goes on to another page before anything was saved has changed it all the same.
    await name.fill("离开时画的");
    await name.press("Tab");
    await page.getByRole("link", { name: common("nav.templates") }).first().click();
    await expect(page).toHaveURL(/\/templates/);
    await expect.poll(() => server.text(id)).toContain("离开时画的");
  });

  test(`what somebody else has done meanwhile is said, and what was typed stays in ${language}`, async ({ page, server }) => {
    const instance = await server.claim("han.mei", `LATE-${language}`);
    await server.fill(instance);
    const { items } = await server.get(`/api/v1/user-tasks?instance=${instance}&assignee=lin.tao`);
    await prefer(page, language);
    await admit(page, server, "lin.tao");
    await page.goto(`${server.url}/tasks/${items[0].id}`);
    const opinion = page.getByLabel(w("opinion.label"), { exact: true }).first();
    // Its draft does not get through, which would tell before the button does.
    await page.route("**/draft", (route) => route.abort());
    await opinion.fill("同意，但请补发票");
    await server.send("POST", `/api/v1/user-tasks/${items[0].id}/transfer`, { to: "chen.gang", force: true });
    await page.getByRole("button", { name: w("action.approve"), exact: true }).click();
    await expect(page.locator("[data-gone]")).toBeVisible();
    await expect(page.getByLabel(w("typed.label"), { exact: true })).toHaveValue(/同意，但请补发票/);
    expect((await server.get(`/api/v1/user-tasks?instance=${instance}`)).items[0].assignee, "nothing was decided").toBe("chen.gang");
  });

  test(`a model of five megabytes is drawn, and one that is too large says so in ${language}`, async ({ page, server }) => {
    test.setTimeout(180_000);
    const words5 = `<documentation>${"漫长的说明。".repeat(5_000)}</documentation>`;
    const steps = Array.from({ length: 55 }, (_, at) => `<userTask id="t${at}" name="第 ${at} 步">${words5}</userTask><sequenceFlow id="f${at}" sourceRef="${at === 0 ? "s" : `t${at - 1}`}" targetRef="t${at}"/>`).join("");
    const large = wrap(`<process id="large-${language.toLowerCase()}" isExecutable="true"><startEvent id="s"/>${steps}<endEvent id="e"/><sequenceFlow id="z" sourceRef="t54" targetRef="e"/></process>`);
    expect(Buffer.byteLength(large)).toBeGreaterThan(4_900_000);
    await prefer(page, language);
    await admit(page, server, "zhao.min");
    await page.goto(`${server.url}/models`);
    const choose = (text: string, name: string) => page.locator('input[type="file"]').setInputFiles({ name, mimeType: "application/xml", buffer: Buffer.from(text) });
    await choose(large, `large-${language}.bpmn`);
    await page.getByRole("dialog").getByRole("button", { name: t("import.confirm") }).click({ timeout: 60_000 });
    await ready(page);
    await expect(page.locator(".djs-shape .djs-visual > rect")).toHaveCount(55);
    // It is changed and saved like any other.
    await page.locator('.djs-element[data-element-id="t0"]').click();
    const name = page.locator("section[data-element]").getByLabel(t("field.name"), { exact: true });
    await name.fill("第零步");
    await name.press("Tab");
    await expect(page.locator("[data-save]")).toHaveAttribute("data-save", "saved", { timeout: 60_000 });

    await page.goto(`${server.url}/models`);
    await choose(`${large.slice(0, -14)}<!--${"x".repeat(1_000_000)}--></definitions>`, "huge.bpmn");
    await expect(page.getByRole("dialog").getByRole("alert")).toContainText(/\S/, { timeout: 60_000 });
    await expect(page.getByRole("dialog").getByRole("button", { name: t("import.confirm") })).toBeDisabled();
  });

  test(`a diagram too large to draw says so, and the page goes on in ${language}`, async ({ page, server }) => {
    test.setTimeout(180_000);
    const say = words(language, "diagram");
    const id = `crowded-${language.toLowerCase()}`;
    const steps = Array.from({ length: 2_510 }, (_, at) => `<userTask id="t${at}" name="第 ${at} 步" weir:assignee="han.mei"/><sequenceFlow id="f${at}" sourceRef="${at === 0 ? "s" : `t${at - 1}`}" targetRef="t${at}"/>`).join("");
    const crowded = wrap(`<process id="${id}" isExecutable="true"><startEvent id="s"/>${steps}<endEvent id="e"/><sequenceFlow id="z" sourceRef="t2509" targetRef="e"/></process>`);
    const form = new FormData();
    form.append("file", new Blob([crowded]), "crowded.bpmn");
    await server.deployForm(form);
    const { id: instance } = (await server.send("POST", "/api/v1/instances", { process: id, businessKey: id })) as { id: string };
    const { id: model } = (await server.send("POST", "/api/v1/models", { name: id })) as { id: string };
    await server.save(model, () => crowded);
    await prefer(page, language);
    await admit(page, server, "zhou.yun");
    await page.goto(`${server.url}/ops/instances/${instance}`);
    await expect(page.getByRole("button", { name: say("heavy.draw") })).toBeVisible({ timeout: 60_000 });
    // The server has drawn an image of it, large enough to be read, to be enlarged where one points.
    const image = page.getByTestId("drawing");
    await expect(image).toBeVisible({ timeout: 60_000 });
    await expect(image).toHaveAttribute("alt", words(language, "ops")("instance.diagram"));
    await expect.poll(async () => (await image.boundingBox())!.width, { timeout: 60_000 }).toBeGreaterThan(100_000);
    const first = (await image.boundingBox())!;
    await image.evaluate((one, at) => one.dispatchEvent(new WheelEvent("wheel", { ctrlKey: true, deltaY: -100, bubbles: true, cancelable: true, ...at })), { clientX: first.x + 200, clientY: first.y + 20 });
    await expect.poll(async () => (await image.boundingBox())!.width).toBeGreaterThan(first.width * 1.1);
    await page.getByRole("button", { name: say("tools.fit"), exact: true }).click();
    await expect.poll(async () => (await image.boundingBox())!.width).toBeLessThan(1_440);
    // What is not drawn is there all the same.
    await expect(page.getByText("第 0 步").first()).toBeVisible();
    await expect(page.locator(".djs-shape")).toHaveCount(0);
    await admit(page, server, "zhao.min");
    await page.goto(`${server.url}/models/${model}`);
    // The designer shows the image too, says why it draws no more, and which ways there are.
    await expect(page.getByText(t("canvas.heavy"))).toBeVisible({ timeout: 60_000 });
    await expect(image).toBeVisible({ timeout: 60_000 });
    await page.getByRole("button", { name: t("canvas.toXml") }).click();
    await expect(page.getByRole("textbox", { name: t("view.xml") })).toHaveValue(/第 2509 步/);
    // So do what it was before, and the try-out.
    const { items: versions } = await server.get(`/api/v1/models/${model}/versions`);
    for (const rest of ["/test", `/diff?a=${versions.at(-1).revision}`]) {
      await page.goto(`${server.url}/models/${model}${rest}`);
      await expect(image, rest).toBeVisible({ timeout: 60_000 });
      await expect(page.locator(".djs-shape")).toHaveCount(0);
    }
  });

  test(`a model of a thousand elements is worked on in ${language}`, async ({ page, server }) => {
    test.setTimeout(180_000);
    // Rows of tasks one below the other, with their diagram.
    const [per, gap, down] = [40, 140, 120];
    let inside = `<startEvent id="s"/>`;
    let drawn = `<bpmndi:BPMNShape id="s_di" bpmnElement="s"><dc:Bounds x="40" y="62" width="36" height="36"/></bpmndi:BPMNShape>`;
    let before = "s";
    for (let at = 0; at < 500; at += 1) {
      const [x, y] = [120 + (at % per) * gap, 40 + Math.floor(at / per) * down];
      inside += `<userTask id="t${at}" name="任务 ${at}" weir:assignee="han.mei"/><sequenceFlow id="f${at}" sourceRef="${before}" targetRef="t${at}"/>`;
      drawn += `<bpmndi:BPMNShape id="t${at}_di" bpmnElement="t${at}"><dc:Bounds x="${x}" y="${y}" width="100" height="80"/></bpmndi:BPMNShape><bpmndi:BPMNEdge id="f${at}_di" bpmnElement="f${at}"><di:waypoint x="${x - 20}" y="${y + 40}"/><di:waypoint x="${x}" y="${y + 40}"/></bpmndi:BPMNEdge>`;
      before = `t${at}`;
    }
    inside += `<endEvent id="e"/><sequenceFlow id="z" sourceRef="${before}" targetRef="e"/>`;
    drawn += `<bpmndi:BPMNShape id="e_di" bpmnElement="e"><dc:Bounds x="40" y="1600" width="36" height="36"/></bpmndi:BPMNShape><bpmndi:BPMNEdge id="z_di" bpmnElement="z"><di:waypoint x="100" y="1600"/><di:waypoint x="76" y="1618"/></bpmndi:BPMNEdge>`;
    const many = `many-${language.toLowerCase()}`;
    const text = wrap(`<process id="${many}" isExecutable="true">${inside}</process><bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI"><bpmndi:BPMNPlane bpmnElement="${many}">${drawn}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>`);
    const { id } = (await server.send("POST", "/api/v1/models", { name: `千 ${language}`, xml: text })) as { id: string };
    await prefer(page, language);
    await admit(page, server, "zhao.min");
    await page.goto(`${server.url}/models/${id}`);
    await ready(page);
    await expect(page.locator(".djs-shape .djs-visual > rect")).toHaveCount(500);
    // What stands far out is found from the problem list or by its shape, changed, and saved.
    await page.locator('.djs-element[data-element-id="t250"]').click({ force: true });
    const name = page.locator("section[data-element]").getByLabel(t("field.name"), { exact: true });
    await name.fill("第二百五十");
    await name.press("Tab");
    await expect(page.locator("[data-save]")).toHaveAttribute("data-save", "saved", { timeout: 60_000 });
    await expect(page.getByTestId("problems")).toHaveAttribute("data-errors", "0");
    expect(await server.text(id)).toContain("第二百五十");

    // One that runs is looked at in the cockpit and by whoever started it.
    const form = new FormData();
    form.append("file", new Blob([text]), "many.bpmn");
    await server.deployForm(form);
    const { id: instance } = (await server.send("POST", "/api/v1/instances", { process: many }, "han.mei")) as { id: string };
    await admit(page, server, "zhou.yun");
    await page.goto(`${server.url}/ops/instances/${instance}`);
    await expect(page.locator(".weir-paper[data-ready]:not([data-ready='0'])")).toBeVisible({ timeout: 60_000 });
    await expect(page.locator(".djs-shape .djs-visual > rect")).toHaveCount(500);
    await expect(page.locator("h1")).toBeVisible();
  });

  test(`a model that is deployed while the connection is lost is deployed once in ${language}`, async ({ page, server }) => {
    const key = `once-${language.toLowerCase()}`;
    const text = wrap(`<process id="${key}" name="${key}" isExecutable="true"><startEvent id="s"/><endEvent id="e"/><sequenceFlow id="f" sourceRef="s" targetRef="e"/></process>`);
    const { id } = (await server.send("POST", "/api/v1/models", { name: key, xml: text })) as { id: string };
    await server.send("PUT", "/api/v1/grants/zhao.min-operator", { to: { kind: "user", id: "zhao.min" }, role: "operator" });
    await prefer(page, language);
    await admit(page, server, "zhao.min");
    await page.goto(`${server.url}/models/${id}`);
    await ready(page);
    // It arrives, and the answer does not.
    let lost = 0;
    await page.route("**/api/v1/deployments", async (route) => {
      if (route.request().method() !== "POST" || lost === 2) return route.continue();
      lost += 1;
      await route.fetch();
      return route.abort();
    });
    await page.getByRole("button", { name: t("deploy.open"), exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: t("deploy.confirm"), exact: true }).click();
    await expect(page.getByTestId("deployed")).toContainText(`${key}:1`, { timeout: 30_000 });
    expect(lost).toBe(2);
    const { items } = await server.get(`/api/v1/definitions?process=${key}`);
    expect(items.map((one: { version: number }) => one.version)).toEqual([1]);
  });

  test(`a form of two hundred fields is filled in on a phone in ${language}`, async ({ page, server }) => {
    await prefer(page, language);
    await page.setViewportSize(SIZES.phone);
    await admit(page, server, "han.mei");
    await page.goto(`${server.url}/start/wide`);
    const last = page.locator(`[data-path="number${FIELDS - 1}"]`);
    await expect(last).toBeAttached();
    await page.locator('[data-path="text0"]').fill("第一");
    await page.getByRole("button", { name: w("start.submit"), exact: true }).click();
    // What is missing is at the very end: it comes into sight and has the next key.
    await expect(last).toBeFocused();
    await page.keyboard.type("12");
    // A reload forgets nothing of it.
    await page.reload();
    await expect(page.locator('[data-path="text0"]')).toHaveValue("第一");
    await expect(last).toHaveValue("12");
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await page.getByRole("button", { name: w("start.submit"), exact: true }).click();
    await expect(page).toHaveURL(/\/tasks\//);
  });

  test(`names are names, whatever stands in them in ${language}`, async ({ page, server }) => {
    const { id } = (await server.send("POST", "/api/v1/instances", { process: "named", businessKey: `${RTL}${language}` }, "han.mei")) as { id: string };
    await server.send("PUT", "/api/v1/users/zhou.yun", { name: HTML });
    const { id: model } = (await server.send("POST", "/api/v1/models", { name: HTML + language })) as { id: string };
    await prefer(page, language);
    await admit(page, server, "admin");
    for (const path of ["/ops", `/ops/instances/${id}`, `/ops/instances/${id}?tab=variables`, "/ops/processes/named", "/models", `/models/${model}`, "/admin/users", `/audit/cases/${id}`, "/monitor", "/start"]) {
      await page.goto(server.url + path);
      await expect(page.locator("h1").first()).toBeVisible();
      await expect(page.locator(".mantine-Skeleton-root:visible")).toHaveCount(0);
      expect(await ran(page), `something ran at ${path}`).toBe("");
      await expect(page.locator('img[src="x"]')).toHaveCount(0);
    }
    await page.goto(`${server.url}/admin/users`);
    await expect(page.getByText(HTML, { exact: true }).first(), "it is told as it is").toBeVisible();
    await admit(page, server, "han.mei");
    const { items } = await server.get(`/api/v1/user-tasks?instance=${id}`);
    await page.goto(`${server.url}/tasks/${items[0].id}`);
    await expect(page.getByText(HTML, { exact: true }).first()).toBeVisible();
    // What turns the writing round stays among its own: it is set apart from the words around it.
    const apart = await page.locator("bdi").filter({ hasText: "שלום" }).first().evaluate((at) => getComputedStyle(at).unicodeBidi);
    expect(apart).toBe("isolate");
    expect(await ran(page)).toBe("");
    await server.send("PUT", "/api/v1/users/zhou.yun", { name: "周云" });
  });

  test(`a browser in another zone means the same moments in ${language}`, async ({ browser, server }) => {
    const zone = "America/New_York";
    const context = await browser.newContext({ timezoneId: zone });
    const page = await context.newPage();
    const instance = await server.claim("han.mei", `ZONE-${language}`);
    const { items } = await server.get(`/api/v1/user-tasks?instance=${instance}`);
    await prefer(page, language);
    await admit(page, server, "han.mei");
    await page.goto(`${server.url}/tasks/${items[0].id}`);
    const created = page.locator(`time[datetime="${items[0].created}"]`).first();
    const there = new Intl.DateTimeFormat(language, { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(items[0].created));
    await expect(created).toContainText(there);
    await created.hover();
    await expect(created, "the zone is told to whoever points at it").toHaveAttribute("title", /GMT-[45]|E[DS]T/);

    // A time that is entered there is that moment for everybody.
    await page.getByRole("button", { name: w("action.more") }).last().click();
    await page.getByRole("menuitem", { name: w("action.plan"), exact: true }).click();
    const dialog = page.getByRole("dialog").filter({ hasText: w("plan.followUpHint") });
    const when = dialog.getByRole("button", { name: w("plan.followUp"), exact: true });
    await when.click();
    await page.locator(".mantine-DateTimePicker-day").last().click();
    await page.locator(".mantine-DateTimePicker-submitButton").click();
    const shown = (await when.textContent())!.trim();
    await dialog.getByRole("button", { name: w("plan.save"), exact: true }).click();
    await expect(page.getByText(w("done.plan"), { exact: true })).toBeVisible();
    const { followUp } = await server.get(`/api/v1/user-tasks/${items[0].id}`);
    const parts = Object.fromEntries(new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hour12: false }).formatToParts(new Date(followUp)).map((part) => [part.type, part.value]));
    expect(`${parts["year"]}-${parts["month"]}-${parts["day"]} ${parts["hour"] === "24" ? "00" : parts["hour"]}:${parts["minute"]}`).toBe(shown);
    await context.close();
  });
}
