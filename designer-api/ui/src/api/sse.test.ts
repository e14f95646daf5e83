import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { keys } from "./keys";
import { listen } from "./sse";
import { want } from "./topics";

/** A stream that the test speaks through. */
class Stream extends EventTarget {
  static readonly CLOSED = 2;
  static last: Stream;
  readyState = 1;
  constructor(readonly url: string) {
    super();
    Stream.last = this;
  }
  close() {}
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("EventSource", Stream);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it("asks in a burst twice a second, after its last event once more, and tells each of them", () => {
  const client = new QueryClient();
  const asked = vi.spyOn(client, "invalidateQueries");
  const told = vi.fn();
  const stop = listen("han.mei", client, told);
  const say = (id: number) =>
    Stream.last.dispatchEvent(new MessageEvent("assigned", { data: JSON.stringify({ instance: `i${id}` }), lastEventId: String(id) }));
  const of = (key: readonly unknown[]) => asked.mock.calls.filter(([filter]) => JSON.stringify(filter?.queryKey) === JSON.stringify(key)).length;
  for (let id = 0; id < 100; id += 1) say(id);
  expect(of(keys.tasks())).toBe(1);
  vi.advanceTimersByTime(500);
  expect(of(keys.tasks())).toBe(2);
  vi.advanceTimersByTime(10_000);
  expect(of(keys.tasks())).toBe(2);
  // Each instance is its own: none is left out, none waits for another.
  expect(of(keys.instance("i99"))).toBe(1);
  expect(told).toHaveBeenCalledTimes(100);
  const notice = () => Stream.last.dispatchEvent(new MessageEvent("assigned", { data: JSON.stringify({ id: "n1", instance: "i1" }), lastEventId: "99" }));
  notice();
  notice();
  expect(told, "what is told again is known").toHaveBeenCalledTimes(101);
  expect(localStorage.getItem("weir-last-heard-han.mei")).toBe("99");
  stop();
});

const topicsOf = (stream: Stream) => new URL(stream.url, "http://weir").searchParams.get("topics");
const behind = (stream: Stream) => new URL(stream.url, "http://weir").searchParams.get("after");

it("listens for what the pages of all tabs show, and goes on where it was", () => {
  localStorage.clear();
  const client = new QueryClient();
  const stop = listen("wu.ben", client, vi.fn());
  const first = Stream.last;
  expect([topicsOf(first), behind(first)]).toEqual(["notices", null]);
  first.dispatchEvent(new MessageEvent("reset", { data: "{}", lastEventId: "0@6" }));
  vi.advanceTimersByTime(20_000);
  first.dispatchEvent(new MessageEvent("instance.moved", { data: '{"process":"a"}', lastEventId: "0@7" }));
  vi.advanceTimersByTime(6_000);
  // What was told just now was told without what a page wants to hear of from now on.
  for (const position of [8, 9]) first.dispatchEvent(new MessageEvent("instance.moved", { data: '{"process":"a"}', lastEventId: `0@${position}` }));
  const leave = want("process:order");
  // Pages come and go: only where they have come to rest counts.
  want("processes")();
  vi.advanceTimersByTime(1_000);
  expect([topicsOf(Stream.last), behind(Stream.last)]).toEqual(["notices,process:order", "0@7"]);
  const second = Stream.last;
  leave();
  want("process:order")();
  const again = want("process:order");
  vi.advanceTimersByTime(1_000);
  expect(Stream.last, "nothing else is wanted").toBe(second);
  again();
  vi.advanceTimersByTime(1_000);
  expect(topicsOf(Stream.last)).toBe("notices");
  stop();
});

it("asks anew for an instance that something happened to, and for what is stuck", async () => {
  const client = new QueryClient();
  const asked = vi.spyOn(client, "invalidateQueries");
  const told = vi.fn();
  const stop = listen("wu.ben", client, told);
  const say = (kind: string, said: object) => Stream.last.dispatchEvent(new MessageEvent(kind, { data: JSON.stringify(said) }));
  const of = (key: readonly unknown[]) => asked.mock.calls.filter(([filter]) => JSON.stringify(filter?.queryKey) === JSON.stringify(key)).length;
  say("instance.moved", { process: "order", definition: "order:1", from: 1, to: 2, instance: "i1", count: 1 });
  say("instance.moved", { process: "order", definition: "order:1", from: 1, to: 2, count: 9 });
  // What takes it in comes with the first of it.
  await vi.waitFor(() => expect(of(keys.instance("i1"))).toBe(1), 10_000);
  expect([of(keys.instance("i1")), of(keys.tasks("instance", "i1")), of(keys.incidents())]).toEqual([1, 1, 0]);
  say("incident.raised", { process: "order", definition: "order:1", from: 1, to: 2, count: 1, incidents: [] });
  await vi.waitFor(() => expect(of(keys.incidents())).toBe(1), 10_000);
  say("reset", {});
  await vi.waitFor(() => expect(of(["instance"])).toBe(1), 10_000);
  expect(told, "nobody is told of it").not.toHaveBeenCalled();
  stop();
});

it("hears of a page that has just come what is newer than what it has read", async () => {
  vi.resetModules();
  localStorage.clear();
  localStorage.setItem("weir-last-heard-wu.ben", "n7@12");
  const [{ listen }, { get }] = await Promise.all([import("./sse"), import("./request")]);
  for (const position of ["41", "44"]) {
    vi.stubGlobal("fetch", vi.fn(async () => new Response("{}", { headers: { "x-weir-position": position } })));
    await get("/api/v1/session");
  }
  listen("wu.ben", new QueryClient(), vi.fn())();
  expect(behind(Stream.last)).toBe("n7@41");
  localStorage.clear();
  listen("wu.ben", new QueryClient(), vi.fn())();
  expect(behind(Stream.last)).toBe("@41");
  // What it has read is old by now: another tab has listened meanwhile.
  vi.advanceTimersByTime(60_000);
  localStorage.setItem("weir-last-heard-wu.ben", "n8@90");
  listen("wu.ben", new QueryClient(), vi.fn())();
  expect(behind(Stream.last)).toBe("n8@90");
});

it("asks who is there when the session is over, and keeps where it was", () => {
  localStorage.clear();
  const client = new QueryClient();
  const asked = vi.spyOn(client, "invalidateQueries");
  const told = vi.fn();
  const stop = listen("wu.ben", client, told);
  Stream.last.dispatchEvent(new MessageEvent("reset", { data: "{}", lastEventId: "0@6" }));
  Stream.last.dispatchEvent(new MessageEvent("session.expired", { data: "{}", lastEventId: "" }));
  expect(asked).toHaveBeenCalledWith({ queryKey: keys.session });
  expect(told).not.toHaveBeenCalled();
  stop();
  const again = listen("wu.ben", client, told);
  expect(behind(Stream.last), "what came meanwhile is told").toBe("0@6");
  again();
});
