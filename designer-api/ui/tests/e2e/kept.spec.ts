// What somebody is typing stays with them: while the server is away, when their session ends, when they go on to something else.
import { PASSWORD, expect, logIn, prefer, test, type Page, type Server } from "./test";
import { words } from "./words";

test.use({ house: "kept" });

test.beforeAll(async ({ server }) => {
  await server.ready();
  await server.people();
  await server.models();
});

const w = words("zh-CN", "work");
const common = words("zh-CN", "common");
const opinion = (page: Page) => page.getByLabel(w("opinion.label"), { exact: true }).first();

/** A claim lies before its head, who looks at it. */
async function looking(page: Page, server: Server, key: string): Promise<string> {
  const instance = await server.claim("han.mei", key);
  await server.fill(instance);
  const { items } = await server.get(`/api/v1/user-tasks?instance=${instance}&assignee=lin.tao`);
  await prefer(page, "zh-CN");
  await logIn(page, server, "lin.tao");
  await page.goto(`${server.url}/tasks/${items[0].id}`);
  await expect(opinion(page)).toBeVisible();
  return items[0].id as string;
}

/** Somebody comes back to the window after some minutes: what it shows is read anew. */
async function comeBack(page: Page): Promise<void> {
  await page.evaluate(() => {
    const now = Date.now;
    Date.now = () => now() + 300_000;
    window.dispatchEvent(new Event("visibilitychange"));
  });
}

test("a page stays while the server is away, and says that it is", async ({ page, server }) => {
  await looking(page, server, "AWAY-1");
  await opinion(page).fill("写到一半");
  await page.route("**/api/**", (route) => route.abort());
  await comeBack(page);
  await expect(page.locator("[data-away=true]")).toHaveText(common("shell.away"), { timeout: 30_000 });
  await expect(opinion(page)).toHaveValue("写到一半");
  await page.unroute("**/api/**");
  await expect(page.locator("[data-away=true]")).toHaveCount(0, { timeout: 30_000 });
  await expect(opinion(page)).toHaveValue("写到一半");
});

test("whoever comes back after their session has ended logs in over what they were typing", async ({ page, server }) => {
  await looking(page, server, "ENDED-1");
  await page.context().clearCookies();
  await opinion(page).fill("会话结束时写的");
  await comeBack(page);
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText(common("login.again"))).toBeVisible({ timeout: 30_000 });
  await dialog.locator('input[autocomplete="current-password"]').fill(PASSWORD);
  await dialog.locator('button[type="submit"]').click();
  await expect(dialog).toHaveCount(0);
  await expect(opinion(page)).toHaveValue("会话结束时写的");
});

test("what was typed after the last draft is there again, however somebody left", async ({ page, server }) => {
  const task = await looking(page, server, "LEFT-1");
  await opinion(page).fill("第一稿");
  await expect(page.getByText(w("draft.kept"))).toBeVisible();
  await page.context().setOffline(true);
  await opinion(page).fill("第一稿，断网时又写");
  await page.context().setOffline(false);
  await page.reload();
  await expect(opinion(page)).toHaveValue("第一稿，断网时又写");
  await opinion(page).fill("马上离开");
  await page.getByRole("link", { name: common("nav.start") }).first().click();
  await page.goBack();
  await expect(opinion(page)).toHaveValue("马上离开");
  const kept = async () => ((await server.send("GET", `/api/v1/people/lin.tao/drafts/${task}`, undefined, "lin.tao")) as { data: { opinion: string } }).data.opinion;
  await expect.poll(kept).toBe("马上离开");
});

test("what is filled in for a start is kept whole, and for nobody else", async ({ page, server }) => {
  await prefer(page, "zh-CN");
  await logIn(page, server, "han.mei");
  await page.goto(`${server.url}/start/expense`);
  await page.getByLabel(w("start.businessKey")).fill("BX-9");
  await page.locator("[data-path=reason]").fill("韩梅的事由");
  await page.reload();
  await expect(page.getByLabel(w("start.businessKey"))).toHaveValue("BX-9");
  await expect(page.locator("[data-path=reason]")).toHaveValue("韩梅的事由");
  await logIn(page, server, "li.lei");
  await page.goto(`${server.url}/start/expense`);
  await expect(page.locator("[data-path=reason]")).toHaveValue("");
});
