// Whoever closes a dialog goes on from where they were: from what opened it, also when that was an entry of a menu, when its list
// was read again meanwhile, or when its code came late; from the page when nothing is left of it.
import type { Locator } from "@playwright/test";
import { PASSWORD, admit, expect, prefer, test, type Page } from "./test";
import { words } from "./words";

test.use({ house: "focus" });

test.beforeAll(async ({ server }) => {
  await server.ready();
  await server.people();
  await server.models();
});

const [w, d, c, o] = [words("en", "work"), words("en", "design"), words("en", "common"), words("en", "ops")];
const dialog = (page: Page) => page.getByRole("dialog");

/** Opened by what has the focus, closed by Escape: the same has it again. */
async function thereAndBack(page: Page, opener: Locator, key = "Enter"): Promise<void> {
  // What cannot be pressed yet takes no focus.
  await expect(opener).toBeEnabled();
  await opener.focus();
  await expect(opener).toBeFocused();
  await page.keyboard.press(key);
  await expect(dialog(page)).toBeVisible();
  await expect(dialog(page).locator(":focus")).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toHaveCount(0);
  await expect(opener).toBeFocused();
}

test("a task is answered by dialogs, and each gives the focus back", async ({ page, server }) => {
  const instance = await server.claim("han.mei", "FOCUS-1");
  await server.fill(instance);
  const { items } = await server.get(`/api/v1/user-tasks?instance=${instance}`);
  await prefer(page, "en");
  await admit(page, server, "lin.tao");
  await page.goto(`${server.url}/tasks/${items[0].id}`);
  await expect(page.getByLabel(w("opinion.label"), { exact: true }).first()).toBeEditable();
  const reject = page.getByRole("main").getByRole("button", { name: w("action.reject"), exact: true });
  // The first time its code is loaded, the second time it is there.
  await thereAndBack(page, reject);
  await thereAndBack(page, reject);

  // A menu that comes with its first press takes the place of what was pressed; its entry is gone with it.
  for (let time = 0; time < 2; time += 1) {
    const more = page.getByRole("button", { name: w("action.more"), exact: true });
    await more.focus();
    await page.keyboard.press("Enter");
    const entry = page.getByRole("menuitem", { name: w("action.transfer"), exact: true });
    await expect(entry).toBeVisible();
    await entry.focus();
    await page.keyboard.press("Enter");
    await expect(dialog(page)).toBeVisible();
    await expect(page.getByRole("menu")).toHaveCount(0);
    await page.keyboard.press("Escape");
    await expect(dialog(page)).toHaveCount(0);
    await expect(page.getByRole("button", { name: w("action.more"), exact: true })).toBeFocused();
  }

  // By a key of the page, from where one writes nothing.
  await reject.focus();
  await page.keyboard.press("Control+k");
  await expect(dialog(page).getByRole("textbox")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(reject).toBeFocused();
  // Whoever goes elsewhere by it begins at the top of that page.
  await page.getByRole("banner").getByRole("button", { name: c("palette.open") }).first().click();
  await page.keyboard.type(c("nav.start"));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/start$/);
  await expect(page.locator("#main")).toBeFocused();
});

test("a session that ends while somebody types ends where they type", async ({ page, server, context }) => {
  const instance = await server.claim("han.mei", "FOCUS-2");
  await server.fill(instance);
  const { items } = await server.get(`/api/v1/user-tasks?instance=${instance}`);
  await prefer(page, "en");
  await admit(page, server, "lin.tao");
  await page.goto(`${server.url}/tasks/${items[0].id}`);
  const opinion = page.getByLabel(w("opinion.label"), { exact: true }).first();
  await opinion.click();
  await context.clearCookies();
  await page.keyboard.type("half a sen");
  await expect(dialog(page).getByText(c("login.again"))).toBeVisible({ timeout: 30_000 });
  await dialog(page).locator('input[autocomplete="current-password"]').fill(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toHaveCount(0);
  await expect(opinion).toBeFocused();
  await page.keyboard.type("tence");
  await expect(opinion).toHaveValue("half a sentence");
});

test("a draft is removed by the menu of its card: back to the menu, or to the page when the card is gone", async ({ page, server }) => {
  for (const name of ["Stays", "Goes"]) await server.send("POST", "/api/v1/models", { name });
  await prefer(page, "en");
  await admit(page, server, "zhao.min");
  await page.goto(`${server.url}/models`);
  const menu = (name: string) => page.getByRole("button", { name: d("models.more", { name }), exact: true });
  const remove = async (name: string) => {
    await menu(name).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem", { name: c("action.remove"), exact: true }).focus();
    await page.keyboard.press("Enter");
    await expect(dialog(page)).toBeVisible();
  };
  await remove("Stays");
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toHaveCount(0);
  await expect(menu("Stays")).toBeFocused();
  await remove("Goes");
  await dialog(page).getByRole("button", { name: c("action.remove"), exact: true }).click();
  await expect(menu("Goes")).toHaveCount(0);
  await expect(page.locator("#main")).toBeFocused();
});

test("what an operator does leaves them at what they did it with", async ({ page, server }) => {
  const instance = await server.claim("han.mei", "FOCUS-3");
  await prefer(page, "en");
  await admit(page, server, "zhou.yun");
  await page.goto(`${server.url}/ops/instances/${instance}?tab=variables`);
  await thereAndBack(page, page.getByRole("main").getByRole("button", { name: o("suspend.title"), exact: true }));
  const edit = page.getByRole("button", { name: o("variables.edit", { name: "reason" }), exact: true });
  await thereAndBack(page, edit);
  // What is saved reads the list again: its line stands there anew.
  await edit.focus();
  await page.keyboard.press("Enter");
  await dialog(page).getByLabel(c("reason.label")).fill("a slip");
  await dialog(page).locator('button[type="submit"]').click();
  await expect(dialog(page)).toHaveCount(0);
  await expect(edit).toBeFocused();
});

test("a press beside a dialog closes it, but takes nothing that was typed in it", async ({ page, server }) => {
  await prefer(page, "en");
  await admit(page, server, "zhao.min");
  await page.goto(`${server.url}/models`);
  const open = page.getByRole("main").getByRole("button", { name: d("create.open"), exact: true }).first();
  await open.click();
  await expect(dialog(page)).toBeVisible();
  await page.mouse.click(8, 300);
  await expect(dialog(page)).toHaveCount(0);
  await expect(open).toBeFocused();
  await open.click();
  const name = dialog(page).getByRole("textbox").first();
  await name.fill("A long name");
  await page.mouse.click(8, 300);
  await expect(name).toHaveValue("A long name");
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toHaveCount(0);
});

test("a session that ends while a dialog is filled in takes nothing of it", async ({ page, server, context }) => {
  const instance = await server.claim("han.mei", "FOCUS-4");
  await prefer(page, "en");
  await admit(page, server, "zhou.yun");
  await page.goto(`${server.url}/ops/instances/${instance}?tab=variables`);
  await page.getByRole("button", { name: o("variables.edit", { name: "reason" }), exact: true }).click();
  const reason = dialog(page).getByLabel(c("reason.label"));
  await reason.fill("typed before");
  await context.clearCookies();
  const save = dialog(page).getByRole("button", { name: c("action.save"), exact: true });
  await save.click();
  const again = dialog(page).filter({ hasText: c("login.again") });
  await expect(again).toBeVisible();
  await again.locator('input[autocomplete="current-password"]').fill(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(again).toHaveCount(0);
  await expect(reason).toHaveValue("typed before");
  await expect(save).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toHaveCount(0);
  await expect(page.getByText(o("done"), { exact: true })).toBeVisible();
});

test("a row that opens beside its list has the focus again", async ({ page, server }) => {
  await prefer(page, "en");
  await admit(page, server, "admin");
  await page.goto(`${server.url}/admin/users`);
  const row = page.getByRole("row").filter({ hasText: "han.mei" });
  await thereAndBack(page, row);
  // Come by its address there is nothing to go back to but the page.
  await page.goto(`${server.url}/admin/users?id=han.mei`);
  await expect(dialog(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toHaveCount(0);
  await expect(page.locator("#main")).toBeFocused();
});
