// Logging in with the provider of one's organisation: there and back in a real browser, and every way in which it can fail.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CLIENT, SECRET, freePorts, startProvider } from "./provider";
import { LANGUAGES, Server, expect, prefer, test, type Page } from "./test";
import { words } from "./words";

let server: Server;
let folder: string;
let port: number;
let back: string;
let stop: () => Promise<void>;

test.beforeAll(async () => {
  const [own, there] = await freePorts();
  port = there;
  folder = await mkdtemp(join(tmpdir(), "weir-oidc-"));
  await writeFile(join(folder, "secret"), SECRET);
  const url = `http://127.0.0.1:${own}`;
  back = `${url}/api/v1/oidc/callback`;
  stop = await startProvider(port, back);
  server = await Server.start(false, `127.0.0.1:${own}`, {
    WEIR_OIDC_ISSUER: `http://127.0.0.1:${port}`,
    WEIR_OIDC_CLIENT_ID: CLIENT,
    WEIR_OIDC_CLIENT_SECRET_FILE: join(folder, "secret"),
    WEIR_PUBLIC_URL: url,
  });
  await server.setUp();
  for (const language of LANGUAGES) await server.send("PUT", `/api/v1/users/ann-${language.toLowerCase()}`, { name: "安娜" });
});

test.afterAll(async () => {
  await stop();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

/** To the provider, and as somebody through its pages. */
async function through(page: Page, language: string, name: string): Promise<void> {
  const t = words(language, "common");
  await page.goto(`${server.url}/tasks`);
  await page.getByRole("link", { name: t("login.openId") }).click();
  await expect(page).toHaveURL(new RegExp(`^http://127\\.0\\.0\\.1:${port}/`));
  await page.locator('input[name="login"]').fill(name);
  await page.locator('input[name="password"]').fill("whatever");
  await page.locator('button[type="submit"]').click();
  // It asks whether one agrees that the name is told.
  await page.locator('button[type="submit"]').click();
  await expect(page).toHaveURL(new RegExp(`^${server.url}/`));
}

for (const language of LANGUAGES) {
  test.describe(language, () => {
    const t = words(language, "common");
    const told = async (page: Page, why: string) => {
      const alert = page.getByRole("alert");
      await expect(alert).toContainText(t("login.openIdFailed"));
      await expect(alert).toContainText(t(`login.why.${why}`));
      // The way is open to try again, or with a password.
      await expect(page.getByRole("link", { name: t("login.openId") })).toBeVisible();
      await expect(page.locator('input[autocomplete="username"]')).toBeVisible();
    };

    test("whom the provider knows is let in, stays in, and gets out", async ({ page }) => {
      await prefer(page, language);
      await through(page, language, `ann-${language.toLowerCase()}`);
      await expect(page.locator("#main")).toBeVisible();
      const account = page.getByRole("button", { name: t("shell.user", { name: "安娜" }) });
      await expect(account).toBeVisible();
      await page.goto(`${server.url}/settings/account`);
      await expect(account).toBeVisible();
      await account.click();
      const loaded = page.waitForEvent("load");
      await page.getByRole("menuitem", { name: t("shell.logout") }).click();
      await loaded;
      await expect(page.locator('input[autocomplete="current-password"]')).toBeVisible();
    });

    test("who has no account here is told whom to ask", async ({ page }) => {
      await prefer(page, language);
      await through(page, language, `stranger-${language}`);
      await told(page, "unknown-user");
    });

    test("who turns round at the provider may begin again", async ({ page }) => {
      await prefer(page, language);
      await page.goto(`${server.url}/tasks`);
      await page.getByRole("link", { name: t("login.openId") }).click();
      await page.getByRole("link", { name: /Cancel/ }).click();
      await told(page, "refused-by-provider");
    });

    test("a way back that this browser has not begun leads nowhere", async ({ page }) => {
      await prefer(page, language);
      await page.goto(`${back}?code=stolen&state=of-somebody-else`);
      await told(page, "unknown-state");
    });

    test("a provider that does not answer keeps nobody from the page", async ({ page }) => {
      await prefer(page, language);
      await page.goto(`${server.url}/tasks`);
      await stop();
      await page.getByRole("link", { name: t("login.openId") }).click();
      await told(page, "unreachable");
      stop = await startProvider(port, back);
    });
  });
}
