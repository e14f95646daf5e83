// The whole way of an improvement, on a clock that the test moves: an indicator of the landscape is off its target, a suggestion
// says why, it is simulated, accepted, deployed as a new version, and weeks later what it has brought is measured.
import { Clock, MINUTE } from "./clock";
import { LANGUAGES, admit, expect, prefer, test } from "./test";
import { words } from "./words";

const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A few more than the least that the rule asks for. */
const INSTANCES = 55;
const NODE = "contract-countersign";

/** Both checks are done, each after an hour of waiting and ten minutes of work: one after the other, or side by side. */
async function run(clock: Clock, key: string, beside: boolean): Promise<void> {
  const { server } = clock;
  const { id } = (await server.send("POST", "/api/v1/instances", { process: "checks", businessKey: key, variables: { amount: 7 } })) as { id: string };
  const open = async () => (await server.get(`/api/v1/user-tasks?instance=${id}`)).items as { id: string; element: string }[];
  const who = (element: string) => (element === "legal" ? "lin.tao" : "chen.gang");
  for (let turn = 0; turn < (beside ? 1 : 2); turn += 1) {
    const tasks = await open();
    expect(tasks).toHaveLength(beside ? 2 : 1);
    await clock.pass(HOUR);
    for (const task of tasks) await server.send("POST", `/api/v1/user-tasks/${task.id}/claim`, {}, who(task.element));
    await clock.pass(10 * MINUTE);
    for (const task of tasks) await server.send("POST", `/api/v1/user-tasks/${task.id}/complete`, { variables: { ok: true } }, who(task.element));
  }
  expect((await server.get(`/api/v1/instances/${id}`)).state).toBe("completed");
}

for (const language of LANGUAGES) {
  test(`from a weak indicator to a gain that is measured in ${language}`, async ({ page }) => {
    test.setTimeout(300_000);
    const [plan, suggest, simulate, design, common] = ["plan", "suggest", "simulate", "design", "common"].map((area) => words(language, area)) as [ReturnType<typeof words>, ReturnType<typeof words>, ReturnType<typeof words>, ReturnType<typeof words>, ReturnType<typeof words>];
    const clock = await Clock.start(Date.now() - 21 * DAY);
    try {
      const { server } = clock;
      await server.setUp();
      await server.people();
      await server.deploy(new URL("data/checks.bpmn", import.meta.url).pathname);
      for (let number = 0; number < INSTANCES; number += 1) await run(clock, `HT-${number}`, false);
      await server.send("POST", "/api/v1/landscape/seed", { reason: "开始" });
      await server.link(NODE, { kind: "process", id: "checks" });
      const indicator = { key: "review-time", name: { "zh-CN": "会审历时", en: "Time of a review" }, formula: "p90(sojourn)", process: "checks", windowDays: 14, unit: "hours", direction: "lower", target: 1, warn: 2, owner: "person:li.lei" };
      await server.send("POST", "/api/v1/analytics/indicators", { indicator, reason: "年度目标" });

      // The landscape: what is off its target is seen, and leads to what could be better.
      const main = page.locator("#main");
      await prefer(page, language);
      await admit(page, server, "admin");
      await page.goto(`${server.url}/landscape`);
      const name = (await server.get(`/api/v1/landscape/nodes/${NODE}`)).node.name[language] as string;
      const node = main.getByRole("link", { name: new RegExp(name) }).first();
      await expect(node.getByText(plan("light.bad"))).toBeAttached();
      await node.click();
      await expect(page.getByTestId("indicators")).toContainText(language === "en" ? "Time of a review" : "会审历时");
      await main.getByRole("link", { name: plan("link.better") }).click();
      await expect(page).toHaveURL(/\/suggestions\/checks$/);

      // The suggestion, with what it would bring.
      await page.getByRole("button", { name: suggest("run.begin") }).click();
      await expect(page.getByTestId("report")).toBeVisible({ timeout: 60_000 });
      const sentence = suggest("edit.parallelise", { first: "法务审查", second: "预算审查" });
      await page.getByRole("article", { name: sentence }).getByRole("link").first().click();
      await expect(page.getByTestId("promised")).toBeVisible();
      const suggestion = page.url();

      // Its simulation: the model as the suggestion would have it, against things as they are.
      await main.getByRole("link", { name: suggest("action.simulate") }).click();
      await expect(page).toHaveURL(/\/simulations\/new\?/);
      await page.getByRole("textbox", { name: simulate("field.name") }).fill(`${sentence.slice(0, 40)} ?`);
      await expect(page.getByTestId("scenario").getByRole("textbox", { name: simulate("change.draft") })).toHaveValue(simulate("scenario.asSuggested"));
      await page.getByRole("textbox", { name: simulate("field.cases") }).fill("60");
      await page.getByRole("button", { name: simulate("editor.begin"), exact: true }).click();
      const verdict = page.getByTestId("verdict");
      await expect(verdict).toBeVisible({ timeout: 60_000 });
      await expect(verdict.getByRole("row").filter({ hasText: simulate("metric.time") }).first(), "it takes less time").toContainText(/[−-]\d/);
      expect((await server.get("/api/v1/models?text=checks")).items, "nothing has come of it yet").toEqual([]);

      // Accepted on that simulation: the draft, and what is other in it.
      await main.getByRole("link", { name: simulate("accept.suggestion") }).click();
      await page.getByRole("button", { name: suggest("action.accept") }).click();
      await expect(page.getByRole("dialog").getByText(suggest("accept.rests"))).toBeVisible();
      await page.getByRole("dialog").getByRole("textbox").fill("两项审查互不依赖");
      await page.getByRole("dialog").getByRole("button", { name: suggest("action.accept") }).click();
      await expect(page.getByTestId("difference")).toContainText(suggest("kind.parallelGateway"));
      await expect(page.getByTestId("realised")).toContainText(suggest("realised.notDeployed"));

      // Deployed like every other draft.
      const { items } = await server.get("/api/v1/models?text=checks");
      await main.getByRole("link", { name: items[0].name }).click();
      await page.getByRole("button", { name: design("deploy.open"), exact: true }).click();
      await page.getByRole("dialog").getByRole("button", { name: design("deploy.confirm"), exact: true }).click();
      await expect(page.getByTestId("deployed")).toContainText("checks:2");
      await page.getByRole("dialog").getByRole("button", { name: common("action.close") }).last().click();
      await page.goto(suggestion);
      await expect(page.getByTestId("realised").locator("[data-verdict]")).toHaveAttribute("data-verdict", "tooEarly", { timeout: 60_000 });

      // Weeks later, on the new version.
      for (let number = 0; number < INSTANCES; number += 1) await run(clock, `HT-N-${number}`, true);
      await clock.pass(30 * DAY);
      await admit(page, server, "admin");
      await page.goto(suggestion);
      // What four weeks of new instances have decided stands beside what is so by now.
      const decided = page.getByTestId("decided").locator("[data-verdict]");
      await expect(decided).toHaveAttribute("data-verdict", "better", { timeout: 60_000 });
      await expect(page.getByTestId("realised").locator("[data-verdict]").last()).toHaveAttribute("data-verdict", "better");
      expect(await page.evaluate(() => document.documentElement.dataset["missing"] ?? "")).toBe("");
    } finally {
      await clock.stop();
    }
  });
}
