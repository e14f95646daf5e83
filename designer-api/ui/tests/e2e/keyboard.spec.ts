// From the login to an approved task without a mouse: each step is reached by Tab and the keys of the page, and where one is
// can be seen.
import type { Locator } from "@playwright/test";
import { LANGUAGES, PASSWORD, expect, prefer, test, type Page } from "./test";
import { words } from "./words";

test.use({ house: "keyboard" });

test.beforeAll(async ({ server }) => {
  await server.ready();
  await server.people();
  await server.models();
});

/** So many steps lead from the top of a page to anything on it that is needed here. */
const FAR = 40;

/** What has the focus, and whether it shows that. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const own = document.activeElement as HTMLElement | null;
    if (!own || own === document.body) return { name: "", shown: false };
    // Fields show it by their border, which is their wrapper's in part.
    const style = getComputedStyle(own);
    const box = own.getBoundingClientRect();
    const marked = style.outlineStyle !== "none" || own.matches("input, textarea, select") || own.closest("[data-focus]") !== null;
    return { name: own.getAttribute("aria-label") ?? own.innerText ?? "", shown: marked && box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight };
  });

/** Goes on by Tab until what is looked for has the focus; every stop on the way can be seen. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await expect(wanted).toBeVisible();
  for (let step = 0; step < FAR; step += 1) {
    await page.keyboard.press("Tab");
    const now = await focused(page);
    expect(now.shown, `one sees that “${now.name}” has the focus`).toBe(true);
    if (await wanted.evaluate((own) => own === document.activeElement)) return;
  }
  expect(`${FAR} steps`, `lead to ${wanted}`).toBe("enough");
}

for (const language of LANGUAGES) {
  const t = words(language, "work");

  test(`from the login to an approved task without a mouse in ${language}`, async ({ page, server }) => {
    const key = `KEYS-${language}`;
    await server.fill(await server.claim("han.mei", `${key}-2`));
    const instance = await server.claim("han.mei", key);
    await server.fill(instance);
    await prefer(page, language);
    await page.goto(server.url);
    await tabTo(page, page.locator('input[autocomplete="username"]'));
    await page.keyboard.type("lin.tao");
    await tabTo(page, page.locator('input[autocomplete="current-password"]'));
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("grid").getByText(key, { exact: true })).toBeVisible();

    // The list is one stop: arrows move in it, and Enter opens.
    await tabTo(page, page.locator('[role="row"][tabindex="0"]'));
    const row = page.getByRole("row").filter({ hasText: new RegExp(`${key}(?!-2)`) });
    for (let step = 0; step < FAR && !(await row.evaluate((own) => own === document.activeElement)); step += 1) {
      const before = await page.evaluate(() => document.activeElement?.getAttribute("data-index"));
      await page.keyboard.press("ArrowDown");
      await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("data-index"))).not.toBe(before);
    }
    expect((await focused(page)).shown, "one sees the row").toBe(true);
    await page.keyboard.press("Enter");

    await tabTo(page, page.getByLabel(t("opinion.label"), { exact: true }));
    await page.keyboard.type("OK");
    await tabTo(page, page.getByRole("button", { name: t("action.approve"), exact: true }));
    await page.keyboard.press("Enter");
    await expect(page.getByText(t("done.approve"), { exact: true })).toBeVisible();
    const { items } = await server.get(`/api/v1/user-tasks?assignee=lin.tao&instance=${instance}`);
    expect(items).toEqual([]);
    // Whoever goes on by the keyboard is not sent back to the top of the page: the next task's row has the focus, and after the
    // last one the list.
    await expect(page.getByRole("row").filter({ hasText: `${key}-2` })).toBeFocused();
    expect((await focused(page)).shown, "one sees the next row").toBe(true);
    await tabTo(page, page.getByRole("button", { name: t("action.approve"), exact: true }));
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/tasks(\?|$)/);
    await expect(page.locator("#main")).toBeFocused();
  });
}

/** The code of something comes late, as it does on a slow line. */
async function late(page: Page, part: string): Promise<() => void> {
  let come = () => undefined as void;
  const coming = new Promise<void>((resolve) => (come = resolve));
  await page.route(`**/assets/${part}*`, async (route) => {
    await coming;
    await route.continue();
  });
  return () => come();
}

test("what is typed for a dialog that is still on its way is no command of the page behind it", async ({ page, server }) => {
  const instance = await server.claim("han.mei", "LATE-1");
  await server.fill(instance);
  const { items } = await server.get(`/api/v1/user-tasks?assignee=lin.tao&instance=${instance}`);
  const open = async () => ((await server.get(`/api/v1/user-tasks?assignee=lin.tao&instance=${instance}`)) as { items: unknown[] }).items.length;
  await prefer(page, "zh-CN");
  await page.goto(server.url);
  await page.locator('input[autocomplete="username"]').fill("lin.tao");
  await page.locator('input[autocomplete="current-password"]').fill(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page.locator("#main")).toBeVisible();

  const palette = await late(page, "CommandPalette-");
  await page.goto(`${server.url}/tasks/${items[0].id}`);
  const t = words("zh-CN", "work");
  await expect(page.getByRole("button", { name: t("action.approve"), exact: true })).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("LA");
  palette();
  const search = page.getByPlaceholder(words("zh-CN", "common")("palette.hint"));
  await expect(search).toHaveValue("LA");
  await expect(search).toBeFocused();
  await page.keyboard.type("TE-1");
  await expect(search).toHaveValue("LATE-1");
  await expect(page.getByRole("option").filter({ hasText: "LATE-1" }).first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(await open(), "nobody has approved").toBe(1);

  // The same for what is asked before a rejection, and one key that closes what did not come yet.
  const dialog = await late(page, "Dialogs-");
  await page.keyboard.press("r");
  await page.keyboard.type("a");
  await page.keyboard.press("Escape");
  await page.keyboard.press("r");
  await page.keyboard.type("aa");
  dialog();
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(await open(), "nobody has approved").toBe(1);
});

test("a key that is held approves one task, not all that come after it", async ({ page, server }) => {
  for (const key of ["HELD-1", "HELD-2", "HELD-3"]) await server.fill(await server.claim("han.mei", key));
  const before = ((await server.get("/api/v1/user-tasks?assignee=lin.tao")) as { items: { id: string; businessKey: string }[] }).items;
  await prefer(page, "zh-CN");
  await page.goto(server.url);
  await page.locator('input[autocomplete="username"]').fill("lin.tao");
  await page.locator('input[autocomplete="current-password"]').fill(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page.locator("#main")).toBeVisible();
  await page.goto(`${server.url}/tasks/${before.find((one) => one.businessKey === "HELD-1")!.id}`);
  const t = words("zh-CN", "work");
  await expect(page.getByRole("button", { name: t("action.approve"), exact: true })).toBeVisible();
  await page.keyboard.down("a");
  await expect(page.getByText(t("done.approve"), { exact: true })).toBeVisible();
  for (let press = 0; press < 5; press += 1) {
    await expect(page.getByRole("button", { name: t("action.approve"), exact: true })).toBeEnabled();
    await page.keyboard.down("a");
  }
  await page.keyboard.up("a");
  const after = ((await server.get("/api/v1/user-tasks?assignee=lin.tao")) as { items: unknown[] }).items;
  expect(after.length).toBe(before.length - 1);
});
