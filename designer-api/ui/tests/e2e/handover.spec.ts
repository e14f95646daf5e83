// Somebody hands over what they have: several tasks go to somebody else at once, and what is refused says why.
import { admit, expect, mainly, prefer, test, type Page } from "./test";
import { words } from "./words";

test.use({ house: "handover" });

/** Chooses somebody when nobody else is offered any more: a list that shrinks is clicked beside. */
async function pick(page: Page, name: string): Promise<void> {
  const offered = page.getByRole("listbox").getByRole("option");
  await expect(offered).toHaveCount(1);
  await offered.filter({ hasText: name }).click();
}

test.beforeAll(async ({ server }) => {
  await server.setUp();
  await server.people();
  await server.models();
});

for (const language of mainly("en")) {
  test(`several are transferred at once in ${language}`, async ({ page, server }) => {
    const t = words(language, "work");
    const numbers = [1, 2, 3, 4].map((number) => `OVER-${language}-${number}`);
    const instances: string[] = [];
    for (const number of numbers) {
      const instance = await server.claim("han.mei", number);
      await server.fill(instance);
      instances.push(instance);
    }
    await prefer(page, language);
    await admit(page, server, "lin.tao");
    await page.goto(`${server.url}/tasks?text=OVER-${language}`);
    const grid = page.getByRole("grid");
    await page.getByLabel(t("bulk.tick", { name: numbers[0]! }), { exact: true }).check();
    await page.getByRole("button", { name: t("bulk.all_other", { count: 4 }), exact: true }).click();
    await page.getByLabel(t("bulk.tick", { name: numbers[3]! }), { exact: true }).uncheck();
    await expect(page.getByText(t("bulk.chosen_other", { count: 3 }))).toBeVisible();
    // One of them is given away elsewhere meanwhile: it is refused, and the others go.
    const { items } = await server.get(`/api/v1/user-tasks?instance=${instances[1]}`);
    await page.route(`**/user-tasks/${items[0].id}/transfer`, async (route) => {
      await server.send("POST", `/api/v1/instances/${instances[1]}/cancel`, {});
      await route.continue();
    });
    await page.getByRole("button", { name: t("bulk.transfer"), exact: true }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByText(t("bulk.giveEffect_other", { count: 3 }))).toBeVisible();
    await dialog.getByLabel(t("ask.transfer")).fill("陈刚");
    await pick(page, "陈刚");
    await dialog.getByRole("button", { name: t("action.transfer"), exact: true }).click();
    await expect(page.getByText(t("bulk.given_other", { count: 2 }), { exact: true })).toBeVisible();
    await expect(page.getByRole("alert").filter({ hasText: numbers[1]! })).toBeVisible();
    await expect(grid.getByText(numbers[3]!)).toBeVisible();
    for (const gone of [numbers[0]!, numbers[2]!]) await expect(grid.getByText(gone)).toHaveCount(0);
    const theirs = (await server.get("/api/v1/user-tasks?assignee=chen.gang&limit=100")).items.map((one: { businessKey: string }) => one.businessKey);
    expect(theirs.filter((key: string) => key.startsWith(`OVER-${language}`)).sort()).toEqual([numbers[0], numbers[2]]);
  });
}

test("what somebody who has left had goes to somebody else", async ({ page, server }) => {
  const t = words("zh-CN", "ops");
  const numbers = [1, 2].map((number) => `LEFT-${number}`);
  for (const number of numbers) await server.fill(await server.claim("han.mei", number));
  await prefer(page, "zh-CN");
  await admit(page, server, "zhou.yun");
  // As long as they are there, nothing of theirs is out of reach.
  await page.goto(`${server.url}/ops/tasks`);
  await expect(page.getByText(numbers[0]!, { exact: true })).toBeVisible();
  await page.getByLabel(t("tasks.unreachable")).check();
  await expect(page).toHaveURL(/unreachable=true/);
  await expect(page.getByText(numbers[0]!, { exact: true })).toHaveCount(0);
  await page.goto(`${server.url}/ops/tasks?person=lin.tao`);
  for (const number of numbers) await page.getByLabel(t("tasks.tick", { name: number }), { exact: true }).check();
  await page.getByRole("button", { name: t("tasks.reassign"), exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(t("tasks.to")).fill("李雷");
  await pick(page, "李雷");
  await dialog.getByRole("button", { name: t("tasks.reassign"), exact: true }).click();
  await expect(page.getByText(t("tasks.given_other", { count: 2 }), { exact: true })).toBeVisible();
  for (const number of numbers) await expect(page.getByText(number, { exact: true })).toHaveCount(0);
  const theirs = (await server.get("/api/v1/user-tasks?assignee=li.lei&limit=100")).items.map((one: { businessKey: string }) => one.businessKey);
  expect(theirs.filter((key: string) => key.startsWith("LEFT")).sort()).toEqual(numbers);
});
