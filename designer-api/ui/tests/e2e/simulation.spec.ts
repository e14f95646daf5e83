// From a question to scenarios in forms, to what came of them, to the gate that does not pass and the reason that accepting then
// needs; and everything that contradicts itself is told at once.
import { admit, expect, logIn, mainly, prefer, test } from "./test";
import { supply } from "./supply";
import { words } from "./words";

test.use({ house: "simulation" });

test.beforeAll(async ({ server }) => {
  await server.setUp();
  await server.people();
  await supply(server);
  // These are begun before they are done, so that work is told from waiting.
  for (let number = 0; number < 40; number += 1) {
    const { id } = (await server.send("POST", "/api/v1/instances", { process: "supply", variables: { supplier: "north", amount: number } })) as { id: string };
    const { items } = await server.get(`/api/v1/user-tasks?instance=${id}`);
    await server.send("POST", `/api/v1/user-tasks/${items[0].id}/start`, {}, "zhou.yun");
    await server.send("POST", `/api/v1/user-tasks/${items[0].id}/complete`, {}, "zhou.yun");
  }
  await server.send("PUT", "/api/v1/grants/li.lei-owner", { to: { kind: "user", id: "li.lei" }, role: "processOwner" });
});

for (const language of mainly("en")) {
  test(`scenarios are compared and one is accepted with a reason in ${language}`, async ({ page, server }) => {
    const t = words(language, "simulate");
    await prefer(page, language);
    await logIn(page, server, "li.lei");
    await page.getByRole("link", { name: words(language, "common")("nav.simulations") }).first().click();
    await expect(page).toHaveURL(/\/simulations$/);
    await page.getByRole("link", { name: t("list.new") }).click();

    // The question, and what history says.
    const name = `${t("editor.namePlaceholder")} ${language}`;
    await page.getByRole("textbox", { name: t("field.name") }).fill(name);
    await page.getByRole("combobox", { name: t("field.process") }).click();
    await page.getByRole("option", { name: "物料采购" }).click();
    const learned = page.getByTestId("learned");
    await expect(learned.getByRole("row").filter({ hasText: "供应商答复" })).toBeVisible();
    await expect(page.getByRole("list", { name: t("learned.notes") })).toContainText(t("code.simulation-start-unknown"));
    await page.getByRole("textbox", { name: t("field.cases") }).fill("60");
    await page.getByRole("textbox", { name: t("field.replications") }).fill("30");

    // A scenario with nothing in it, and one that contradicts itself: both are told at once.
    await page.getByRole("button", { name: t("scenario.add") }).click();
    await page.getByRole("button", { name: t("scenario.add") }).click();
    const cards = page.getByTestId("scenario");
    const second = cards.nth(1);
    for (const value of ["50", "60"]) {
      await second.getByRole("button", { name: t("change.addStep") }).click();
      await second.getByRole("combobox", { name: t("field.step") }).last().click();
      await page.getByRole("option", { name: "供应商答复" }).click();
      await second.getByRole("textbox", { name: t("change.value") }).last().fill(value);
    }
    await page.getByRole("button", { name: t("editor.begin"), exact: true }).click();
    const against = page.getByRole("list", { name: t("refused.title") });
    await expect(against.getByRole("listitem")).toHaveCount(2);
    await expect(against).toContainText(t("code.simulation-contradiction"));
    await expect(against).toContainText(t("code.simulation-duplicate"));

    // Mended: the answer of the supplier takes half the time; it is automated.
    await second.getByRole("button", { name: t("change.drop") }).last().click();
    const first = cards.nth(0);
    await first.getByRole("button", { name: t("change.addStep") }).click();
    await first.getByRole("combobox", { name: t("field.step") }).click();
    await page.getByRole("option", { name: "供应商答复" }).click();
    await first.getByRole("combobox", { name: t("change.kind") }).click();
    await page.getByRole("option", { name: t("kind.automated") }).click();
    await first.getByRole("textbox", { name: t("change.value") }).fill("90");
    await page.getByRole("button", { name: t("editor.begin"), exact: true }).click();
    await expect(page).toHaveURL(/\/simulations\/[0-9a-f]+-/);

    // What came of it: the comparison, the gate that could not judge, and its mark.
    const verdict = page.getByTestId("verdict");
    await expect(verdict).toBeVisible({ timeout: 60_000 });
    await expect(verdict.getByRole("columnheader")).toHaveCount(4);
    await expect(verdict.getByRole("row").filter({ hasText: t("metric.time") }).first()).toContainText("%");
    await expect(page.getByText(t("gate.marks"))).toBeVisible();
    await expect(page.getByRole("list", { name: t("gate.why") })).toContainText(t("code.simulation-too-little-history"));
    await expect(page.getByTestId("pareto").getByRole("row")).toHaveCount(4);
    await expect(page.getByTestId("steps").getByRole("row").filter({ hasText: "供应商答复" })).toBeVisible();

    // Accepting what proves nothing needs a reason, which stays.
    await page.getByRole("button", { name: t("accept.of", { scenario: t("scenario.named", { number: 2 }) }) }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog).toContainText(t("accept.unverified"));
    await expect(dialog.getByRole("button", { name: t("accept.action"), exact: true })).toBeDisabled();
    await dialog.getByRole("textbox").fill("supplier agreed");
    await dialog.getByRole("button", { name: t("accept.action"), exact: true }).click();
    await expect(page.getByRole("region", { name: t("accept.title") })).toContainText("supplier agreed");

    // The same question comes to the same.
    const digest = await page.getByText(/SHA-256/).textContent();
    await page.getByRole("button", { name: t("action.repeat") }).click();
    await expect(page.getByRole("link", { name: t("repeats") })).toBeVisible();
    await expect(page.getByText(/SHA-256/)).toHaveText(digest ?? "", { timeout: 60_000 });

    await page.goto(`${server.url}/simulations`);
    await expect(page.getByTestId("simulations").getByRole("row").filter({ hasText: name }).first()).toContainText(t("gate.failed"));
    expect(await page.evaluate(() => document.documentElement.dataset["missing"])).toBeUndefined();
  });
}

test("a long one is stopped, and whoever may not simulate finds no way in", async ({ page, server }) => {
  const t = words("zh-CN", "simulate");
  await prefer(page, "zh-CN");
  await admit(page, server, "li.lei");
  const { id } = (await server.send("POST", "/api/v1/simulations", { name: "长", process: "supply", cases: 40000, replications: 200, scenarios: [] })) as { id: string };
  await page.goto(`${server.url}/simulations/${id}`);
  await page.getByRole("button", { name: t("action.cancel") }).click();
  await expect(page.getByText(t("state.cancelled"))).toBeVisible();
  await logIn(page, server, "han.mei");
  await expect(page.getByRole("link", { name: words("zh-CN", "common")("nav.simulations") })).toHaveCount(0);
});

test("forms and results fit a phone", async ({ page, server }) => {
  const t = words("zh-CN", "simulate");
  await page.setViewportSize({ width: 390, height: 844 });
  await prefer(page, "zh-CN");
  await admit(page, server, "li.lei");
  await page.goto(`${server.url}/simulations/new?process=supply`);
  await expect(page.getByTestId("learned")).toBeVisible();
  await page.getByRole("button", { name: t("scenario.add") }).click();
  await expect(page.getByTestId("scenario")).toBeVisible();
  const wide = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(await wide()).toBeLessThanOrEqual(0);
  const { items } = await server.get("/api/v1/simulations?process=supply");
  const done = items.find((one: { state: string; scenarios: string[] }) => one.state === "done" && one.scenarios.length > 0);
  await page.goto(`${server.url}/simulations/${done.id}`);
  await expect(page.getByTestId("verdict")).toBeVisible();
  expect(await wide()).toBeLessThanOrEqual(0);
});
