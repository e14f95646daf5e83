import { expect, it } from "vitest";
import { filled } from "./Series";
import { DAY, HOUR } from "@/shared/level/question";

const point = (at: string, n = 1) => ({ at, n, mean: 5, incidents: 0 });

it("has the pieces of the window in which nothing happened", () => {
  const [from, until] = [Date.parse("2026-11-01T13:00:00Z"), Date.parse("2026-11-05T13:00:00Z")];
  const all = filled([point("2026-11-03T00:00:00Z", 7)], DAY, from, until);
  expect(all.map((one) => [one.at.slice(0, 10), one.n])).toEqual([
    ["2026-11-02", 0],
    ["2026-11-03", 7],
    ["2026-11-04", 0],
    ["2026-11-05", 0],
  ]);
});

it("is left as it is where there would be too many, or none", () => {
  const one = [point("2026-11-03T00:00:00Z")];
  expect(filled(one, HOUR, 0, Date.parse("2026-11-04T00:00:00Z"))).toBe(one);
  expect(filled([], DAY, 0, DAY)).toEqual([]);
});
