// A designer begins a landscape, drills down, gives a process an owner, mends a conflict of duties, and uses a template:
// the draft knows where it comes from, and the node is linked to it.
import { SIZES, Server, admit, expect, mainly, prefer, test, type Page } from "./test";
import { words } from "./words";

test.use({ house: "landscape" });

const shot = (page: Page, name: string) => page.screenshot({ path: test.info().outputPath(`${name}.png`), fullPage: false });

for (const language of mainly("zh-CN")) {
  test(`a landscape is begun, drilled, changed and filled from a template in ${language}`, async ({ page }) => {
    // Each language begins with nothing.
    const server = await Server.start();
    try {
      await server.setUp();
      await server.people();
      // Whoever answers for processes may declare the rule parameters that a template needs.
      await server.send("PUT", "/api/v1/grants/zhao.min-owner", { to: { kind: "user", id: "zhao.min" }, role: "processOwner" });
      const t = words(language, "plan");
      const common = words(language, "common");
      const other = language === "en" ? "en" : "zh-CN";
      await prefer(page, language);
      await admit(page, server, "zhao.min");
      await page.goto(`${server.url}/landscape`);
      await page.getByRole("button", { name: t("landscape.seed") }).click();
      await page.getByRole("dialog").getByLabel(common("reason.label")).fill("begin");
      await page.getByRole("dialog").getByRole("button", { name: t("landscape.seedConfirm"), exact: true }).click();
      await expect(page.getByTestId("domain")).toHaveCount(4);
      await shot(page, `map-${language}`);

      // Down from the domain to the process.
      const landscape = (await server.get("/api/v1/landscape")) as { nodes: { id: string; name: Record<string, string> }[] };
      const name = (id: string) => landscape.nodes.find((node) => node.id === id)!.name[other]!;
      await page.getByRole("link", { name: name("finance"), exact: true }).first().click();
      await expect(page.getByRole("heading", { level: 1, name: name("finance") })).toBeVisible();
      await page.locator("#main").getByRole("link", { name: name("finance.expenses") }).first().click();
      await page.locator("#main").getByRole("link", { name: name("expense-claim") }).first().click();
      const way = page.getByRole("navigation", { name: t("node.way") });
      await expect(way).toContainText(name("finance.expenses"));
      await expect(page.getByTestId("owner")).toHaveText(t("node.noOwner"));

      // An owner, with a reason.
      await page.getByRole("button", { name: t("node.edit") }).click();
      const drawer = page.getByRole("dialog");
      await drawer.getByText(t("party.person"), { exact: true }).first().click();
      await drawer.getByRole("combobox", { name: t("party.person") }).fill("lin.tao");
      await page.getByRole("option", { name: "林涛" }).click();
      await shot(page, `editor-${language}`);
      await drawer.getByLabel(common("reason.label")).fill("somebody has to");
      await drawer.getByRole("button", { name: common("action.save"), exact: true }).click();
      await expect(drawer).toBeHidden();
      await expect(page.getByTestId("owner")).not.toHaveText(t("node.noOwner"));

      // From the template to a draft with its origin.
      await page.getByRole("link", { name: t("template.forNode") }).click();
      await shot(page, `templates-${language}`);
      await page.getByTestId("template-expense-claim").click();
      const card = page.getByRole("dialog");
      await expect(card.getByRole("img", { name: t("template.diagram") })).toBeVisible();
      const needs = card.getByRole("table", { name: t("template.parameters") });
      await expect(needs.getByRole("row", { name: /expense_auto_limit/ })).toContainText(t("template.rangeBoth", { from: 0, to: "5,000" }));
      await expect(needs.getByRole("row", { name: /expense_auto_limit/ })).toContainText(t("template.parameterStands.missing"));
      await shot(page, `template-${language}`);
      await card.getByLabel(common("reason.label")).fill("take it over");
      await card.getByRole("button", { name: t("template.use"), exact: true }).click();
      const templates = (await server.get("/api/v1/model-templates")) as unknown as { id: string; name: Record<string, string> }[];
      await expect(page.getByTestId("origin")).toContainText(templates.find((template) => template.id === "expense-claim")!.name[other]!);
      await expect(page.getByTestId("origin")).toContainText("1.0");
      // What the template gave stands beside what has become of it.
      await page.getByTestId("origin").getByRole("link", { name: words(language, "design")("origin.compare") }).click();
      await expect(page.getByTestId("side-before")).toBeVisible();
      await expect(page.getByTestId("side-after")).toBeVisible();
      await shot(page, `origin-${language}`);
      await page.goBack();

      // The parameter was declared with it, so the draft is deployed with its table and its form, and nothing is doubtful.
      const limit = await server.get("/api/v1/parameters/expense_auto_limit");
      expect([limit.value, limit.unit, limit.minimum, limit.maximum]).toEqual([500, "CNY", 0, 5000]);
      const design = words(language, "design");
      await page.getByRole("button", { name: design("deploy.open"), exact: true }).click();
      await page.getByRole("dialog").getByRole("button", { name: design("deploy.confirm"), exact: true }).click();
      await expect(page.getByTestId("deployed")).toBeVisible();
      await expect(page.getByRole("dialog")).not.toContainText("expense_auto_limit");
      await shot(page, `deployed-${language}`);
      const deployed = await server.get("/api/v1/definitions/expenseClaim");
      expect(deployed.template).toMatch(/^expense-claim@1\.0#/);

      // The node has its steps, and proposals that nobody measures yet.
      await page.goto(`${server.url}/landscape/expense-claim`);
      await expect(page.getByTestId("indicators")).toContainText(t("light.unmeasured"));
      await expect(page.getByTestId("indicators")).toContainText(t("indicator.proposed"));
      await shot(page, `node-${language}`);

      // Two who answer for the same step are a conflict; one of them is taken out again.
      await page.goto(`${server.url}/roles?within=expense-claim`);
      await expect(page.getByTestId("conflicts")).toHaveText(t("roles.noConflicts"));
      const cell = page.getByTestId("raci").locator('tr[data-level="5"] button[data-parts=""]').first();
      const same = page.getByTestId("raci").locator(`button[data-cell="${await cell.getAttribute("data-cell")}"]`);
      await same.focus();
      await page.keyboard.press("Enter");
      await page.keyboard.press("Enter");
      await expect(same).toHaveAttribute("data-parts", "A");
      const save = async () => {
        await page.getByRole("button", { name: t("roles.save_one", { count: 1 }) }).click();
        await page.getByRole("dialog").getByLabel(common("reason.label")).fill("try");
        await page.getByRole("dialog").getByRole("button", { name: common("action.save"), exact: true }).click();
        await expect(page.getByRole("dialog")).toBeHidden();
      };
      await save();
      await expect(page.getByTestId("raci")).toContainText(t("finding.raci-several-accountable"));
      await expect(same).toHaveAttribute("data-clash", "true");
      await shot(page, `raci-${language}`);
      for (let press = 0; press < 4; press += 1) await same.click();
      await expect(same).toHaveAttribute("data-parts", "");
      await save();
      await expect(page.getByTestId("conflicts")).toHaveText(t("roles.noConflicts"));

      // What somebody has to do, the versions with what they changed, and a phone.
      await page.goto(`${server.url}/roles?person=lin.tao`);
      await expect(page.getByTestId("duties")).toContainText(t("field.owner"));
      await page.goto(`${server.url}/landscape?view=versions`);
      await page.getByRole("button", { name: t("versions.look") }).nth(-2).click();
      await expect(page.getByTestId("difference")).toContainText(t("field.owner"));
      await shot(page, `versions-${language}`);
      await page.setViewportSize(SIZES.phone);
      for (const [path, what] of [["/landscape", "map"], ["/landscape/expense-claim", "node"], ["/roles?within=expense-claim", "raci"], ["/templates", "templates"], ["/landscape?view=collaborations", "collaborations"]] as const) {
        await page.goto(server.url + path);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        await page.waitForLoadState("networkidle");
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${path} is wider than a phone`).toBe(true);
        await shot(page, `phone-${what}-${language}`);
      }
    } finally {
      await server.stop();
    }
  });
}

test("a landscape is loaded wholly or not at all, and who works with whom is drawn", async ({ page, server }) => {
  await server.setUp();
  await server.people();
  const t = words("en", "plan");
  await server.send("POST", "/api/v1/landscape/seed", { reason: "begin" });
  await server.send("POST", "/api/v1/model-templates/order-to-delivery/use", { node: "order-to-delivery", reason: "take it over" });
  await prefer(page, "en");
  await admit(page, server, "zhao.min");
  await page.goto(`${server.url}/landscape?view=collaborations`);
  await expect(page.getByRole("img", { name: t("collaboration.picture") })).toBeVisible();
  await shot(page, "collaborations");
  await page.goto(`${server.url}/landscape?view=findings`);
  // What is wrong in the same way stands together, each line with where it is.
  await expect(page.getByRole("table", { name: t("finding.kind.landscape-owner-missing"), exact: true }).getByRole("link").first()).toBeVisible();
  const codes = await page.getByTestId("findings").evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset["code"]));
  expect(new Set(codes).size, "each kind once").toBe(codes.length);
  await page.getByRole("button", { name: t("file.import") }).click();
  const load = async (text: string) => {
    await page.getByRole("dialog").locator('input[type="file"]').setInputFiles({ name: "landscape.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
    await page.getByRole("dialog").getByLabel(words("en", "common")("reason.label")).fill("load");
    await page.getByRole("dialog").getByRole("button", { name: t("file.confirm"), exact: true }).click();
  };
  await load("id,parent,level,name_en\nx,nobody,2,X\n");
  await expect(page.getByRole("dialog").getByRole("alert")).toContainText(t("finding.line", { line: 2 }));
  await load("id,parent,level,name_en\nnew-domain,,1,New domain\n");
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.goto(`${server.url}/landscape`);
  await expect(page.getByRole("link", { name: "New domain" })).toBeVisible();
});
