// Every page in both languages and both appearances, on a desk and on a phone: nothing untranslated, nothing that keeps somebody
// out, nothing that sticks out sideways. Whoever looks logs in once for several pages, in two windows at a time: one opens each
// page on a desk and makes its window small, the other the other way round.
// With WEIR_SHOTS=folder a picture of each is left there; WEIR_ROUTES=name,name looks at these alone.
import AxeBuilder from "@axe-core/playwright";
import type { Browser } from "@playwright/test";
import { ROUTES, seed, type Route, type Seed } from "./routes";
import { SIZES, admit, expect, listen, prefer, test, type Page, type Server } from "./test";

test.use({ house: "routes" });

const TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"];
// Contrast does not depend on the language, nor words on the appearance: two of the four are all of them. Who is kept out is
// found in the size in which the page was opened: the colours of both sizes are the same. With WEIR_LANGUAGES=all each language is
// looked at in both appearances.
const ALL = process.env["WEIR_LANGUAGES"] === "all";
const WINDOWS = [
  { language: "zh-CN", appearance: "light", sizes: ["desk", "phone"] },
  { language: "en", appearance: "dark", sizes: ["phone", "desk"] },
  ...(ALL ? ([{ language: "zh-CN", appearance: "dark", sizes: ["phone", "desk"] }] as const) : []),
  ...(ALL ? ([{ language: "en", appearance: "light", sizes: ["desk", "phone"] }] as const) : []),
] as const;
/** So many pages are one test: what fails is told soon, and a test that hangs is short. */
const AT_ONCE = 10;

let things: Seed;
test.beforeAll(async ({ server }) => {
  // A whole house is filled.
  test.setTimeout(240_000);
  things = await seed(server);
});

test("every page has a name of its own, and so a picture of its own", () => {
  const names = ROUTES.map((route) => route.name);
  expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([]);
});

const only = process.env["WEIR_ROUTES"]?.split(",");

/** The pages of each who looks at them, some at a time. */
function groups(): { title: string; as: string | null; routes: Route[] }[] {
  const wanted = ROUTES.filter((route) => !only || only.includes(route.name));
  const people = [...new Set(wanted.map((route) => route.as))];
  return people.flatMap((as) => {
    const theirs = wanted.filter((route) => route.as === as);
    return Array.from({ length: Math.ceil(theirs.length / AT_ONCE) }, (_, part) => {
      const routes = theirs.slice(part * AT_ONCE, (part + 1) * AT_ONCE);
      return { title: `${as ?? "nobody"}: ${routes[0]!.name} to ${routes.at(-1)!.name}`, as, routes };
    });
  });
}

for (const { title, as, routes } of groups()) {
  test(`pages are for everybody: ${title}`, async ({ browser, server }) => {
    test.setTimeout(240_000);
    const told = await Promise.all(WINDOWS.map((seen) => look(browser, server, as, routes, seen)));
    expect(told.flat()).toEqual([]);
  });
}

/** Goes through the pages in one window, and tells all that is wrong with them. */
async function look(browser: Browser, server: Server, as: string | null, routes: Route[], seen: (typeof WINDOWS)[number]): Promise<string[]> {
  const { language, appearance, sizes } = seen;
  const context = await browser.newContext({ viewport: SIZES[sizes[0]] });
  const page = await context.newPage();
  const wrong = listen(page);
  await prefer(page, language, appearance);
  if (as) await admit(page, server, as);
  const told: string[] = [];
  for (const route of routes) {
    await page.setViewportSize(SIZES[sizes[0]]);
    await page.goto(server.url + route.path(things));
    for (const size of sizes) {
      await page.setViewportSize(SIZES[size]);
      await settled(page);
      // A page whose name comes with its data is looked at when it has one; one that never has is found wanting.
      await page.locator("h1").first().waitFor({ state: "attached", timeout: 10_000 }).catch(() => undefined);
      const shots = process.env["WEIR_SHOTS"];
      if (shots) await fromTop(page);
      // What comes by itself a moment later, as a diagram, is in the picture too.
      if (shots) await page.evaluate(() => new Promise((rest) => requestIdleCallback(rest)));
      if (shots) await settled(page);
      if (shots) await page.screenshot({ path: `${shots}/${route.name}-${size}-${language}-${appearance}.png` });
      const where = `${route.name} ${size} ${language} ${appearance}`;
      // There are no frames: so no other page has to be opened to put their findings together. Of what is right nothing is told.
      const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ["violations"] }).withTags(TAGS);
      const { violations } = size === sizes[0] ? await axe.analyze() : { violations: [] };
      for (const { id, nodes } of violations) told.push(`${where}: ${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
      for (const cut of await cutOff(page)) told.push(`${where}: cut off at the side: ${cut}`);
      for (const under of await hiddenMarks(page)) told.push(`${where}: the mark of bpmn.io is under ${under}`);
      // A window that was made small draws anew when it can: what still sticks out then, stays.
      const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
      if (!(await expect.poll(fits, { timeout: 3_000 }).toBe(true).then(() => true, () => false))) told.push(`${where} is too wide`);
      const missing = await page.evaluate(() => {
        const words = document.documentElement.dataset["missing"] ?? "";
        delete document.documentElement.dataset["missing"];
        return words;
      });
      if (missing) told.push(`${where} has no words for ${missing}`);
    }
  }
  await context.close();
  return [...told, ...wrong];
}

/** A picture is of the page as it opens, wherever it was scrolled to before. */
async function fromTop(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const one of document.querySelectorAll("main, main *")) if (one.scrollTop > 0) one.scrollTop = 0;
  });
}

/** What can be pressed, or must be seen, and sticks out of the window sideways without something around it that is meant to scroll. */
async function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const body = document.querySelector("[data-page-head] + div");
    const meant = (one: Element | null): boolean => {
      for (let around = one?.parentElement; around && around !== body && around.id !== "main"; around = around.parentElement) {
        if (/auto|scroll/.test(getComputedStyle(around).overflowX)) return true;
      }
      return false;
    };
    const all = [...document.querySelectorAll("a, button, label, select, textarea, [role=tab], .bjs-powered-by")];
    const out = all.filter((one) => {
      const { left, right, width } = one.getBoundingClientRect();
      const drawn = one.closest(".djs-container") !== null && !one.matches(".bjs-powered-by");
      return width > 1 && !drawn && (right > window.innerWidth + 1 || left < -1) && !meant(one);
    });
    return out.slice(0, 3).map((one) => one.outerHTML.slice(0, 140));
  });
}

/** What lies on the marks of bpmn.io: they stand on every canvas of the library, in full sight once they are scrolled to. */
async function hiddenMarks(page: Page): Promise<string[]> {
  const told: string[] = [];
  for (const canvas of await page.locator(".bjs-container:visible").all()) {
    const mark = canvas.locator(".bjs-powered-by");
    if ((await mark.count()) === 0) told.push("nothing: there is none");
    else {
      await mark.scrollIntoViewIfNeeded();
      const on = await mark.evaluate((own) => {
        const { x, y, width, height } = own.getBoundingClientRect();
        const top = document.elementFromPoint(x + width / 2, y + height / 2);
        return top && own.contains(top) ? "" : (top?.outerHTML.slice(0, 120) ?? "the edge of the window");
      });
      if (on) told.push(on);
    }
  }
  return told;
}

/** The stream of events stays open: a page is there when nothing is on its way any more. */
async function settled(page: Page): Promise<void> {
  await expect(page.locator("h1").first()).toBeVisible();
  await expect(page.locator(".mantine-Skeleton-root:visible")).toHaveCount(0);
}
