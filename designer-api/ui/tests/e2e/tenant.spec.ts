// Whoever belongs to a tenant sees which; an account never leaves it, so there is nothing to switch.
import { PASSWORD, SIZES, expect, logIn, mainly, prefer, test } from "./test";
import { words } from "./words";

test.use({ house: "tenant" });

test.beforeAll(async ({ server }) => {
  await server.setUp();
  await server.people();
  await server.send("PUT", "/api/v1/tenants/red", { name: "红河分公司" });
  await server.send("PUT", "/api/v1/users/rita", { name: "丽塔", tenant: "red" });
  await server.send("PUT", "/api/v1/grants/rita-user", { to: { kind: "user", id: "rita" }, role: "user", tenant: "red" });
  await server.send("PUT", "/api/v1/users/rita/password", { password: PASSWORD });
});

for (const language of mainly("en")) {
  test(`the header says in which tenant somebody works in ${language}`, async ({ page, server }) => {
    const t = words(language, "common");
    await prefer(page, language);
    await logIn(page, server, "rita");
    const mark = page.getByTestId("tenant");
    await expect(mark).toContainText("红河分公司");
    await expect(mark).toHaveAttribute("title", t("shell.tenantHint", { name: "红河分公司" }));
    await page.setViewportSize(SIZES.phone);
    await page.getByRole("button", { name: t("shell.more"), exact: true }).click();
    await expect(page.getByRole("dialog").getByTestId("tenant")).toContainText("红河分公司");

    // Of those who belong to the installation itself nothing is said.
    await page.setViewportSize(SIZES.desk);
    await logIn(page, server, "han.mei");
    await expect(mark).toHaveCount(0);
  });
}
