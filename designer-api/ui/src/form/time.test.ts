import { expect, it } from "vitest";
import { toValue, withoutZone } from "./time";

it("keeps a time in each of the three ways, and shows it by the clock of the browser", () => {
  expect(toValue("2026-03-02 09:30:00", "no_timezone")).toBe("2026-03-02T09:30");
  expect(toValue("2026-03-02 09:30:00", "utc_normalized")).toMatch(/^2026-03-0[123]T\d\d:\d\dZ$/);
  expect(toValue("2026-03-02 09:30:00", "utc_offset")).toMatch(/^2026-03-02T09:30[+-]\d\d:\d\d$/);
  for (const zone of ["utc_normalized", "utc_offset"] as const) {
    expect(withoutZone(toValue("2026-03-02 09:30:00", zone), zone)).toBe("2026-03-02 09:30:00");
  }
  expect(withoutZone("09:30+08:00", "utc_offset")).toBe("09:30");
  expect(withoutZone("nonsenseT", "utc_offset")).toBe("");
});
