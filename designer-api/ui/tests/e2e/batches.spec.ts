// Instances go on in another version: mapped, tried, one first, then the rest. What was looked for stands still, goes on or ends as
// a whole. And a batch that stands still goes on, or is cancelled, with a reason.
import { admit, expect, logIn, mainly, prefer, test, type Page, type Server } from "./test";
import { words } from "./words";

test.use({ house: "batches" });

const file = (name: string) => new URL(`data/${name}.bpmn`, import.meta.url).pathname;

test.beforeAll(async ({ server }) => {
  await server.setUp();
  await server.people();
  await server.deploy(file("stuck"));
});

/** Starts so many, some at a time. */
async function start(server: Server, process: string, key: string, count: number): Promise<void> {
  for (let from = 0; from < count; from += 25) {
    const some = Array.from({ length: Math.min(25, count - from) }, (_, at) => ({ definition: process, businessKey: `${key}-${from + at}`, variables: { amount: 5 } }));
    await Promise.all(some.map((body) => server.send("POST", "/api/v1/instances", body)));
  }
}

async function confirm(page: Page, label: string, button: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(label).fill("季度切换");
  await dialog.getByRole("button", { name: button, exact: true }).click();
  await expect(dialog).toBeHidden();
}

for (const language of mainly("zh-CN")) {
  test(`instances are moved to another version in ${language}`, async ({ page, server }) => {
    const t = words(language, "ops");
    await start(server, "refund:1", `MV-${language}`, 3);
    if (language === "zh-CN") await server.deploy(file("stuck-2"));
    await prefer(page, language);
    await admit(page, server, "zhou.yun");
    await page.goto(`${server.url}/ops/migrations/new?process=refund&from=refund:1&to=refund:2`);
    // What has no partner is asked for: tried as it is, nothing of it fits.
    const target = page.getByRole("combobox", { name: t("migration.toOf", { element: "付款" }) });
    await expect(target).toHaveValue("");
    const one = page.getByRole("button", { name: t("migration.one"), exact: true });
    await page.getByRole("button", { name: t("migration.try"), exact: true }).click();
    await expect(page.getByText(t("migration.tried", { fits: 0, of: 3, total: 3 }))).toBeVisible();
    await expect(one).toBeDisabled();

    await target.click();
    await page.getByRole("option", { name: "付款", exact: true }).click();
    await page.getByRole("button", { name: t("migration.try"), exact: true }).click();
    await expect(page.getByText(t("migration.tried", { fits: 3, of: 3, total: 3 }))).toBeVisible();
    const still = await server.get("/api/v1/instances?definition=refund:1&state=running");
    expect(still.items, "a trial changes nothing").toHaveLength(3);

    await one.click();
    await confirm(page, t("reason.label"), t("migration.one"));
    await expect(page.getByText(t("migration.oneDone"))).toBeVisible();
    expect((await server.get("/api/v1/instances?definition=refund:1&state=running")).items).toHaveLength(2);

    await page.getByRole("button", { name: t("migration.all"), exact: true }).click();
    await page.getByRole("dialog").getByLabel(t("reason.label")).fill("季度切换");
    await page.getByRole("dialog").getByRole("button", { name: t("migration.all"), exact: true }).click();
    await expect(page).toHaveURL(/\/ops\/batches\//);
    await expect(page.getByRole("heading", { name: t("batch.of.migrate") })).toBeVisible();
    await expect(page.getByText(t("batch.state.done"), { exact: true }).first()).toBeVisible();
    expect((await server.get("/api/v1/instances?definition=refund:1&state=running")).items).toEqual([]);
    const moved = await server.get("/api/v1/instances?definition=refund:2&state=running&limit=100");
    expect(moved.items.filter((item: { businessKey: string }) => item.businessKey.startsWith(`MV-${language}`))).toHaveLength(3);
  });
}

/** Ways side by side that come together again. */
function parallel(id: string, ...ways: string[]): string {
  const flow = (from: string, to: string) => `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}"/>`;
  const inside = ways.map((way) => `<userTask id="${way}" name="${way}" weir:candidateGroups="finance"/>${flow("split", way)}${flow(way, "join")}`).join("");
  return `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1" targetNamespace="t"><process id="${id}" isExecutable="true"><startEvent id="s"/>${flow("s", "split")}<parallelGateway id="split"/>${inside}<parallelGateway id="join" name="齐备"/>${flow("join", "e")}<endEvent id="e"/></process></definitions>`;
}

for (const language of mainly("zh-CN")) {
  test(`a join that would wait for ever may, when somebody says so, in ${language}`, async ({ page, server }) => {
    const t = words(language, "ops");
    const id = `ways-${language}`;
    for (const ways of [["a", "b"], ["a", "b", "c"]]) {
      const form = new FormData();
      form.append("file", new Blob([parallel(id, ...ways)]), `${id}.bpmn`);
      await server.deployForm(form);
      if (ways.length === 2) await server.send("POST", "/api/v1/instances", { process: id, businessKey: id });
    }
    await prefer(page, language);
    await admit(page, server, "zhou.yun");
    await page.goto(`${server.url}/ops/migrations/new?process=${id}&from=${id}:1&to=${id}:2`);
    const attempt = page.getByRole("button", { name: t("migration.try"), exact: true });
    await attempt.click();
    await expect(page.getByText(t("migration.tried", { fits: 0, of: 1, total: 1 }))).toBeVisible();
    await expect(page.getByText(t("obstacle.join-starved"))).toBeVisible();

    await page.getByRole("checkbox", { name: t("migration.leave", { join: "齐备" }) }).check();
    await expect(page.getByText(t("migration.tried", { fits: 0, of: 1, total: 1 })), "that was another plan").toHaveCount(0);
    await attempt.click();
    await expect(page.getByText(t("migration.tried", { fits: 1, of: 1, total: 1 }))).toBeVisible();
    await page.getByRole("button", { name: t("migration.one"), exact: true }).click();
    await confirm(page, t("reason.label"), t("migration.one"));
    await expect(page.getByText(t("migration.oneDone"))).toBeVisible();
    expect((await server.get(`/api/v1/instances?definition=${id}:2&state=running`)).items).toHaveLength(1);
  });
}

for (const language of mainly("zh-CN")) {
  test(`a batch that stands still goes on or is cancelled in ${language}`, async ({ page, server }) => {
    const t = words(language, "ops");
    const definition = language === "en" ? "shipping" : "refund";
    if (language === "en") await server.deploy(file("jobs"));
    await start(server, `${definition}:1`, `ST-${language}`, 700);
    const filter = { process: definition };
    /** Begun and stopped at once: some of it is done, most is not. */
    const begin = async (operation: object): Promise<string> => {
      const { id } = (await server.send("POST", "/api/v1/batches", { filter, operation })) as { id: string };
      await server.send("POST", `/api/v1/batches/${id}/pause`, { reason: "先看看" });
      const { state, pending } = await server.get(`/api/v1/batches/${id}`);
      expect(state).toBe("paused");
      expect(pending).toBeGreaterThan(0);
      return id;
    };
    await prefer(page, language);
    await logIn(page, server, "zhou.yun");

    const first = await begin({ suspend: { reason: "盘点" } });
    await page.goto(`${server.url}/ops/batches`);
    await expect(page.getByRole("row").filter({ hasText: t("batch.state.paused") })).toHaveCount(1);
    await page.getByRole("row").filter({ hasText: t("batch.state.paused") }).click();
    await expect(page).toHaveURL(new RegExp(first));
    await expect(page.getByText("先看看"), "who stopped it says why").toBeVisible();
    await expect(page.getByRole("button", { name: t("batch.pause"), exact: true })).toHaveCount(0);
    await page.getByRole("button", { name: t("batch.resume"), exact: true }).click();
    await confirm(page, t("reason.label"), t("batch.resume"));
    await expect(page.getByText(t("batch.state.done"), { exact: true }).first()).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText(t("batch.noFailures"))).toBeVisible();

    const second = await begin({ resume: { reason: "盘点完" } });
    await page.goto(`${server.url}/ops/batches/${second}`);
    await page.getByRole("button", { name: t("batch.cancel"), exact: true }).click();
    const { pending } = await server.get(`/api/v1/batches/${second}`);
    await expect(page.getByRole("dialog").getByText(t("batch.effect.cancel", { count: pending })), "its effect is told first").toBeVisible();
    await confirm(page, t("reason.label"), t("batch.cancel"));
    await expect(page.getByText(t("batch.state.cancelled"), { exact: true }).first()).toBeVisible();
    await expect(page.getByText(t("batch.notDone")).first()).toBeVisible();
    // What is left is told as not done, one after the other.
    const told = async () => {
      const { state, pending, reason } = await server.get(`/api/v1/batches/${second}`);
      return [state, pending, reason];
    };
    await expect.poll(told).toEqual(["cancelled", 0, "季度切换"]);
  });
}

for (const language of mainly("en")) {
  test(`what was looked for stands still, goes on and ends as a whole in ${language}`, async ({ page, server }) => {
    const t = words(language, "ops");
    const c = words(language, "common");
    const tag = `ALL-${language}`;
    for (const amount of [7_777, 7_777, 7_778]) await server.send("POST", "/api/v1/instances", { process: "refund", businessKey: tag, variables: { amount } });
    const all = async () => (await server.get(`/api/v1/instances?businessKey=${tag}&limit=100`)).items as { id: string; state: string; suspended: unknown }[];
    await prefer(page, language);
    await admit(page, server, "zhou.yun");
    const dialog = page.getByRole("dialog");
    const doAll = async (operation: "suspend" | "resume" | "cancel", told: string) => {
      // Those with one amount only: the search of the page is what it is done to.
      await page.goto(`${server.url}/ops/instances?key=${tag}&variables=${encodeURIComponent(JSON.stringify([{ name: "amount", is: "equal", value: 7_777 }]))}`);
      await page.getByRole("button", { name: t("bulk.open"), exact: true }).click();
      await dialog.getByRole("radiogroup").getByText(t(`bulk.do.${operation}`), { exact: true }).click();
      await expect(dialog.getByText(told)).toBeVisible();
      const confirm = dialog.getByRole("button", { name: t(`bulk.confirm.${operation}`), exact: true });
      await expect(confirm, "not without a reason").toBeDisabled();
      await dialog.getByLabel(c("reason.label")).fill("盘点");
      await confirm.click();
      await expect(page).toHaveURL(/\/ops\/batches\//);
      await expect(page.getByRole("heading", { name: t(`batch.of.${operation}`) })).toBeVisible();
      await expect(page.getByText(t("batch.state.done"), { exact: true }).first()).toBeVisible();
    };
    await doAll("suspend", t("bulk.effect.suspend_other", { count: 2, of: 2 }));
    expect((await all()).filter((one) => one.suspended)).toHaveLength(2);
    await doAll("resume", t("bulk.effect.resume_other", { count: 2, of: 2 }));
    expect((await all()).filter((one) => one.suspended)).toHaveLength(0);
    await doAll("cancel", t("bulk.effect.cancel_other", { count: 2, of: 2 }));
    expect((await all()).map((one) => one.state).toSorted()).toEqual(["running", "terminated", "terminated"]);
  });
}
