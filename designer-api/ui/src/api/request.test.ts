import { afterEach, describe, expect, it, vi } from "vitest";
import { Problem } from "./problem";
import { command, fill, freshKey, get, setCsrf, whenExpired } from "./request";

const answer = (status: number, body: unknown) =>
  new Response(body === null ? null : JSON.stringify(body), { status, headers: { "content-type": "application/problem+json" } });

afterEach(() => {
  vi.unstubAllGlobals();
  setCsrf(null);
});

describe("a request", () => {
  it("has its parameters in place, each escaped", () => {
    const filled = fill("/api/v1/people/{id}/tasks", { path: { id: "a/b 李" }, query: { list: "todo", cursor: undefined, text: "x&y" } });
    expect(filled).toBe("/api/v1/people/a%2Fb%20%E6%9D%8E/tasks?list=todo&text=x%26y");
  });

  it("carries its key and the token of the session when it changes something", async () => {
    const fetch = vi.fn(async (_url: string, _init: RequestInit) => answer(204, null));
    vi.stubGlobal("fetch", fetch);
    setCsrf("c1");
    await command("post", "/api/v1/user-tasks/{id}/claim", { path: { id: "7" } }, "k1");
    const [url, init] = fetch.mock.calls[0]!;
    expect(url).toBe("/api/v1/user-tasks/7/claim");
    expect(init.headers).toMatchObject({ "idempotency-key": "k1", "x-weir-csrf": "c1" });
  });

  it("that is refused says so by its code", async () => {
    vi.stubGlobal("fetch", async () => answer(409, { code: "task-assigned", detail: "somebody else has the task" }));
    const refused = await get("/api/v1/user-tasks/{id}", { path: { id: "7" } }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Problem);
    expect(refused).toMatchObject({ status: 409, code: "task-assigned", passes: false });
  });

  it("without an answer is offline and may be sent again", async () => {
    vi.stubGlobal("fetch", async () => Promise.reject(new TypeError("network")));
    const refused = (await get("/api/v1/session").catch((error: unknown) => error)) as Problem;
    expect(refused).toMatchObject({ code: "offline", passes: true });
  });

  it("tells when the session is over, and not when a password was wrong", async () => {
    const expired = vi.fn();
    whenExpired(expired);
    vi.stubGlobal("fetch", async () => answer(401, { code: "login-failed" }));
    await command("post", "/api/v1/session", { body: { user: "a", password: "b" } }, "k").catch(() => undefined);
    expect(expired).not.toHaveBeenCalled();
    vi.stubGlobal("fetch", async () => answer(401, { code: "unauthorized" }));
    await get("/api/v1/definitions").catch(() => undefined);
    expect(expired).toHaveBeenCalledOnce();
  });

  it("has a key that no other has", () => {
    expect(new Set(Array.from({ length: 50 }, freshKey)).size).toBe(50);
    expect(freshKey()).toMatch(/^[0-9a-f]{32}$/);
  });
});
