import { describe, expect, it } from "vitest";
import { LEAD_TIME, changed, fromShown, toShown } from "./indexLines";

describe("lines of index components", () => {
  it("are typed in percent, and times in days", () => {
    expect([toShown(0.07, "on-time-rate", "floor"), fromShown(7, "on-time-rate", "floor")]).toEqual([7, 0.07]);
    expect([toShown(5 * 86_400_000, LEAD_TIME, "target"), fromShown(5, LEAD_TIME, "target")]).toEqual([5, 432_000_000]);
    expect(toShown(0.1, LEAD_TIME, "weight")).toBe(10);
  });

  it("are set only where they are other than what held", () => {
    const line = (weight: number) => ({ weight, floor: 0, target: 1 });
    const held = { a: line(1), b: line(2), c: line(3) };
    expect(changed({ c: line(3) }, held, { ...held, b: line(5) })).toEqual({ b: line(5), c: line(3) });
    expect(changed({}, held, held)).toEqual({});
  });
});
