import { expect, test } from "vitest";
import { cellsOf } from "./weekHours";

const hours = [
  { weekday: 1, hour: 9, n: 10, begun: 8, wait: 100, sojourn: 300 },
  { weekday: 5, hour: 17, n: 1, begun: 0, wait: null, sojourn: 900 },
  { weekday: 7, hour: 0, n: 4, begun: 4, wait: 0, sojourn: 0 },
];

test("the most is the darkest, little is not nothing, and what is not known is no cell", () => {
  const counts = cellsOf(hours, "n");
  expect([...counts.values()].map((cell) => cell.tint)).toEqual([5, 1, 2]);
  const waits = cellsOf(hours, "wait");
  expect([...waits.keys()]).toEqual(["1 9", "7 0"]);
  expect(waits.get("1 9")).toEqual({ value: 100, n: 8, tint: 5 });
  expect(waits.get("7 0")?.tint).toBe(1);
  expect(cellsOf([], "n").size).toBe(0);
});
