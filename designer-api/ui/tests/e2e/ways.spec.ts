// The ways of whoever works here: to somebody whom they look for, to the page with which they begin, and to where they are.
import { SIZES, admit, expect, prefer, test } from "./test";
import { words } from "./words";

test.use({ house: "ways" });

test.beforeAll(async ({ server }) => {
  await server.setUp();
  await server.people();
});

test("the palette leads to a person, and whoever may not see them has their id", async ({ page, server }) => {
  const t = words("en", "common");
  await prefer(page, "en");
  const look = async (who: string) => {
    await admit(page, server, who);
    await page.goto(`${server.url}/tasks`);
    // The keys are listened to once the shell is there.
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("dialog").getByRole("textbox")).toBeFocused();
    await page.keyboard.type("韩梅");
    await page.getByRole("option", { name: /han\.mei/ }).click();
  };
  await look("admin");
  await expect(page).toHaveURL(/\/admin\/org\?tab=person&id=han\.mei/);
  await expect(page.getByRole("dialog", { name: "韩梅" })).toBeVisible();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await look("lin.tao");
  await expect(page.getByText(t("palette.copied", { id: "han.mei" }))).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("han.mei");
});

test("on a phone the page with which somebody begins is in reach of their thumb, and what is pressed is large enough for it", async ({ page, server }) => {
  const t = words("zh-CN", "common");
  await prefer(page, "zh-CN");
  await page.setViewportSize(SIZES.phone);
  for (const [who, begins] of [["zhou.yun", "nav.ops"], ["sun.li", "nav.audit"], ["zhao.min", "nav.models"], ["lin.tao", "nav.tasks"]] as const) {
    await admit(page, server, who);
    await page.goto(server.url);
    const bar = page.getByRole("navigation", { name: t("shell.bottom") });
    await expect(bar.getByRole("link").first()).toHaveText(t(begins));
    await expect(bar.getByRole("link").first()).toHaveAttribute("aria-current", "page");
    expect(await bar.getByRole("link").count()).toBeLessThanOrEqual(4);
  }
  for (const tab of await page.getByRole("tab").all()) expect((await tab.boundingBox())!.height).toBeGreaterThanOrEqual(44);
  await admit(page, server, "zhao.min");
  await page.goto(`${server.url}/models`);
  const shelf = page.getByRole("radiogroup").first();
  expect((await shelf.boundingBox())!.height).toBeGreaterThanOrEqual(44);
});

test("the way to where one is stands in sight, and a page that is not there leads on", async ({ page, server }) => {
  const t = words("zh-CN", "common");
  await prefer(page, "zh-CN");
  await page.setViewportSize({ width: 1440, height: 700 });
  await admit(page, server, "admin");
  await page.goto(`${server.url}/admin`);
  await expect(page.getByRole("navigation", { name: t("shell.nav") }).getByRole("link", { name: t("nav.admin") })).toBeInViewport({ ratio: 1 });
  await page.goto(`${server.url}/no/such/page`);
  await expect(page.getByRole("banner")).toContainText(t("product"));
  await page.getByRole("link", { name: t("action.home") }).click();
  await expect(page).toHaveURL(/\/tasks$/);
});
