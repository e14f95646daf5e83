// A designer deploys a new version, and what runs on earlier ones follows from the same dialog: mapped, tried, moved as a batch.
import { readFile } from "node:fs/promises";
import { LANGUAGES, admit, expect, prefer, test } from "./test";
import { words } from "./words";

test.use({ house: "move" });

const file = (name: string) => new URL(`data/${name}.bpmn`, import.meta.url).pathname;

test.beforeAll(async ({ server }) => {
  await server.setUp();
});

for (const language of LANGUAGES) {
  test(`what runs follows a deployment in ${language}`, async ({ page, server }) => {
    const t = words(language, "design");
    const ops = words(language, "ops");
    const process = `refund-${language.toLowerCase()}`;
    const text = async (name: string) => (await readFile(file(name), "utf8")).replaceAll('id="refund"', `id="${process}"`);
    const form = new FormData();
    form.append("file", new Blob([await text("stuck")]), "refund.bpmn");
    await server.deployForm(form);
    for (const number of [1, 2, 3]) await server.send("POST", "/api/v1/instances", { process, businessKey: `MV-${language}-${number}`, variables: { amount: 5 } });
    const { id } = (await server.send("POST", "/api/v1/models", { name: "退款", xml: await text("stuck-2") })) as { id: string };

    await prefer(page, language);
    await admit(page, server, "admin");
    await page.goto(`${server.url}/models/${id}`);
    await page.getByRole("button", { name: t("deploy.open"), exact: true }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByText(t("deploy.running_other", { count: 3, id: `${process}:1` }))).toBeVisible();
    await expect(dialog.getByText(t("deploy.moveLater"))).toBeVisible();
    await dialog.getByRole("button", { name: t("deploy.confirm"), exact: true }).click();

    const move = page.getByTestId("move");
    await expect(move.getByText(t("move.from_other", { count: 3, id: `${process}:1` }))).toBeVisible();
    // As it is, nothing that stands at the element without a partner can follow; and nothing has happened yet.
    const begin = move.getByRole("button", { name: t("move.begin"), exact: true });
    await move.getByRole("button", { name: t("move.try"), exact: true }).click();
    await expect(move.getByText(ops("migration.tried", { fits: 0, of: 3, total: 3 }))).toBeVisible();
    await expect(begin).toHaveCount(0);
    await move.getByRole("combobox", { name: ops("migration.toOf", { element: "付款" }) }).click();
    await page.getByRole("option", { name: "付款", exact: true }).click();
    await expect(move.getByText(ops("migration.tried", { fits: 0, of: 3, total: 3 })), "that was another plan").toHaveCount(0);
    await move.getByRole("button", { name: t("move.try"), exact: true }).click();
    await expect(move.getByText(ops("migration.tried", { fits: 3, of: 3, total: 3 }))).toBeVisible();
    expect((await server.get(`/api/v1/instances?definition=${process}:1&state=running`)).items).toHaveLength(3);
    await expect(begin, "a reason is asked for").toBeDisabled();
    await move.getByLabel(words(language, "common")("reason.label")).fill("规则已变");
    await begin.click();
    await expect(move.getByText(t("move.told", { done: 3, total: 3, failed: 0 }))).toBeVisible();
    expect((await server.get(`/api/v1/instances?definition=${process}:2&state=running`)).items).toHaveLength(3);
    await move.getByRole("link", { name: t("move.look") }).click();
    await expect(page).toHaveURL(/\/ops\/batches\//);
    await expect(page.getByText("3 / 3")).toBeVisible();
  });
}
