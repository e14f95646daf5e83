import { expect, test } from "vitest";
import { piecesOf, waitOf } from "./gantt";

const at = (second: number) => new Date(second * 1000).toISOString();
const visit = { node: "a", enabled: at(10), claimed: at(15), started: at(20), ended: at(40), suspended: 0, critical: 5 };

test("the pieces of a visit add up to it, and a time that did not occur is none", () => {
  const told = (one: Parameters<typeof piecesOf>[0]) => piecesOf(one, 100_000).map((piece) => [piece.part, piece.from, piece.ms]);
  expect(told(visit)).toEqual([["queue", 10_000, 5_000], ["claimed", 15_000, 5_000], ["service", 20_000, 20_000]]);
  expect(told({ ...visit, claimed: null })).toEqual([["queue", 10_000, 10_000], ["service", 20_000, 20_000]]);
  expect(told({ ...visit, claimed: null, started: null })).toEqual([["queue", 10_000, 30_000]]);
  // One that goes on lasts until now.
  expect(told({ ...visit, ended: null })).toEqual([["queue", 10_000, 5_000], ["claimed", 15_000, 5_000], ["service", 20_000, 80_000]]);
});

test("a wait belongs to the visit that could begin then, and its causes fill it one after the other", () => {
  const wait = { node: "a", enabled: at(10), wait: 10_000, batching: 4_000, contention: 0, prioritisation: 1_000, unavailable: null, extraneous: 5_000 };
  const other = { ...wait, enabled: at(50), batching: 9_000 };
  expect(waitOf(visit, [other, wait])?.causes).toEqual([
    { cause: "batching", from: 10_000, ms: 4_000 },
    { cause: "prioritisation", from: 14_000, ms: 1_000 },
    { cause: "extraneous", from: 15_000, ms: 5_000 },
  ]);
  expect(waitOf(visit, [other])).toBeUndefined();
});
