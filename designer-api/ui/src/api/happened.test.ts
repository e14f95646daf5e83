import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { after, caughtUp, happens } from "./happened";
import { keys } from "./keys";
import type { Overlay } from "./types";

const key = [...keys.definition("order:2"), "overlay"];
const overlay: Overlay = {
  definition: "order:2",
  running: 3,
  whole: true,
  elements: { order: { active: 3, incidents: 0, completed: 1 }, approve: { active: 3, incidents: 1, completed: 4 } },
  versions: [
    { version: 2, running: 3, incidents: 1 },
    { version: 1, running: 1, incidents: 0 },
  ],
  position: 10,
};
const delta = (definition: string, from: number, to: number, change: object) => ({ process: "order", definition, from, to, whole: true, running: 0, incidents: 0, ...change });
const begun = delta("order:2", 10, 14, { running: 2, elements: { approve: { active: 2, incidents: 0, completed: 0 }, order: { active: 2, incidents: 0, completed: 0 } } });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("goes on by what differs, once", () => {
  const now = after(overlay, begun);
  expect([now.running, now.elements.approve?.active, now.versions[0]?.running]).toEqual([5, 5, 5]);
  expect(after(now, begun), "it is counted already").toBe(now);
  expect(after({ ...overlay, position: 12 }, begun).running, "some of it is counted already").toBe(3);
  expect(after(overlay, { ...begun, process: "other", definition: "other:2" })).toBe(overlay);
  const ended = after(now, delta("order:1", 14, 15, { running: -1, elements: { approve: { active: -1, incidents: 0, completed: 1 } } }));
  expect([ended.running, ended.elements.approve?.completed]).toEqual([5, 4]);
  expect(ended.versions, "nothing runs in the older one any more").toEqual([{ version: 2, running: 5, incidents: 1 }]);
  const third = after(ended, delta("order:3", 15, 16, { running: 1 }));
  expect(third.versions.map((one) => one.version), "a new one is the first").toEqual([3, 2]);
});

it("shows at once what is told, and asks anew every few seconds at most", () => {
  const client = new QueryClient();
  const asked = vi.spyOn(client, "invalidateQueries");
  client.setQueryData(key, overlay);
  client.setQueryData([...keys.definition("other:1"), "overlay"], { ...overlay, definition: "other:1" });
  const happening = happens(client);
  happening.take("overlay.delta", begun);
  for (let at = 14; at < 20; at += 1) happening.take("overlay.delta", delta("order:2", at, at + 1, { running: 1 }));
  expect(client.getQueryData<Overlay>(key)?.running).toBe(11);
  const of = () => asked.mock.calls.filter(([filter]) => JSON.stringify(filter?.queryKey) === JSON.stringify(key)).length;
  expect([asked.mock.calls.length, of()], "the other one is as it was").toEqual([1, 1]);
  vi.advanceTimersByTime(60_000);
  expect(of(), "and once more when it is over").toBe(2);
  // An answer that was under way when it was told.
  expect(caughtUp({ ...overlay, position: 14, running: 5 }).running).toBe(11);
  happening.take("reset", begun);
  expect(caughtUp(overlay), "nothing is known of what was told before").toBe(overlay);
  happening.stop();
});

const told = { process: "order", definition: "order:1", from: 1, to: 2 };

it("follows lists of instances, tasks and jobs every few seconds, and batches each second", () => {
  const client = new QueryClient();
  const asked = vi.spyOn(client, "invalidateQueries");
  const happening = happens(client);
  const of = (key: readonly unknown[]) => asked.mock.calls.filter(([filter]) => JSON.stringify(filter?.queryKey) === JSON.stringify(key)).length;
  const all = () => [keys.instances("ops"), keys.tasks("all"), keys.jobs(), keys.batches("b1"), keys.batches("all")].map(of);
  const burst = () => {
    happening.take("instance.moved", told);
    happening.take("job.locked", told);
    happening.take("batch.progress", { ...told, batch: "b1" });
  };
  burst();
  expect(all()).toEqual([1, 1, 1, 1, 1]);
  for (let beat = 0; beat < 8; beat += 1) {
    burst();
    vi.advanceTimersByTime(250);
  }
  expect(all()).toEqual([1, 1, 1, 3, 3]);
  vi.advanceTimersByTime(60_000);
  expect(all(), "what came last is not left out, and nothing is asked for ever").toEqual([2, 2, 2, 3, 3]);
  happening.take("instance.moved", { ...told, instance: "i1" });
  expect(all(), "of one instance its own page hears").toEqual([2, 2, 2, 3, 3]);
  happening.take("reset", told);
  expect([of(keys.instances("ops")), of(keys.tasks("all")), of(keys.jobs()), of(keys.batches())]).toEqual([3, 3, 3, 1]);
  happening.stop();
});

it("follows work that takes a while where it is shown, and not as the work of programs", () => {
  const client = new QueryClient();
  const asked = vi.spyOn(client, "invalidateQueries");
  const happening = happens(client);
  const work = { ...told, state: "running", done: 1, of: 2 };
  const shown = [
    { kind: "verification", id: "1", key: keys.audit("verifications") },
    { kind: "export", id: "2", key: keys.audit("exports") },
    { kind: "simulation", id: "3", key: keys.simulations() },
    { kind: "search", id: "4", key: keys.suggestions("order", "run/4") },
    { kind: "conformance", id: "5", key: keys.analytics("conformance", "order", "5") },
  ] as const;
  for (const { kind, id, key } of shown) {
    asked.mockClear();
    happening.take("job.progress", { ...work, kind, id });
    expect(asked.mock.calls.map(([filter]) => filter?.queryKey)).toEqual([key]);
    happening.take("job.progress", { ...work, kind, id });
    happening.take("job.done", { ...work, kind, id });
    vi.advanceTimersByTime(60_000);
    expect(asked.mock.calls.map(([filter]) => filter?.queryKey), "its end is asked for too").toEqual([key, key]);
  }
  happening.stop();
});

it("asks for the figures that are new, not for those of other processes nor for what somebody looks into", () => {
  const client = new QueryClient();
  const asked = vi.spyOn(client, "invalidateQueries");
  const figures = {
    all: keys.analytics("portfolio", { from: 1 }),
    theirs: keys.analytics("process", "order", {}),
    others: keys.analytics("process", "other", {}),
    indicator: keys.analytics("indicators", "late", undefined, {}),
    map: keys.analytics("map", "order", {}),
  };
  for (const key of Object.values(figures)) client.setQueryData(key, {});
  const happening = happens(client);
  const counts = () => Object.values(figures).map((key) => asked.mock.calls.filter(([filter]) => JSON.stringify(filter?.queryKey) === JSON.stringify(key)).length);
  for (let beat = 0; beat < 20; beat += 1) {
    happening.take("kpi.tick", { ...told, processes: ["order"] });
    vi.advanceTimersByTime(250);
  }
  expect(counts()).toEqual([1, 1, 0, 1, 0]);
  vi.advanceTimersByTime(60_000);
  expect(counts()).toEqual([2, 2, 0, 2, 0]);
  happening.take("reset", told);
  expect(counts()).toEqual([3, 3, 1, 3, 0]);
  happening.stop();
});
