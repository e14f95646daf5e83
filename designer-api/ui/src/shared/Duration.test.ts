import { expect, it } from "vitest";
import { parts } from "./Duration";

it("says the two greatest units of a time span", () => {
  expect(parts(0)).toEqual([{ unit: "second", count: 0 }]);
  expect(parts(59_999)).toEqual([{ unit: "second", count: 59 }]);
  expect(parts(3_600_000)).toEqual([{ unit: "hour", count: 1 }]);
  expect(parts(90_061_000)).toEqual([{ unit: "day", count: 1 }, { unit: "hour", count: 1 }]);
});
