import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { keys } from "./keys";
import { listen } from "./sse";

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
  expect(localStorage.getItem("weir-last-event-han.mei")).toBe("99");
  stop();
});
