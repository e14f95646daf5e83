// A claim from the first link to its payment: an administrator comes in, a clerk starts it on a phone, the manager sends it
// back, it is corrected and approved. Then the same on the keyboard alone, and what happens when the way is lost.
import { LANGUAGES, PASSWORD, SIZES, admit, expect, logIn, prefer, test, type Page } from "./test";

test.use({ house: "claim" });

const WORDS = {
  "zh-CN": {
    make: "建立管理员", start: "发起", complete: "提交", more: "更多", back: "退回", approve: "同意", reject: "拒绝", addRow: "添加一行",
    required: "请填写此项", returned: "已退回", approved: "已同意", claim: "认领", timeline: "流转记录", started: "已发起", confirm: "拒绝",
  },
  en: {
    make: "Make the administrator", start: "Start", complete: "Complete", more: "More", back: "Return", approve: "Approve", reject: "Reject",
    addRow: "Add a row", required: "Please fill this in", returned: "Returned", approved: "Approved", claim: "Claim", timeline: "Timeline",
    started: "has started", confirm: "Reject",
  },
} as const;

const field = (page: Page, path: string) => page.locator(`[data-path="${path}"]`);

test.beforeAll(async ({ browser, server }) => {
  // The first link is used by a page; people and models come by the API.
  const page = await browser.newPage();
  await prefer(page, "zh-CN");
  await page.goto(`${server.url}/setup#${server.code}`);
  await page.locator('input[autocomplete="username"]').fill("admin");
  const passwords = page.locator('input[autocomplete="new-password"]');
  await passwords.nth(0).fill(PASSWORD);
  await passwords.nth(1).fill(PASSWORD);
  await page.getByRole("button", { name: WORDS["zh-CN"].make }).click();
  await expect(page.getByRole("heading", { name: "堰已就绪" })).toBeVisible();
  await page.close();
  await server.logIn("admin");
  await server.people();
  await server.models();
});

for (const language of LANGUAGES) {
  test(`a claim goes its way in ${language}`, async ({ page, server }) => {
    const words = WORDS[language];
    const number = `BX-${language}`;
    await prefer(page, language);

    // The clerk, on a phone.
    await page.setViewportSize(SIZES.phone);
    await admit(page, server, "han.mei");
    await page.goto(`${server.url}/start/expense`);
    await page.getByRole("textbox").first().fill(number);
    await page.locator('button[type="submit"]').click();
    await expect(page.getByText(words.required).first()).toBeVisible();
    await field(page, "reason").fill("拜访客户 <b>Ärger</b> \u202eabc");
    await field(page, "spentOn").fill("2026-03-02");
    await field(page, "items[0].what").fill("高铁");
    await field(page, "items[0].price").fill("1280.5");
    await page.getByRole("button", { name: words.addRow }).click();
    await field(page, "items[1].what").fill("餐费");
    await field(page, "items[1].price").fill("80。5");
    await expect(page.locator('[data-total="total"]')).toHaveText("¥1,361.00");
    await expect(page.getByText("壹仟叁佰陆拾壹元整")).toBeVisible();
    await expect(field(page, "account")).toHaveCount(0);
    await field(page, "advance").fill("100");
    await expect(field(page, "account"), "a condition that the server decides").toBeVisible();
    for (const button of await page.locator("button:visible").all()) {
      const box = (await button.boundingBox())!;
      expect(Math.round(box.height), await button.evaluate((one) => one.outerHTML.slice(0, 200))).toBeGreaterThanOrEqual(24);
    }
    const submit = (await page.locator('button[type="submit"]').boundingBox())!;
    expect(submit.height).toBeGreaterThanOrEqual(44);
    expect(submit.y + submit.height).toBeLessThanOrEqual(SIZES.phone.height);
    await page.locator('button[type="submit"]').click();

    // What comes first is hers: she adds the paper and hands it in.
    await page.waitForURL(/\/tasks\/[0-9a-f-]+\.\d+\.\d+/);
    await expect(field(page, "reason")).toHaveValue("拜访客户 <b>Ärger</b> \u202eabc");
    await page.locator('input[type="file"]').first().setInputFiles({ name: "发票 <1>.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4") });
    await expect(page.getByRole("link", { name: "发票 <1>.pdf" })).toBeVisible();
    await page.getByRole("button", { name: words.complete, exact: true }).click();
    await expect(page).toHaveURL(/\/tasks(\?|$)/);

    // Her manager sends it back.
    await page.setViewportSize(SIZES.desk);
    await logIn(page, server, "lin.tao");
    await page.getByText(number).click();
    await expect(page.locator('[data-path="reason"]')).toContainText("<b>Ärger</b>");
    await page.getByRole("button", { name: words.more }).last().click();
    await page.getByRole("menuitem", { name: words.back, exact: true }).click();
    await page.getByRole("dialog").getByRole("textbox").last().fill("请核对日期");
    await page.getByRole("dialog").getByRole("button", { name: words.back, exact: true }).click();
    await expect(page.getByText(words.returned, { exact: true })).toBeVisible();

    // She corrects it.
    await logIn(page, server, "han.mei");
    await page.getByText(number).first().click();
    await page.getByRole("tab", { name: words.timeline }).click();
    await expect(page.getByText("请核对日期")).toBeVisible();
    await page.getByRole("tab").filter({ hasText: language === "en" ? "Form" : "表单" }).click();
    await field(page, "spentOn").fill("2026-03-03");
    await page.getByRole("button", { name: words.complete, exact: true }).click();
    await expect(page).toHaveURL(/\/tasks(\?|$)/);

    // It is approved by him, and by both of finance; the cashier claims what is left.
    await logIn(page, server, "lin.tao");
    await page.getByText(number).click();
    await expect(page.locator('[data-path="spentOn"]')).toContainText("2026-03-03");
    await page.getByRole("button", { name: words.approve, exact: true }).click();
    await expect(page.getByText(words.approved, { exact: true })).toBeVisible();
    for (const person of ["chen.gang", "li.lei"]) {
      await logIn(page, server, person);
      await page.getByText(number).click();
      await expect(page.getByText(person === "chen.gang" ? /^0\/2 |^0 of 2 / : /^1\/2 |^1 of 2 /)).toBeVisible();
      await page.getByRole("button", { name: words.approve, exact: true }).click();
      await expect(page.getByText(words.approved, { exact: true }).first()).toBeVisible();
    }
    await page.goto(`${server.url}/tasks?tab=claim`);
    await page.getByText(number).click();
    await page.getByRole("button", { name: words.claim, exact: true }).click();
    await page.getByRole("button", { name: words.complete, exact: true }).click();

    const state = async () => (await server.get(`/api/v1/instances?businessKey=${number}`)).items[0].state;
    await expect.poll(state).toBe("completed");
  });
}

test("the inbox needs no mouse", async ({ page, server }) => {
  for (const number of ["KB-1", "KB-2", "KB-3"]) await server.fill(await server.claim("han.mei", number));
  await prefer(page, "zh-CN");
  await logIn(page, server, "lin.tao");
  await expect(page.getByText("KB-1")).toBeVisible();
  await page.keyboard.press("/");
  await page.keyboard.type("KB-");
  await expect(page).toHaveURL(/text=KB-/);
  await page.keyboard.press("Escape");
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.keyboard.press("j");
  await expect(page.getByRole("button", { name: "同意", exact: true })).toBeVisible();
  const first = page.url();
  await page.keyboard.press("j");
  await expect(page).not.toHaveURL(first);
  await page.keyboard.press("k");
  await expect(page).toHaveURL(first);
  await expect(page.getByRole("button", { name: "同意", exact: true })).toBeVisible();
  await page.keyboard.press("a");
  await expect(page.getByText("已同意", { exact: true })).toBeVisible();
  await expect(page).not.toHaveURL(first);
  await expect(page.getByRole("button", { name: "拒绝", exact: true })).toBeVisible();
  await page.keyboard.press("r");
  await expect(page.getByRole("dialog").getByRole("textbox")).toBeFocused();
  await page.keyboard.type("金额不符");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByText("已拒绝", { exact: true })).toBeVisible();
  await expect.poll(async () => (await server.get("/api/v1/user-tasks?assignee=lin.tao")).items.length).toBe(1);
});

test("what was typed outlives a lost connection and a session that ends", async ({ page, server, context }) => {
  const instance = await server.claim("han.mei", "LOST-1");
  const { items } = await server.get(`/api/v1/user-tasks?instance=${instance}`);
  await prefer(page, "zh-CN");
  await admit(page, server, "han.mei");
  await page.goto(`${server.url}/tasks/${items[0].id}`);
  await field(page, "reason").fill("写到一半");
  await expect(page.getByText("草稿已保存")).toBeVisible();
  await page.reload();
  await expect(field(page, "reason"), "the draft").toHaveValue("写到一半");

  await context.setOffline(true);
  await field(page, "reason").fill("断网也在写");
  await expect(page.getByText(/已保存在本浏览器/)).toBeVisible();
  await context.setOffline(false);

  await context.clearCookies();
  await field(page, "reason").fill("会话结束了");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("会话已结束")).toBeVisible();
  await dialog.locator('input[autocomplete="current-password"]').fill(PASSWORD);
  await dialog.locator('button[type="submit"]').click();
  await expect(dialog).toHaveCount(0);
  await expect(field(page, "reason")).toHaveValue("会话结束了");
  await page.getByRole("button", { name: "提交", exact: true }).click();
  await expect(page.getByText("已提交", { exact: true })).toBeVisible();
  const { items: variables } = await server.get(`/api/v1/instances/${instance}/variables`);
  expect(variables.find((one: { name: string }) => one.name === "reason").value).toBe("会话结束了");
});

test("a task that comes is seen without asking for it", async ({ page, server }) => {
  await prefer(page, "zh-CN");
  await logIn(page, server, "lin.tao");
  await expect(page.getByRole("heading", { name: "待办" })).toBeVisible();
  await server.fill(await server.claim("han.mei", "LIVE-1"));
  await expect(page.getByRole("grid").getByText("LIVE-1")).toBeVisible();
});
