// A process as a tree of approvals: it grows, moves and is undone, on a desk and on a phone; a model that is no tree says why.
import { LOOKS, admit, expect, prefer, test, type Page } from "./test";
import { words } from "./words";

test.use({ house: "tree" });

test.beforeAll(async ({ server }) => {
  await server.setUp();
  await server.people();
});

const saved = (page: Page) => expect(page.locator("[data-save]")).toHaveAttribute("data-save", "saved", { timeout: 20_000 });
const step = (page: Page, id: string) => page.locator(`[data-step="${id}"]`);
const plus = (page: Page, at: string) => page.locator(`button[data-at="${at}"]`);
const drawer = (page: Page) => page.getByRole("dialog");

async function add(page: Page, at: string, kind: string): Promise<void> {
  await plus(page, at).click();
  await page.getByRole("menuitem", { name: kind, exact: true }).click();
  await expect(page.getByTestId("step-fields")).toHaveAttribute("data-ready", "true");
}

async function close(page: Page, language: string): Promise<void> {
  await drawer(page).getByRole("button", { name: words(language, "common")("action.close"), exact: true }).click();
  await expect(drawer(page)).toBeHidden();
}

for (const { language, device, size } of LOOKS) {
  test(`an approval grows as a tree in ${language} on a ${device}`, async ({ page, server }) => {
    const t = words(language, "tree");
    const d = words(language, "design");
    await page.setViewportSize(size);
    await prefer(page, language);
    await admit(page, server, "zhao.min");
    const { id } = (await server.send("POST", "/api/v1/models", { name: `树 ${language} ${device}` })) as { id: string };
    await page.goto(`${server.url}/models/${id}?view=tree`);
    await expect(step(page, "start")).toBeVisible();

    await add(page, "start", t("kind.approver"));
    await drawer(page).getByLabel(d("field.approverRule")).click();
    await page.getByRole("option", { name: d("rule.head"), exact: true }).click();
    await drawer(page).getByLabel(d("field.name"), { exact: true }).fill("主管");
    await drawer(page).getByLabel(d("field.name"), { exact: true }).press("Tab");
    await close(page, language);
    await expect(step(page, "approve_1")).toContainText("主管");
    await expect(step(page, "approve_1")).toContainText(d("rule.head"));

    await add(page, "flow_2", t("kind.condition"));
    await close(page, language);
    await expect(step(page, "branch_1")).toContainText(t("way.unsaid"));
    await step(page, "branch_1").click();
    await expect(page.getByTestId("step-fields")).toHaveAttribute("data-ready", "true");
    const condition = drawer(page).getByLabel(d("field.condition"), { exact: true });
    await condition.fill("amount > 1000");
    await condition.press("Tab");
    await close(page, language);
    await expect(step(page, "branch_1")).toContainText("amount > 1000");
    await add(page, "branch_1", t("kind.copy"));
    await close(page, language);
    await page.getByRole("button", { name: t("addBranchTo", { name: t("kind.condition") }) }).click();
    await close(page, language);
    await expect(step(page, "branch_3")).toBeVisible();
    await saved(page);
    const text = await server.text(id);
    expect(text).toContain('weir:approvers="head(initiator)"');
    expect(text).toContain("weir:copyTo");
    expect(text).toContain("amount &gt; 1000");

    // The copy goes behind the approval, and comes back with undo.
    await page.getByRole("button", { name: t("more", { name: t("kind.copy") }) }).click();
    await page.getByRole("menuitem", { name: t("move"), exact: true }).click();
    await page.locator('button[data-at="branch_2"]').click();
    await expect(page.getByTestId("tree")).toHaveAttribute("data-busy", "false");
    await saved(page);
    const target = (xml: string) => /id="branch_2"[^>]*targetRef="([^"]+)"/.exec(xml)?.[1];
    expect(target(await server.text(id))).toBe("copy_1");
    await page.getByRole("button", { name: t("undo"), exact: true }).click();
    await expect.poll(async () => target(await server.text(id)), { timeout: 15_000 }).toBe("join_1");

    // Nothing is wider than the page but the tree in its own frame.
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  });
}

test("a model that is no tree says why, and leads to what stands against it", async ({ page, server }) => {
  const t = words("zh-CN", "tree");
  await prefer(page, "zh-CN");
  await admit(page, server, "zhao.min");
  const { id } = (await server.send("POST", "/api/v1/models", { name: "请假", template: "leave-request" })) as { id: string };
  const before = await server.text(id);
  await page.goto(`${server.url}/models/${id}?view=tree`);
  await expect(page.getByTestId("no-tree")).toContainText(t("none.title"));
  await page.locator('[data-code="tree-boundary-event"]').first().click();
  await expect(page.locator("section[data-element]")).toHaveAttribute("data-element", "balanceInsufficient");
  expect(await server.text(id)).toBe(before);
});
