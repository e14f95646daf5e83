// What happens is seen without a reload, long before a page would look by itself: in every tab, by one stream.
import { admit, expect, prefer, test, type Page } from "./test";
import { words } from "./words";

test.use({ house: "live" });

test.beforeAll(async ({ server }) => {
  await server.ready();
  await server.people();
  await server.deploy(new URL("data/stuck.bpmn", import.meta.url).pathname);
});

/** Pages look by themselves once a minute. */
const soon = { timeout: 6_000 };
const t = words("en", "ops");

/** No request for what is shown is made by a clock: all that come are caused by what is told. */
const streams = (page: Page): string[] => {
  const urls: string[] = [];
  page.on("request", (request) => request.url().includes("/api/v1/events?") && urls.push(decodeURIComponent(request.url())));
  return urls;
};

test("counts, a diagram, an instance and what is stuck follow what happens", async ({ page, server, context }) => {
  const begin = async (key: string, amount: unknown) => {
    const started = (await server.send("POST", "/api/v1/instances", { process: "refund", businessKey: key, variables: { amount } })) as { id: string };
    return started.id;
  };
  const review = async (instance: string) => {
    const { items } = await server.get(`/api/v1/user-tasks?instance=${instance}`);
    await server.send("POST", `/api/v1/user-tasks/${items[0].id}/complete`, { variables: {} });
  };
  const before = await begin("LIVE-0", 5000);
  await prefer(page, "en");
  await admit(page, server, "zhou.yun");
  const heard = streams(page);
  await page.goto(`${server.url}/ops`);
  const line = page.getByRole("row").filter({ hasText: "退款" });
  await expect(line.getByRole("gridcell").nth(3)).toHaveText("1");
  await begin("LIVE-1", 5000);
  await expect(line.getByRole("gridcell").nth(3)).toHaveText("2", soon);
  const stuck = await begin("LIVE-2", "much");
  await expect(line.getByRole("gridcell").nth(4)).toHaveText("1", soon);
  expect(heard.at(-1)).toContain("processes");

  // Another tab, which listens to nothing itself.
  const other = await context.newPage();
  const silent = streams(other);
  await other.goto(`${server.url}/ops/processes/refund`);
  const reviewed = other.getByRole("row").filter({ hasText: "复核" });
  await expect(reviewed.getByRole("cell").nth(1)).toHaveText("2");
  await begin("LIVE-3", 9000);
  await expect(reviewed.getByRole("cell").nth(1)).toHaveText("3", soon);
  await expect(line.getByRole("gridcell").nth(3)).toHaveText("4", soon);
  await review(before);
  await expect(reviewed.getByRole("cell").nth(1)).toHaveText("2", soon);
  await expect(reviewed.getByRole("cell").nth(3)).toHaveText("1", soon);
  expect(silent, "one stream for all tabs").toEqual([]);

  // An instance that moves, then gets to its end.
  await other.goto(`${server.url}/ops/instances/${before}`);
  await expect(other.getByRole("row").filter({ hasText: "付款" })).toBeVisible();
  await review(before);
  await expect(other.getByText(words("en", "common")("status.completed"), { exact: true })).toBeVisible(soon);

  // What is stuck comes to the list, and goes from it.
  await other.goto(`${server.url}/ops/incidents`);
  await expect(other.getByRole("heading", { name: t("incidents.title_one", { count: 1 }) })).toBeVisible();
  await begin("LIVE-4", "more");
  await expect(other.getByRole("heading", { name: t("incidents.title_other", { count: 2 }) })).toBeVisible(soon);
  await server.send("POST", `/api/v1/instances/${stuck}/cancel`, { reason: "done with" });
  await expect(other.getByRole("heading", { name: t("incidents.title_one", { count: 1 }) })).toBeVisible(soon);

  // Whoever was cut off hears what they missed.
  await page.goto(`${server.url}/ops/processes/refund`);
  await expect(page.getByRole("row").filter({ hasText: "复核" }).getByRole("cell").nth(1)).toHaveText("2");
  await other.close();
  await context.setOffline(true);
  await begin("LIVE-5", 9000);
  await context.setOffline(false);
  await expect(page.getByRole("row").filter({ hasText: "复核" }).getByRole("cell").nth(1)).toHaveText("3", { timeout: 15_000 });
});

test("lists of instances, tasks, jobs and batches follow what happens", async ({ page, server }) => {
  const begin = async (key: string) => {
    const started = (await server.send("POST", "/api/v1/instances", { process: "refund", businessKey: key, variables: { amount: 5000 } })) as { id: string };
    return started.id;
  };
  await server.deploy(new URL("data/jobs.bpmn", import.meta.url).pathname);
  await prefer(page, "en");
  await admit(page, server, "zhou.yun");
  const row = (has: string) => page.getByRole("main").getByRole("row").filter({ hasText: has });
  const first = await begin("LIST-0");
  await page.goto(`${server.url}/ops/instances`);
  await expect(row("LIST-0")).toBeVisible();
  const second = await begin("LIST-1");
  await expect(row("LIST-1")).toBeVisible(soon);

  await page.goto(`${server.url}/ops/tasks`);
  await expect(row("LIST-1")).toBeVisible();
  const third = await begin("LIST-2");
  await expect(row("LIST-2")).toBeVisible(soon);
  await server.send("POST", `/api/v1/instances/${first}/cancel`, { reason: "done with" });
  await expect(row("LIST-0")).toHaveCount(0, soon);

  const ship = () => server.send("POST", "/api/v1/instances", { process: "shipping" });
  await ship();
  await page.goto(`${server.url}/ops/jobs`);
  const counts = row("print-label").getByRole("gridcell");
  await expect(counts.nth(1)).toHaveText("1");
  await ship();
  await expect(counts.nth(1)).toHaveText("2", soon);
  const { items } = (await server.send("POST", "/api/v1/jobs/fetch", { worker: "printer", types: ["print-label"], max: 1, leaseMs: 600_000 })) as { items: { id: string; token: number }[] };
  await expect(counts.nth(1)).toHaveText("1", soon);
  await expect(counts.nth(2)).toHaveText("1");
  await server.send("POST", `/api/v1/jobs/${items[0]!.id}/complete`, { token: items[0]!.token });
  await expect(counts.nth(2)).toHaveText("0", soon);

  await page.goto(`${server.url}/ops/batches`);
  await expect(page.getByText(t("batch.none"))).toBeVisible();
  await server.send("POST", "/api/v1/batches", { instances: [second, third], operation: { suspend: { reason: "stock-taking" } } });
  await expect(row(t("batch.of.suspend")).filter({ hasText: t("batch.state.done") })).toBeVisible(soon);
});

test("an indicator shows its new figure", async ({ page, server }) => {
  const begin = () => server.send("POST", "/api/v1/instances", { process: "refund", variables: { amount: 5000 } });
  const indicator = { key: "begun", name: { "zh-CN": "每周退款", en: "Refunds begun" }, formula: "rate(arrivals)", process: "refund", windowDays: 7, unit: "per-week", direction: "higher", target: 1_000, owner: "person:zhou.yun" };
  await begin();
  await server.send("POST", "/api/v1/analytics/indicators", { indicator, reason: "年度目标" });
  const { items } = (await server.get("/api/v1/analytics/indicators")) as { items: { value: { value: number } }[] };
  const before = items[0]!.value.value;
  expect(before).toBeGreaterThanOrEqual(1);
  const said = (value: number) => words("en", "indicators")("inUnit.per-week", { value });
  await prefer(page, "en");
  await admit(page, server, "zhou.yun");
  const heard = streams(page);
  const asked: string[] = [];
  page.on("request", (request) => request.url().includes("/analytics/indicators") && asked.push(request.url()));
  await page.goto(`${server.url}/monitor/indicators`);
  const value = page.getByTestId("indicators").getByRole("row").filter({ hasText: "Refunds begun" }).getByRole("cell").nth(2);
  await expect(value).toContainText(said(before));
  await expect.poll(() => heard.at(-1) ?? "").toContain("indicators");
  expect(asked.length, "nothing has happened that would be new, but perhaps what was told late").toBeLessThan(3);
  await begin();
  await expect(value).toContainText(said(before + 1), soon);

  // What one of them has come to is looked at by itself, and followed too: figures are asked for every ten seconds at most.
  await page.getByRole("link", { name: "Refunds begun" }).click();
  const now = page.getByRole("region", { name: words("en", "indicators")("now") });
  await expect(now).toContainText(said(before + 1));
  await begin();
  await expect(now).toContainText(said(before + 2), { timeout: 15_000 });
});

test("work that takes a while is followed to its end in every tab", async ({ page, server, context }) => {
  const a = words("en", "audit");
  await server.send("PUT", "/api/v1/grants/zhou.yun-auditor", { to: { kind: "user", id: "zhou.yun" }, role: "auditor" });
  await prefer(page, "en");
  await admit(page, server, "zhou.yun");
  const heard = streams(page);
  const asked: string[] = [];
  page.on("request", (request) => /\/audit\/(verifications|exports)$/.test(request.url()) && request.method() === "GET" && asked.push(request.url()));
  await page.goto(`${server.url}/audit/verify`);
  await expect(page.getByText(a("verify.never"))).toBeVisible();
  await expect.poll(() => heard.at(-1) ?? "").toContain("work");
  const other = await context.newPage();
  await prefer(other, "en");
  await other.goto(`${server.url}/audit/verify`);
  await expect(other.getByText(a("verify.never"))).toBeVisible();
  // Somebody else has it verified, and something taken.
  await server.send("POST", "/api/v1/audit/verifications", {});
  for (const one of [page, other]) await expect(one.getByText(a("verify.intact"))).toBeVisible(soon);
  await page.goto(`${server.url}/audit/export`);
  await expect(page.getByText(a("export.none"))).toBeVisible();
  await server.send("POST", "/api/v1/audit/exports", { format: "jsonl", reason: "of the year" });
  await expect(page.getByRole("link", { name: a("export.manifest"), exact: true })).toBeVisible(soon);
  expect(asked.length, "nobody asks by a clock").toBeLessThan(12);
});

test("on a phone every part of an instance is reached, and times are entered in the filters of the trace", async ({ page, server }) => {
  const started = (await server.send("POST", "/api/v1/instances", { process: "refund", businessKey: "LIVE-9", variables: { amount: 1 } })) as { id: string };
  await page.setViewportSize({ width: 390, height: 844 });
  await prefer(page, "en");
  await admit(page, server, "admin");
  await page.goto(`${server.url}/ops/instances/${started.id}`);
  const tabs = page.getByRole("tab");
  await expect(tabs).toHaveCount(7);
  for (const tab of await tabs.all()) {
    await tab.scrollIntoViewIfNeeded();
    const box = (await tab.boundingBox())!;
    expect(box.x >= 0 && box.x + box.width <= 390, (await tab.textContent()) ?? "").toBe(true);
  }
  await tabs.nth(6).click();
  await expect(tabs.nth(6)).toHaveAttribute("aria-selected", "true");

  const a = words("en", "audit");
  await page.goto(`${server.url}/audit`);
  await page.getByRole("main").getByRole("button", { name: a("trace.more"), exact: true }).click();
  for (const label of ["trace.from", "trace.until"]) {
    const field = page.getByLabel(a(label), { exact: true }).first();
    // The list below comes meanwhile, and the fields are drawn anew with it.
    await expect(async () => {
      await field.scrollIntoViewIfNeeded({ timeout: 1_000 });
      const box = (await field.boundingBox())!;
      expect(box.x >= 0 && box.x + box.width <= 390 && box.height >= 44, `${label} ${JSON.stringify(box)}`).toBe(true);
    }).toPass({ timeout: 10_000 });
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth), "nothing is pushed sideways").toBe(390);
});
