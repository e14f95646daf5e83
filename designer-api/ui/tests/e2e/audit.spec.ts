// An auditor asks who did what, reads a case file, verifies the log, exports it, and looks for who did both of two things.
import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { LOOKS, admit, expect, logIn, prefer, test } from "./test";
import { words } from "./words";

test.use({ house: "audit" });

/** What a claimant does, as the model calls it. */
const FILLED = "核对并提交";

let instance = "";
test.beforeAll(async ({ server }) => {
  await server.setUp();
  await server.people();
  await server.models();
  instance = await server.claim("han.mei", "BX-2026-0001", 1280.5);
  await server.fill(instance);
  await server.claim("han.mei", "BX-2026-0002", 356);
});

/** A picture for whoever looks at pages, where one is asked for. */
async function shot(page: import("./test").Page, name: string): Promise<void> {
  const folder = process.env["WEIR_SHOTS"];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
}

for (const { language, device, size } of LOOKS) {
  test(`from the question to the case file and the receipt in ${language} (${device})`, async ({ page, server }) => {
    const t = words(language, "audit");
    await page.setViewportSize(size);
    await prefer(page, language);
    await logIn(page, server, "sun.li");
    // An auditor begins here.
    await expect(page).toHaveURL(/\/audit$/);
    await expect(page.getByRole("grid", { name: t("trace.title") })).toBeVisible();
    await expect(page.getByRole("row").nth(2)).toBeVisible();
    await shot(page, `trace-${device}-${language}`);

    // A question, its answer and one entry of it are all in the address.
    await page.goto(`${server.url}/audit?actor=han.mei&areas=work`);
    const done = page.getByRole("row").filter({ hasText: words(language, "events")("event.userTaskCompleted") }).first();
    await done.click();
    await expect(page).toHaveURL(/entry=/);
    const detail = page.getByRole("complementary", { name: t("trace.detail") });
    await expect(detail).toContainText(t("field.place"));
    await expect(detail).toContainText("韩梅");
    await shot(page, `entry-${device}-${language}`);

    // It is kept under a name, and found again.
    await page.getByRole("button", { name: t("kept.open") }).click();
    await page.getByLabel(t("kept.name")).fill(`${language} ${device}`);
    await page.getByRole("button", { name: t("kept.keep") }).click();
    await expect(page.getByRole("menuitem", { name: `${language} ${device}` })).toBeVisible();
    await page.keyboard.press("Escape");

    // From the entry to the case file: variables before and after, files, people.
    await detail.getByRole("link").last().click();
    await expect(page).toHaveURL(/\/audit\/cases\//);
    await page.goto(`${server.url}/audit/cases/${instance}`);
    await expect(page.getByRole("heading", { name: t("case.title", { key: "BX-2026-0001" }) })).toBeVisible();
    await expect(page.getByRole("heading", { name: new RegExp(t("case.events")) })).toBeVisible();
    await expect(page.getByRole("button", { name: t("case.print") })).toBeVisible();
    await shot(page, `case-${device}-${language}`);

    // The log is verified; the receipt says up to where.
    await page.goto(`${server.url}/audit/verify`);
    await page.getByRole("button", { name: t("verify.sign") }).click();
    await page.getByRole("button", { name: t("verify.begin") }).click();
    await expect(page.getByTestId("receipt")).toContainText(t("verify.intact"));
    await expect(page.getByTestId("receipt")).toContainText(t("verify.root"));
    await shot(page, `verify-${device}-${language}`);

    // An export, with its manifest.
    await page.goto(`${server.url}/audit/export`);
    await expect(page.getByRole("button", { name: t("export.begin") })).toBeDisabled();
    await page.getByLabel(t("export.reason")).fill("年度审计");
    await page.getByRole("button", { name: t("export.begin") }).click();
    await expect(page.getByRole("link", { name: "log.xes" }).first()).toBeVisible();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "log.xes" }).first().click()]);
    expect(await readFile(await download.path(), "utf8")).toContain(instance);
    await shot(page, `export-${device}-${language}`);

    // Who started a claim also filled it in: that is what the rule here forbids.
    await page.goto(`${server.url}/audit/duties`);
    await page.getByRole("combobox", { name: t("field.process") }).click();
    await page.getByRole("option").first().click();
    for (const [which, what] of [["first", t("duties.initiator")], ["second", FILLED]] as const) {
      await page.getByRole("combobox", { name: t(`duties.${which}`), exact: true }).click();
      await page.getByRole("option", { name: what, exact: true }).click();
    }
    await page.getByRole("button", { name: t("duties.look") }).click();
    await expect(page.getByRole("link", { name: "BX-2026-0001" })).toBeVisible();
    await expect(page.getByRole("cell", { name: FILLED, exact: true }).first(), "by its name, not by its id").toBeVisible();
    await shot(page, `duties-${device}-${language}`);
  });
}

test("whoever has read a case file stands in the trace", async ({ page, server }) => {
  const t = words("zh-CN", "audit");
  await prefer(page, "zh-CN");
  await admit(page, server, "sun.li");
  await page.goto(`${server.url}/audit/cases/${instance}`);
  await expect(page.locator("h1")).toBeVisible();
  await page.goto(`${server.url}/audit?areas=reading`);
  await expect(page.getByRole("row").filter({ hasText: t("action.dataRead") }).first()).toBeVisible();
});

test("one altered byte of history is named on the page", async ({ page, server }) => {
  const t = words("zh-CN", "audit");
  const segment = (await readdir(server.log())).find((name) => name.endsWith(".log"))!;
  const file = join(server.log(), segment);
  const bytes = await readFile(file);
  const at = bytes.indexOf(Buffer.from(instance.replaceAll("-", ""), "hex")) + 20;
  const altered = Buffer.from(bytes);
  altered[at]! ^= 1;
  await writeFile(file, altered);
  await prefer(page, "zh-CN");
  await admit(page, server, "sun.li");
  await page.goto(`${server.url}/audit/verify`);
  await page.getByRole("button", { name: t("verify.begin") }).click();
  const receipt = page.getByTestId("receipt");
  await expect(receipt).toContainText(t("verify.broken"));
  await expect(receipt).toContainText(instance);
  await shot(page, "broken-desk-zh-CN");
});
