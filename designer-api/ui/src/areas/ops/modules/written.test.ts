import { expect, test } from "vitest";
import type { TraceEvent } from "@/api/types";
import { changesIn } from "./written";

const event = (seq: number, type: string, data: unknown): TraceEvent => ({ seq, type, data, at: "2026-03-01T00:00:00Z", actor: { id: "li.lei" }, command: "complete", key: 0, parameters: [], position: seq }) as TraceEvent;
const set = (change: object) => ({ scope: 0, name: "amount", old: "none", value: 1, writer: null, intervention: null, ...change });

test("what an instance begins with is a change from nothing", () => {
  const [first, second, ...more] = changesIn([event(1, "elementActivating", { key: 0, variables: { amount: 7, paid: false } }), event(2, "elementActivated", { key: 0 })]);
  expect(first).toMatchObject({ name: "amount", scope: 0, after: 7, byHand: false });
  expect(first).not.toHaveProperty("before");
  expect(second).toMatchObject({ name: "paid", after: false });
  expect(more).toEqual([]);
});

test("a change tells what was there before, also where that was null", () => {
  const [one, two] = changesIn([event(3, "variableSet", set({ old: { value: 7 }, value: 8, intervention: "edit" })), event(4, "variableSet", set({ old: { value: null }, value: 9 }))]);
  expect(one).toMatchObject({ before: 7, after: 8, byHand: true });
  expect(two).toMatchObject({ before: null, after: 9, byHand: false });
});

test("of what was too large to be kept twice its size is told, and what was taken away is", () => {
  const [one, two] = changesIn([event(5, "variableSet", set({ old: { large: { bytes: 4096, hash: 0, sha256: "ab" } } })), event(6, "variableSet", set({ removed: true, value: null, scope: 4 }))]);
  expect(one).toMatchObject({ large: 4096 });
  expect(one).not.toHaveProperty("before");
  expect(two).toMatchObject({ removed: true, scope: 4 });
});
