import { describe, expect, it } from "vitest";
import { SPAN_SIZES, scaled, typed } from "./span";

describe("a time that is told", () => {
  it("is in the greatest unit of which it has one", () => {
    expect(scaled(0)).toEqual({ unit: "ms", count: 0 });
    expect(scaled(1)).toEqual({ unit: "ms", count: 1 });
    expect(scaled(999)).toEqual({ unit: "ms", count: 999 });
    expect(scaled(1_500)).toEqual({ unit: "s", count: 1.5 });
    expect(scaled(60_480_000)).toEqual({ unit: "h", count: 16.8 });
    expect(scaled(-172_800_000)).toEqual({ unit: "d", count: -2 });
  });

  it("is never a tiny part of a second", () => {
    expect(scaled(0.865)).toEqual({ unit: "ms", count: 0.865 });
    expect(scaled(4.42)).toEqual({ unit: "ms", count: 4.42 });
  });
});

describe("a time that is typed", () => {
  it("is in the greatest unit that says it exactly", () => {
    expect(typed(1)).toEqual({ unit: "ms", count: 1 });
    expect(typed(5_400_000)).toEqual({ unit: "h", count: 1.5 });
    expect(typed(86_400_000)).toEqual({ unit: "d", count: 1 });
    expect(typed(86_460_000)).toEqual({ unit: "min", count: 1441 });
    expect(typed(0)).toEqual({ unit: "ms", count: 0 });
  });

  it("comes back as it was", () => {
    for (const ms of [1, 7, 999, 1_001, 61_000, 3_599_999, 3_600_000, 90_000_000, 123_456_789]) {
      const { unit, count } = typed(ms);
      expect(count * SPAN_SIZES[unit]).toBeCloseTo(ms, 6);
    }
  });
});
