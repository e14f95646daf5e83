// An operator finds an incident, repairs a variable, tries again, and moves a token.
import { LANGUAGES, clickFlow, admit, expect, logIn, prefer, test } from "./test";
import { words } from "./words";

test.use({ house: "cockpit" });

test.beforeAll(async ({ server }) => {
  await server.setUp();
  await server.people();
  await server.deploy(new URL("data/stuck.bpmn", import.meta.url).pathname);
});

for (const language of LANGUAGES) {
  test(`what is stuck is found, repaired and moved in ${language}`, async ({ page, server }) => {
    const t = words(language, "ops");
    const started: string[] = [];
    for (const number of [1, 2, 3]) {
      const body = { process: "refund", businessKey: `TK-${language}-${number}`, variables: { amount: "much" } };
      started.push(((await server.send("POST", "/api/v1/instances", body)) as { id: string }).id);
    }
    await prefer(page, language);
    await logIn(page, server, "zhou.yun");
    await expect(page).toHaveURL(/\/ops$/);

    // What runs, with counts on the diagram and the same in the table beside it.
    await page.getByRole("row").filter({ hasText: "退款" }).click();
    await expect(page.locator(".weir-badge-stuck").first()).toBeVisible();
    await expect(page.getByRole("row").filter({ hasText: "金额大吗" })).toContainText("3");

    // The three have one cause.
    await page.goto(`${server.url}/ops/incidents`);
    await expect(page.getByRole("button", { name: t("incidents.retryAll_other", { count: 3 }) })).toBeVisible();
    await page.getByRole("link", { name: `TK-${language}-1`, exact: true }).click();
    await expect(page.getByRole("heading", { name: `TK-${language}-1` })).toBeVisible();

    // Its variable is repaired, with a reason.
    await page.getByRole("tab", { name: t("tab.variables") }).click();
    await page.getByRole("button", { name: t("variables.edit", { name: "amount" }) }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(t("variables.value")).fill("5000 yuan");
    await expect(dialog.getByText(t("variables.noJson"))).toBeVisible();
    await dialog.getByLabel(t("variables.value")).fill("5000");
    await dialog.getByLabel(t("reason.label")).fill("录入错误");
    await dialog.getByRole("button", { name: words(language, "common")("action.save") }).click();
    await expect(dialog).toBeHidden();

    // What it was before is told, and that somebody changed it by hand.
    await page.getByRole("tabpanel").getByText(t("variables.past"), { exact: true }).click();
    const changed = page.getByRole("row").filter({ hasText: t("variables.byHand") });
    await expect(changed).toContainText("5000");
    await expect(changed.getByLabel(t("variables.before"))).toHaveText('"much"');
    await page.getByRole("tab", { name: new RegExp(t("tab.incidents")) }).click();
    await page.getByRole("button", { name: t("incidents.retry"), exact: true }).click();
    await expect(page.getByText(t("incidents.noneHere"))).toBeVisible();
    await page.getByRole("tab", { name: t("tab.elements") }).click();
    await expect(page.getByRole("row").filter({ hasText: "复核" })).toContainText(t("wait.userTask"));
    const trace = await server.get(`/api/v1/instances/${started[0]}/events?limit=500`);
    expect(JSON.stringify(trace)).toContain("录入错误");

    // A token is moved: on the list, tried, then done.
    await page.getByRole("button", { name: t("tokens.enter") }).click();
    await page.getByRole("combobox", { name: t("tokens.from") }).click();
    await page.getByRole("option", { name: "复核" }).click();
    await page.getByRole("combobox", { name: t("tokens.to"), exact: true }).click();
    await page.getByRole("option", { name: "付款" }).click();
    await page.getByRole("button", { name: t("tokens.addMove"), exact: true }).click();
    await expect(page.getByTestId("pending")).toContainText(t("tokens.move", { from: "复核", to: "付款" }));
    const still = await server.get(`/api/v1/user-tasks?instance=${started[0]}`);
    expect(still.items[0].element).toBe("review");
    await page.getByRole("button", { name: t("tokens.try"), exact: true }).click();
    await expect(page.getByTestId("changes")).toContainText(t("changes.entered", { element: "付款" }));
    await page.getByRole("dialog").getByLabel(t("reason.label")).fill("复核人休假");
    await page.getByRole("dialog").getByRole("button", { name: t("tokens.apply"), exact: true }).click();
    await expect(page.getByRole("row").filter({ hasText: "付款" })).toContainText(t("wait.userTask"));
    const moved = await server.get(`/api/v1/user-tasks?instance=${started[0]}`);
    expect(moved.items[0].element).toBe("pay");

    // The replay goes back to before that, and what happened is listed.
    await page.getByRole("button", { name: t("replay.back") }).click();
    await page.getByRole("button", { name: t("replay.back") }).click();
    await expect(page).toHaveURL(/step=\d+/);
    await page.getByRole("tab", { name: t("tab.history") }).click();
    await expect(page.getByText(words(language, "events")("event.intervened")).first()).toBeVisible();

    // The others are mended by the API and tried together; what became of them is told.
    await server.send("PATCH", `/api/v1/instances/${started[1]}/variables`, { variables: { amount: 7 } });
    await page.goto(`${server.url}/ops/incidents`);
    await page.getByRole("button", { name: t("incidents.retryAll_other", { count: 2 }) }).click();
    await expect(page.getByRole("status").filter({ hasText: t("incidents.again_one", { count: 1 }).replace("1", "") })).toBeVisible({ timeout: 20_000 });
    await expect(page.getByRole("button", { name: new RegExp(language === "en" ? "Try again \\(1\\)" : "全部重试（1）") })).toBeVisible();

    // It is suspended, resumed, and the last one cancelled; each with a reason.
    await page.goto(`${server.url}/ops/instances/${started[1]}`);
    for (const act of ["suspend", "resume", "cancel"]) {
      await page.getByRole("button", { name: t(`${act}.title`), exact: true }).click();
      await page.getByRole("dialog").getByLabel(t("reason.label")).fill("演练");
      await page.getByRole("dialog").getByRole("button", { name: t(`${act}.confirm`), exact: true }).click();
      await expect(page.getByRole("dialog")).toBeHidden();
    }
    await expect(page.getByText(words(language, "common")("status.terminated"))).toBeVisible();
    await server.send("POST", `/api/v1/instances/${started[2]}/cancel`, {});

    // Found by its key.
    await page.goto(`${server.url}/ops/instances?key=TK-${language}-1`);
    await expect(page.getByRole("row").filter({ hasText: `TK-${language}-1` })).toBeVisible();
  });

  test(`instances are found by the element they are in in ${language}`, async ({ page, server }) => {
    const t = words(language, "ops");
    const key = (name: string) => `EL-${language}-${name}`;
    for (const [name, amount] of [["small", 10], ["large", 5000]] as const) await server.send("POST", "/api/v1/instances", { process: "refund", businessKey: key(name), variables: { amount } });
    await prefer(page, language);
    await admit(page, server, "zhou.yun");
    await page.goto(`${server.url}/ops/instances?process=refund`);
    const row = (name: string) => page.getByRole("row").filter({ hasText: key(name) });
    await expect(row("small")).toBeVisible();
    await expect(row("large")).toBeVisible();

    // On the diagram: a flow is no place to be in, a task is.
    await page.getByRole("button", { name: t("instances.pick.open"), exact: true }).click();
    await page.locator('.djs-element[data-element-id="pay"]').click();
    await expect(row("large")).toHaveCount(0);
    await expect(row("small")).toBeVisible();
    await expect(page).toHaveURL(/definition=refund(%3A|:)1/);
    const chip = page.getByTestId("element-chip");
    await expect(chip).toContainText("付款");
    await clickFlow(page, "large");
    await expect(chip).toContainText("付款");

    // By the keyboard in the list beside it.
    const entry = page.getByRole("region", { name: t("instances.pick.title", { name: "退款", version: 1 }) }).getByRole("button", { name: "复核", exact: true });
    await entry.focus();
    await page.keyboard.press("Enter");
    await expect(row("large")).toBeVisible();
    await expect(row("small")).toHaveCount(0);
    await expect(entry).toHaveAttribute("aria-pressed", "true");
    await chip.click();
    await expect(chip).toHaveCount(0);
    await expect(row("small")).toBeVisible();
    await expect(row("large")).toBeVisible();
  });
}

test("what runs in an older version is counted, and found from the new one", async ({ page, server }) => {
  const t = words("zh-CN", "ops");
  await server.send("POST", "/api/v1/instances", { process: "refund", businessKey: "OLD-1", variables: { amount: "much" } });
  const before = (await server.get("/api/v1/definitions/refund:1/overlay")) as { versions: { running: number; incidents: number }[] };
  await server.deploy(new URL("data/stuck-2.bpmn", import.meta.url).pathname);
  const { running, incidents } = before.versions[0]!;
  expect(incidents).toBeGreaterThan(0);
  await prefer(page, "zh-CN");
  await admit(page, server, "zhou.yun");
  await page.goto(`${server.url}/ops`);
  const row = page.getByRole("row").filter({ hasText: "退款" });
  const cells = row.getByRole("gridcell");
  await expect(cells.nth(3)).toHaveText(String(running));
  await expect(cells.nth(4)).toHaveText(String(incidents));
  await row.click();
  const old = page.getByTestId("other-versions").getByRole("link");
  await expect(old).toHaveText(`v1 · ${t("process.instances_other", { count: running })} · ${t("process.stuck_other", { count: incidents })}`);
  await old.click();
  await expect(page).toHaveURL(/version=1/);
  await expect(page.locator(".weir-badge-stuck").first()).toBeVisible();
});

test("a diagram is whole again when the window is made small, as a phone is that is turned", async ({ page, server }) => {
  const { id } = (await server.send("POST", "/api/v1/instances", { process: "refund", businessKey: "TURN-1", variables: { amount: 70 } })) as { id: string };
  await prefer(page, "zh-CN");
  await admit(page, server, "zhou.yun");
  await page.goto(`${server.url}/ops/instances/${id}`);
  const paper = page.locator(".weir-paper[data-ready]:not([data-ready='0'])");
  await expect(paper).toBeVisible();
  for (const size of [{ width: 390, height: 844 }, { width: 844, height: 390 }, { width: 1440, height: 900 }]) {
    await page.setViewportSize(size);
    const outside = () =>
      paper.evaluate((own) => {
        const all = own.getBoundingClientRect();
        return [...own.querySelectorAll(".djs-shape .djs-visual")].filter((shape) => {
          const { left, right, top, bottom } = shape.getBoundingClientRect();
          return left < all.left - 1 || right > all.right + 1 || top < all.top - 1 || bottom > all.bottom + 1;
        }).length;
      });
    await expect.poll(outside, { message: `${size.width} × ${size.height}` }).toBe(0);
  }
});
