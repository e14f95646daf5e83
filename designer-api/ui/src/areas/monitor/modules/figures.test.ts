import { expect, it } from "vitest";
import { scaled } from "./figures";

it("writes a time in the greatest unit of which it has one", () => {
  expect(scaled(0)).toEqual({ unit: "ms", count: 0 });
  expect(scaled(999)).toEqual({ unit: "ms", count: 999 });
  expect(scaled(1_500)).toEqual({ unit: "s", count: 1.5 });
  expect(scaled(60_480_000)).toEqual({ unit: "h", count: 16.8 });
  expect(scaled(-172_800_000)).toEqual({ unit: "d", count: -2 });
});
