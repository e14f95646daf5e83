import { describe, expect, it } from "vitest";
import { versionBefore } from "./versions";

describe("the version before one", () => {
  const rows = [9, 4, 1].map((revision) => ({ revision }));

  it("is the latest of the earlier ones, whatever numbers are left out", () => {
    expect(versionBefore(rows, 9)).toBe(4);
    expect(versionBefore(rows, 5)).toBe(4);
    expect(versionBefore([...rows].reverse(), 4)).toBe(1);
  });

  it("is none for the first", () => {
    expect(versionBefore(rows, 1)).toBeUndefined();
    expect(versionBefore([], 1)).toBeUndefined();
  });
});
