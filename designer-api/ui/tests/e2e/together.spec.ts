// Two people in one draft see each other, and hear at once of what the other saves; and a canvas whose window turns.
import type { Browser } from "@playwright/test";
import { canvas, draft, enter, flow, inspector, model, saved, shape } from "./drawing";
import { SIZES, admit, expect, logIn, mainly, prefer, test, type Page, type Server } from "./test";
import { words } from "./words";

test.use({ house: "together" });

test.beforeAll(async ({ server }) => {
  await server.setUp();
  await server.people();
  await server.send("PUT", "/api/v1/grants/li.lei-designer", { to: { kind: "user", id: "li.lei" }, role: "designer" });
});

const TEXT = model(`<process id="both" isExecutable="true"><startEvent id="start" name="开始"/>${flow("start", "check")}<userTask id="check" name="核价" weir:assignee="li.lei"/>${flow("check", "end")}<endEvent id="end"/></process>`);

/** Somebody else, in a browser of their own. */
async function somebody(browser: Browser, server: Server, user: string, language: string): Promise<Page> {
  const context = await browser.newContext({ locale: "zh-CN", viewport: SIZES.desk });
  const page = await context.newPage();
  await prefer(page, language);
  await logIn(page, server, user);
  return page;
}

async function open(page: Page, server: Server, id: string): Promise<void> {
  await page.goto(`${server.url}/models/${id}`);
  await expect(canvas(page)).toBeVisible();
}

for (const language of mainly("en")) {
  test(`who else has a draft open is seen, and what they save is told at once, in ${language}`, async ({ page, browser, server }) => {
    const t = words(language, "design");
    const id = await draft(server, `两人 ${language}`, TEXT);
    await prefer(page, language);
    await admit(page, server, "zhao.min");
    await open(page, server, id);
    const together = page.getByTestId("together");
    await expect(together).toHaveCount(0);
    const other = await somebody(browser, server, "li.lei", language);
    await open(other, server, id);
    await expect(together).toContainText("李雷");
    await expect(together.locator("[data-person='li.lei']")).toContainText(t("here.edits"));
    await expect(other.getByTestId("together")).toContainText("赵敏");

    // The other one saves: it is told here without a key pressed, and nothing of one's own is said to be unsaved.
    await shape(other, "check").click();
    await enter(inspector(other).getByLabel(t("field.name"), { exact: true }), "李雷改的");
    await saved(other);
    const alert = page.getByRole("alert");
    await expect(alert).toContainText("李雷");
    await expect(alert).toContainText(t("conflict.behind", { at: "" }).slice(-8));
    await expect(alert.getByRole("button", { name: t("conflict.mine"), exact: true })).toHaveCount(0);
    await expect(page.getByTestId("saved-last")).toContainText("李雷");
    await alert.getByRole("button", { name: t("conflict.theirs"), exact: true }).click();
    await expect(shape(page, "check")).toContainText("李雷改的");
    await expect(alert).toHaveCount(0);

    // Whoever has something unsaved has three ways out; theirs is what the other one hears of.
    await shape(page, "check").click();
    await other.route("**/api/v1/models/*/xml", (route) => (route.request().method() === "PUT" ? route.abort() : route.continue()));
    await enter(inspector(other).getByLabel(t("field.name"), { exact: true }), "李雷没存上");
    await expect(other.locator("[data-save]")).toHaveAttribute("data-save", "offline");
    await enter(inspector(page).getByLabel(t("field.name"), { exact: true }), "赵敏改的");
    await saved(page);
    const theirs = other.getByRole("alert");
    await expect(theirs).toContainText("赵敏");
    await expect(theirs.getByRole("button", { name: t("conflict.copy"), exact: true })).toBeVisible();
    await other.unroute("**/api/v1/models/*/xml");
    await theirs.getByRole("button", { name: t("conflict.mine"), exact: true }).click();
    await saved(other);
    await expect(page.getByRole("alert")).toContainText("李雷");
    expect(await server.text(id)).toContain("李雷没存上");

    // Another name is no other text: nobody is asked anything.
    await page.getByRole("alert").getByRole("button", { name: t("conflict.theirs"), exact: true }).click();
    await expect(shape(page, "check")).toContainText("李雷没存上");
    await other.getByRole("button", { name: t("rename.title"), exact: true }).click();
    await enter(other.getByRole("dialog").getByLabel(t("rename.name")), `改名 ${language}`);
    await other.getByRole("dialog").getByRole("button", { name: words(language, "common")("action.save"), exact: true }).click();
    await expect(page.getByRole("heading", { name: `改名 ${language}` })).toBeVisible();
    await expect(page.getByRole("alert")).toHaveCount(0);
    await shape(page, "check").click();
    await enter(inspector(page).getByLabel(t("field.name"), { exact: true }), "接着改");
    await saved(page);
    expect(await server.text(id)).toContain("接着改");

    // Who leaves is seen no more; what is removed is said to be.
    await other.goto(`${server.url}/models`);
    await expect(together).toHaveCount(0);
    const { revision } = (await server.get(`/api/v1/models/${id}`)) as { revision: number };
    await server.drop(id, revision);
    await expect(page.getByRole("alert")).toContainText(t("conflict.removed"));
    await other.context().close();
    expect(await page.evaluate(() => document.documentElement.dataset["untranslated"] ?? "")).toBe("");
  });
}

test("a canvas is fitted again when a phone is turned, and stays where somebody has moved it", async ({ page, server }) => {
  const t = words("zh-CN", "diagram");
  const steps = Array.from({ length: 9 }, (_, at) => `<userTask id="t${at}" name="第 ${at} 步" weir:assignee="li.lei"/>${flow(`t${at}`, at === 8 ? "end" : `t${at + 1}`)}`).join("");
  const id = await draft(server, "长", model(`<process id="long" isExecutable="true"><startEvent id="start"/>${flow("start", "t0")}${steps}<endEvent id="end"/></process>`));
  await prefer(page, "zh-CN");
  await admit(page, server, "zhao.min");
  await page.setViewportSize(SIZES.phone);
  await open(page, server, id);
  const width = async () => (await shape(page, "t0").locator(".djs-hit-all").first().boundingBox())!.width;
  const inSight = async () => {
    const paper = (await canvas(page).boundingBox())!;
    const last = (await shape(page, "end").locator(".djs-hit-all").first().boundingBox())!;
    return last.x >= paper.x && last.x + last.width <= paper.x + paper.width;
  };
  const small = await width();
  expect(await inSight()).toBe(true);
  await page.setViewportSize({ width: SIZES.phone.height, height: SIZES.phone.width });
  await expect.poll(width).toBeGreaterThan(small * 1.3);
  expect(await inSight()).toBe(true);

  await page.getByRole("button", { name: t("tools.larger"), exact: true }).click();
  const chosen = await width();
  await page.setViewportSize(SIZES.phone);
  await expect(page.locator(".weir-paper")).toHaveJSProperty("clientWidth", await page.evaluate(() => document.querySelector(".weir-paper")!.clientWidth));
  expect(Math.abs((await width()) - chosen)).toBeLessThan(1);
  await page.getByRole("button", { name: t("tools.fit"), exact: true }).click();
  await expect.poll(width).toBeLessThan(small * 1.1);
});
