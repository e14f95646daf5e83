// The pictures of the READMEs, from the real binary with the data of the browser tests, in both languages.
// npm run build; WEIR_CHROMIUM=… WEIR_BINARY=… WEIR_UI_DIR=dist npx playwright test --config scripts/pictures.config.ts
import { mkdir, writeFile } from "node:fs/promises";
import { seed, type Seed } from "../tests/e2e/routes";
import { LANGUAGES, expect, logIn, prefer, test } from "../tests/e2e/test";

const FOLDER = new URL("../../../docs/pictures/", import.meta.url);
/** No picture weighs more, in bytes. */
const MOST = 150_000;

const PICTURES: { name: string; as: string; path: (seed: Seed) => string; ready: string }[] = [
  { name: "inbox", as: "lin.tao", path: ({ task }) => `/tasks/${task}`, ready: "article footer button" },
  { name: "designer", as: "zhao.min", path: ({ model }) => `/models/${model}`, ready: ".weir-paper[data-ready=true]" },
  { name: "cockpit", as: "zhou.yun", path: () => "/ops/processes/refund?version=1", ready: ".weir-badge" },
  { name: "monitoring", as: "zhou.yun", path: () => "/monitor/p/supply", ready: ".weir-paper .djs-element" },
];

test.use({ house: "pictures", viewport: { width: 1280, height: 800 } });

let things: Seed;
test.beforeAll(async ({ server }) => {
  things = await seed(server);
  await mkdir(FOLDER, { recursive: true });
});

for (const language of LANGUAGES) {
  for (const { name, as, path, ready } of PICTURES) {
    test(`${name} in ${language}`, async ({ page, server }) => {
      await prefer(page, language);
      await logIn(page, server, as);
      await page.goto(server.url + path(things));
      await expect(page.locator(ready).first()).toBeVisible();
      await expect(page.locator(".mantine-Skeleton-root:visible")).toHaveCount(0);
      if (name === "designer") {
        await page.locator('.djs-element.djs-shape[data-element-id="headReview"]').click();
        await page.keyboard.press("Escape");
      }
      const session = await page.context().newCDPSession(page);
      let picture = Buffer.alloc(0);
      for (const quality of [90, 80, 70, 60]) {
        const { data } = (await session.send("Page.captureScreenshot", { format: "webp", quality })) as { data: string };
        picture = Buffer.from(data, "base64");
        if (picture.length <= MOST) break;
      }
      expect(picture.length).toBeLessThanOrEqual(MOST);
      await writeFile(new URL(`${name}.${language}.webp`, FOLDER), picture);
    });
  }
}
