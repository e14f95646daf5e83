import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { gather } from "./gather";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A list that is shown: what it was told last, how often it was asked for, and how long an answer takes. */
async function shown(key: string, takes = 0) {
  const client = new QueryClient();
  const told = { events: 0, asked: 0 };
  const queryFn = async () => {
    told.asked += 1;
    const seen = told.events;
    await new Promise((resolve) => setTimeout(resolve, takes));
    return seen;
  };
  const observer = new QueryObserver(client, { queryKey: [key, "all"], queryFn });
  const leave = observer.subscribe(() => undefined);
  await vi.advanceTimersByTimeAsync(takes + 1);
  told.asked = 0;
  return { client, told, leave, seen: () => client.getQueryData([key, "all"]) };
}

it("asks at once for what one event says", async () => {
  const { client, told, leave } = await shown("tasks");
  gather(client).add(["tasks"]);
  expect(told.asked).toBe(1);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(told.asked).toBe(1);
  leave();
});

it("asks about twice a second in a burst, and sees the last event", async () => {
  const { client, told, leave, seen } = await shown("tasks");
  const stale = gather(client);
  for (let at = 0; at < 1_000; at += 1) {
    told.events += 1;
    stale.add(["tasks"]);
    await vi.advanceTimersByTimeAsync(2);
  }
  expect(told.asked).toBeGreaterThanOrEqual(4);
  expect(told.asked).toBeLessThanOrEqual(5);
  await vi.advanceTimersByTimeAsync(501);
  expect(seen()).toBe(1_000);
  const asked = told.asked;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(told.asked).toBe(asked);
  leave();
});

it("makes no key wait for another", async () => {
  const { client, told, leave } = await shown("alerts");
  const stale = gather(client);
  stale.add(["tasks"]);
  stale.add(["alerts"]);
  expect(told.asked).toBe(1);
  leave();
});

it("lets a slow answer come in a burst that does not end, and sees the last event", async () => {
  const { client, told, leave, seen } = await shown("tasks", 1_200);
  const stale = gather(client);
  for (let at = 0; at < 60; at += 1) {
    told.events += 1;
    stale.add(["tasks"]);
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(seen()).toBeGreaterThan(1);
  await vi.advanceTimersByTimeAsync(4_000);
  expect(seen()).toBe(60);
  leave();
});

it("does not wait for ever for an answer that does not come", async () => {
  const { client, told, leave } = await shown("tasks", 60_000);
  const stale = gather(client);
  stale.add(["tasks"]);
  stale.add(["tasks"]);
  await vi.advanceTimersByTimeAsync(6_000);
  expect(told.asked).toBe(2);
  leave();
});

it("leaves stale what it no longer asks for", async () => {
  const { client, told, leave } = await shown("tasks");
  const stale = gather(client);
  stale.add(["tasks"]);
  await vi.advanceTimersByTimeAsync(10);
  stale.add(["tasks"]);
  stale.stop();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(told.asked).toBe(1);
  expect(client.getQueryState(["tasks", "all"])?.isInvalidated).toBe(true);
  leave();
});
