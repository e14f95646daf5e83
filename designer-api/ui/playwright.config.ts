import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { defineConfig } from "@playwright/test";

/** The browser of the system: nothing is downloaded. Without its windows it is as much Chromium, and lighter. */
const CHROMIUM = process.env["WEIR_CHROMIUM"] ?? ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"].find((path) => existsSync(path));

export default defineConfig({
  testDir: "tests/e2e",
  fullyParallel: false,
  // Each file has a server of its own. One more than there are processors, for a page often waits; but no crowd of browsers.
  workers: Math.min(availableParallelism() + 1, 4),
  // The longest file begins first: begun last, one worker would wait for it.
  projects: [
    { name: "routes", testMatch: "routes.spec.ts" },
    { name: "pages", testIgnore: "routes.spec.ts" },
  ],
  // On a busy machine a page may be late once; what fails twice is wrong, and what passes the second time is told as flaky.
  retries: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  outputDir: "test-results",
  use: {
    browserName: "chromium",
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    viewport: { width: 1440, height: 900 },
    contextOptions: { reducedMotion: "reduce" },
    screenshot: "only-on-failure",
    trace: "off",
    launchOptions: {
      executablePath: CHROMIUM,
      args: [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
