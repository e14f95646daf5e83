// What the first script asks for before there is a page: see `src/ahead.ts`.
import { PASSWORD, admit, expect, prefer, test } from "./test";
import { words } from "./words";

test.use({ house: "ahead" });

test.beforeAll(async ({ server }) => {
  await server.ready();
  await server.people();
  await server.models();
});

test("what a page needs is asked for at once, before its code is there, and once", async ({ page, server }) => {
  const instance = await server.claim("han.mei", "AHEAD-1");
  await server.send("PUT", "/api/v1/grants/han.mei-operator", { to: { kind: "user", id: "han.mei" }, role: "operator" });
  await prefer(page, "en");
  await admit(page, server, "han.mei");
  for (const [path, ready, answer] of [
    ["/tasks", '[role="row"][data-index]', "/api/v1/people/han.mei/tasks?list=todo&limit=60"],
    [`/ops/instances/${instance}`, '.weir-paper[data-ready]:not([data-ready="0"])', "/api/v1/definitions/expense%3A1/xml?layout=true"],
  ] as const) {
    const asked: string[] = [];
    let heard = () => undefined as void;
    const answered = new Promise<void>((resolve) => (heard = resolve));
    const hear = (request: { url(): string }) => {
      const url = request.url().slice(server.url.length);
      asked.push(url);
      if (url === answer) heard();
    };
    page.on("request", hear);
    // The shell comes when that is asked for which else it would ask for itself.
    await page.route("**/assets/shell-*.js", (route) => answered.then(() => route.continue()));
    await page.goto(server.url + path, { waitUntil: "commit" });
    await expect(page.locator(ready).first()).toBeVisible();
    page.off("request", hear);
    expect(asked.filter((one, at) => asked.indexOf(one) !== at), "nothing is asked for twice").toEqual([]);
    await page.unroute("**/assets/shell-*.js");
  }
});

test("what was refused to nobody is asked for again by whoever logs in", async ({ page, server }) => {
  await server.claim("han.mei", "AHEAD-2");
  await prefer(page, "en");
  await page.goto(`${server.url}/tasks`);
  await page.locator('input[autocomplete="username"]').fill("han.mei");
  await page.locator('input[autocomplete="current-password"]').fill(PASSWORD);
  await page.locator('button[type="submit"]').click();
  await expect(page.getByRole("grid").getByText("AHEAD-2", { exact: true })).toBeVisible();
  // What processes are called was asked for too early, and is known all the same.
  await expect(page.getByRole("grid").getByText("费用报销").first()).toBeVisible();
  await expect(page.getByText(words("en", "common")("login.again"))).toHaveCount(0);
});
