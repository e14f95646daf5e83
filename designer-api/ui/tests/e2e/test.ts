// What all browser tests share: a server for each file, and a page that tells of what went wrong in it.
import { test as base, expect, type Page } from "@playwright/test";
import { PASSWORD, Server } from "./server";

export { expect, PASSWORD, Server };
export type { Page };

export const SIZES = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;
const DEVICES = ["desk", "phone"] as const;
export const LANGUAGES = ["zh-CN", "en"] as const;
type Language = (typeof LANGUAGES)[number];
/** Is every test done in both? */
const ALL = process.env["WEIR_LANGUAGES"] === "all";

/**
 * The languages of a file whose tests tell by themselves nothing of the language: one of them, some files in one and some in the
 * other; both with WEIR_LANGUAGES=all. Every page is opened in both by routes.spec.ts, that both have the same words is a test
 * of their files, and the ways that most people take are gone in both.
 */
export const mainly = (language: Language): readonly Language[] => (ALL ? LANGUAGES : [language]);

/** Each language on a device of its own; each on both with WEIR_LANGUAGES=all. */
export const LOOKS = LANGUAGES.flatMap((language, at) => DEVICES.filter((_, of) => ALL || of === at).map((device) => ({ language, device, size: SIZES[device] })));

export const test = base.extend<{ watch: void }, { house: string; story: boolean; server: Server }>({
  /** Files that name different houses have different servers: `test.use({ house: "designer" })`. */
  house: ["", { option: true, scope: "worker" }],
  /** Begins with the history of the demo, in which an indicator is off its target. */
  story: [false, { option: true, scope: "worker" }],
  server: [
    async ({ house: _, story }, use) => {
      const server = await Server.start(story);
      await use(server);
      await server.stop();
    },
    { scope: "worker", timeout: 240_000 },
  ],
  /** A page that throws, or says what is in no file of its language, fails its test. */
  watch: [
    async ({ page }, use) => {
      const wrong = listen(page);
      await use();
      expect(wrong).toEqual([]);
      if (!page.isClosed()) expect(await page.evaluate(() => document.documentElement.dataset["missing"] ?? "")).toBe("");
    },
    { auto: true },
  ],
});

/** What goes wrong in a page from now on, each with the path where it did. */
export function listen(page: Page): string[] {
  const wrong: string[] = [];
  const tell = (text: string) => wrong.push(`${text} (${page.url().replace(/^[a-z]+:\/\/[^/]+/, "")})`);
  page.on("pageerror", (error) => tell(error.message));
  page.on("console", (message) => {
    const text = message.text();
    // A refused request is told of in the page, and by the browser in the console.
    if (message.type() === "error" && !text.startsWith("Failed to load resource")) tell(text);
  });
  return wrong;
}

/** Which language and appearance the pages of a test begin with. */
export async function prefer(page: Page, language: string, appearance: "light" | "dark" = "light"): Promise<void> {
  await page.addInitScript(
    ([language, appearance]) => {
      if (!localStorage.getItem("weir-language")) localStorage.setItem("weir-language", language!);
      localStorage.setItem("mantine-color-scheme-value", localStorage.getItem("chosen-appearance") ?? appearance!);
    },
    [language, appearance],
  );
}

/** Clicks on the line of a flow, in its middle: the middle of what a bent one spans lies beside it. */
export async function clickFlow(page: Page, id: string): Promise<void> {
  const line = page.locator(`.djs-element[data-element-id="${id}"] .djs-visual > path`);
  const [x, y] = await line.evaluate((element) => {
    const path = element as SVGPathElement;
    const middle = path.getPointAtLength(path.getTotalLength() / 2).matrixTransform(path.getScreenCTM()!);
    return [middle.x, middle.y] as const;
  });
  await page.mouse.click(x, y);
}

/** Somebody is let in; the page that comes next is theirs. The page of the login has tests of its own. */
export async function admit(page: Page, server: Server, user: string): Promise<void> {
  await page.context().clearCookies();
  const answer = await page.context().request.post(`${server.url}/api/v1/session`, { data: { user, password: PASSWORD } });
  expect(answer.ok(), `${user} logs in`).toBe(true);
}

/** Somebody is logged in, and where that leads them. */
export async function logIn(page: Page, server: Server, user: string): Promise<void> {
  await admit(page, server, user);
  await page.goto(server.url);
  await expect(page.locator("#main")).toBeVisible();
}
