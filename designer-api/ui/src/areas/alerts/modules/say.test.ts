import { describe, expect, it } from "vitest";
import { inUnit } from "./say";

describe("times", () => {
  it("are told in the greatest unit of which they have one, with three figures", () => {
    expect(inUnit(90_000)).toEqual({ unit: "min", value: 1.5 });
    expect(inUnit(-7_200_000)).toEqual({ unit: "h", value: -2 });
    expect(inUnit(123_456_789)).toEqual({ unit: "d", value: 1.43 });
    expect(inUnit(10)).toEqual({ unit: "s", value: 0.01 });
  });
});
