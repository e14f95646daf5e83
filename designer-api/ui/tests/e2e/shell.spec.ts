import { LANGUAGES, PASSWORD, admit, expect, logIn, prefer, test } from "./test";

test.use({ house: "shell" });

const WORDS = {
  "zh-CN": { welcome: "欢迎使用堰", make: "建立管理员", tasks: "待办", wrong: "用户名或密码错误", logIn: "登录", empty: "没有待办" },
  en: { welcome: "Welcome to Weir", make: "Make the administrator", tasks: "Tasks", wrong: "User or password is wrong", logIn: "Log in", empty: "Nothing to do" },
} as const;

test("the first start makes an administrator, who is logged in", async ({ page, server }) => {
  const words = WORDS["zh-CN"];
  await prefer(page, "zh-CN");
  await page.goto(`${server.url}/setup#${server.code}`);
  await expect(page.getByRole("heading", { name: words.welcome })).toBeVisible();
  await page.locator('input[autocomplete="username"]').fill("admin");
  await page.locator('input[autocomplete="name"]').fill("管理员");
  const passwords = page.locator('input[autocomplete="new-password"]');
  await passwords.nth(0).fill(PASSWORD);
  await passwords.nth(1).fill(PASSWORD);
  await page.getByRole("button", { name: words.make }).click();
  await expect(page.getByRole("heading", { name: "堰已就绪" })).toBeVisible();
  await page.getByRole("link", { name: "进入待办" }).click();
  await expect(page.getByRole("heading", { name: words.tasks, exact: true })).toBeVisible();
  await expect(page.getByText(words.empty)).toBeVisible();
});

for (const language of LANGUAGES) {
  test(`a wrong password is said so in ${language}`, async ({ page, server }) => {
    const words = WORDS[language];
    await prefer(page, language);
    await page.goto(`${server.url}/tasks`);
    await page.locator('input[autocomplete="username"]').fill(`nobody-${language}`);
    await page.locator('input[autocomplete="current-password"]').fill("not the password");
    await page.getByRole("button", { name: words.logIn, exact: true }).click();
    await expect(page.getByRole("alert")).toContainText(words.wrong);
  });
}

test("a page of the application may be kept, a file of it for ever", async ({ request, server }) => {
  const page = await request.get(`${server.url}/tasks/anything.at.all`);
  expect(page.headers()["cache-control"]).toBe("no-cache");
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(await page.text())![1]!;
  const file = await request.get(server.url + script);
  expect(file.headers()["cache-control"]).toContain("immutable");
  expect(file.headers()["content-encoding"]).toBe("br");
});

test("the command palette leads to a page", async ({ page, server }) => {
  await server.ready();
  await prefer(page, "en");
  await logIn(page, server, "admin");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog").getByRole("textbox")).toBeFocused();
  await page.keyboard.type("Sta");
  await expect(page.getByRole("option", { name: "Start" })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/start$/);
  await expect(page.getByText("No process to start")).toBeVisible();
});

test("nobody is left where they were after they log out", async ({ page, server }) => {
  await server.ready();
  await prefer(page, "zh-CN");
  await logIn(page, server, "admin");
  await page.getByRole("button", { name: /的账户$/ }).click();
  await page.getByRole("menuitem", { name: "退出登录" }).click();
  await expect(page.locator('input[autocomplete="current-password"]')).toBeVisible();
  await page.goto(`${server.url}/tasks`);
  await expect(page.locator('input[autocomplete="current-password"]')).toBeVisible();
});

test("demo data brings people who have something to do", async ({ page, server }) => {
  await server.ready();
  await prefer(page, "zh-CN");
  await admit(page, server, "admin");
  await page.goto(`${server.url}/welcome`);
  await page.getByRole("button", { name: "载入演示数据" }).click();
  const password = page.locator("[data-demo-password]");
  await expect(password).toBeVisible({ timeout: 60_000 });
  const said = await password.innerText();
  await page.context().clearCookies();
  await page.goto(`${server.url}/tasks`);
  await page.locator('input[autocomplete="username"]').fill("zhao.min");
  await page.locator('input[autocomplete="current-password"]').fill(said);
  await page.locator('button[type="submit"]').click();
  await expect(page.getByText("HT-2026-0001")).toBeVisible();
  await expect(page.getByText("YZ-2026-0001")).toBeVisible();
  // The palette finds what is theirs by the beginning of its key.
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog").getByRole("textbox")).toBeFocused();
  await page.keyboard.type("HT-2026");
  await expect(page.getByRole("option", { name: "HT-2026-0001" }).first()).toBeVisible();
});
