import { afterEach, expect, it } from "vitest";
import { takeEarly } from "./early";

afterEach(() => (globalThis.weirEarly = undefined));

it("gives an answer once, and none that was refused or did not come", async () => {
  const good = new Response("{}");
  globalThis.weirEarly = new Map([
    ["/a", Promise.resolve(good)],
    ["/b", Promise.resolve(new Response("", { status: 401 }))],
    ["/c", Promise.reject(new Error("away"))],
  ]);
  expect(await takeEarly("/a")).toBe(good);
  expect([await takeEarly("/a"), await takeEarly("/b"), await takeEarly("/c"), await takeEarly("/d")]).toEqual([undefined, undefined, undefined, undefined]);
  expect(globalThis.weirEarly.size).toBe(0);
});
