import { describe, expect, it } from "vitest";
import { PAPER, onPaper, sizeOf } from "./signature";

describe("a signature", () => {
  it("is as it was written, on a screen of any size", () => {
    const phone = { left: 20, top: 100, width: 300, height: 100 };
    expect(onPaper({ x: 20, y: 100 }, phone)).toEqual({ x: 0, y: 0 });
    expect(onPaper({ x: 170, y: 150 }, phone)).toEqual({ x: PAPER.width / 2, y: PAPER.height / 2 });
    // What runs over the edge stays on the paper.
    expect(onPaper({ x: 900, y: -50 }, phone)).toEqual({ x: PAPER.width, y: 0 });
    expect(onPaper({ x: 5, y: 5 }, { left: 0, top: 0, width: 0, height: 0 })).toEqual({ x: 0, y: 0 });
  });

  it("is a name as large as it fits", () => {
    const widthOf = (name: string) => (size: number) => name.length * size * 0.6;
    const [short, long] = ["韩梅", "Bartholomew Featherstonehaugh-Cholmondeley"];
    expect(sizeOf(short, widthOf(short))).toBe(PAPER.height / 2);
    const size = sizeOf(long, widthOf(long));
    expect(size).toBeLessThan(PAPER.height / 2);
    expect(widthOf(long)(size)).toBeLessThanOrEqual(PAPER.width - 2 * PAPER.margin);
    expect(sizeOf("", () => 0)).toBe(PAPER.height / 2);
  });
});
