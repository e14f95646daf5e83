import { afterEach, describe, expect, it, vi } from "vitest";
import { AT_ONCE, summaryOf } from "./InstanceKey";

afterEach(() => vi.unstubAllGlobals());

/** A server that knows all but `gone`, and counts how often it is asked. */
function server(status = 200) {
  const fetch = vi.fn(async (url: string, _init: RequestInit) => {
    const ids = new URL(url, "http://here").searchParams.get("ids")!.split(",");
    const items = ids.filter((id) => id !== "gone").map((id) => ({ id, businessKey: `K-${id}` }));
    return new Response(JSON.stringify(status === 200 ? { items, next: null } : { code: "no-access", status }), { status, headers: { "content-type": "application/json" } });
  });
  vi.stubGlobal("fetch", fetch);
  return fetch;
}

describe("the keys of the instances of a list", () => {
  it("are asked for in one question, each once", async () => {
    const fetch = server();
    const found = await Promise.all(["a", "b", "a", "gone"].map(summaryOf));
    expect(found.map((one) => one?.businessKey)).toEqual(["K-a", "K-b", "K-a", undefined]);
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it("are asked for in as many questions as the server needs", async () => {
    const fetch = server();
    const found = await Promise.all(Array.from({ length: AT_ONCE + 1 }, (_, number) => summaryOf(String(number))));
    expect(found.at(-1)?.businessKey).toBe(`K-${AT_ONCE}`);
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  it("are refused together", async () => {
    server(403);
    const found = await Promise.allSettled(["a", "b"].map(summaryOf));
    expect(found.map((one) => one.status)).toEqual(["rejected", "rejected"]);
  });
});
