// Every page in both languages and both appearances, on a desk and on a phone: nothing untranslated, nothing that keeps somebody
// out, nothing that sticks out sideways. With WEIR_SHOTS=folder a picture of each is left there.
import AxeBuilder from "@axe-core/playwright";
import { ROUTES, seed, type Seed } from "./routes";
import { SIZES, expect, logIn, prefer, test } from "./test";

test.use({ house: "routes" });

const TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"];

let things: Seed;
test.beforeAll(async ({ server }) => {
  things = await seed(server);
});

for (const route of ROUTES) {
  for (const [size, viewport] of Object.entries(SIZES)) {
    test(`${route.name} is for everybody (${size})`, async ({ page, server }) => {
      await page.setViewportSize(viewport);
      await prefer(page, "zh-CN");
      if (route.as) await logIn(page, server, route.as);
      // Contrast does not depend on the language, nor words on the appearance: two of the four are all of them.
      for (const [language, appearance] of [
        ["zh-CN", "light"],
        ["en", "dark"],
      ] as const) {
        await page.goto(`${server.url}/livez`);
        await page.evaluate(
          ([language, appearance]) => {
            localStorage.setItem("weir-language", language!);
            localStorage.setItem("chosen-appearance", appearance!);
          },
          [language, appearance],
        );
        await page.goto(server.url + route.path(things));
        // The stream of events stays open: a page is there when nothing is on its way any more.
        await expect(page.locator("h1").first()).toBeVisible();
        await expect(page.locator(".mantine-Skeleton-root:visible")).toHaveCount(0);
        const shots = process.env["WEIR_SHOTS"];
        if (shots) await page.screenshot({ path: `${shots}/${route.name}-${size}-${language}.png` });
        const where = `${route.name} ${language} ${appearance}`;
        const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
        const told = violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
        expect(told, where).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${where} is too wide`).toBe(true);
        expect(await page.evaluate(() => document.documentElement.dataset["missing"] ?? ""), where).toBe("");
      }
    });
  }
}
