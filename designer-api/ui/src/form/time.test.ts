import { afterEach, expect, it, vi } from "vitest";
import { toClock, toValue, today, withoutZone } from "./time";

const zone = process.env["TZ"];
afterEach(() => {
  process.env["TZ"] = zone ?? "UTC";
  vi.useRealTimers();
});

it("keeps a time in each of the three ways, and shows it by the clock of the browser", () => {
  expect(toValue("2026-03-02 09:30:00", "no_timezone")).toBe("2026-03-02T09:30");
  expect(toValue("2026-03-02 09:30:00", "utc_normalized")).toMatch(/^2026-03-0[123]T\d\d:\d\dZ$/);
  expect(toValue("2026-03-02 09:30:00", "utc_offset")).toMatch(/^2026-03-02T09:30[+-]\d\d:\d\d$/);
  for (const zone of ["utc_normalized", "utc_offset"] as const) {
    expect(withoutZone(toValue("2026-03-02 09:30:00", zone), zone)).toBe("2026-03-02 09:30:00");
  }
  expect(withoutZone("nonsenseT", "utc_offset")).toBe("");
  expect(withoutZone("09:30", "no_timezone")).toBe("09:30");
});

it("means the same time of day in every zone", () => {
  vi.useFakeTimers({ now: new Date("2026-03-02T12:00:00Z"), toFake: ["Date"] });
  process.env["TZ"] = "Asia/Shanghai";
  expect([toClock("09:30", "utc_offset"), toClock("07:30", "utc_normalized"), toClock("09:30", "no_timezone")]).toEqual(["09:30+08:00", "23:30Z", "09:30"]);
  expect(["09:30+08:00", "23:30Z", "09:30:00Z"].map((value) => withoutZone(value, "utc_offset"))).toEqual(["09:30", "07:30", "17:30"]);
  process.env["TZ"] = "America/Los_Angeles";
  expect(withoutZone("09:30+08:00", "utc_offset")).toBe("17:30");
  expect(toClock(withoutZone("01:30Z", "utc_normalized"), "utc_normalized")).toBe("01:30Z");
});

it("takes for today what the calendar on the wall shows", () => {
  const late = new Date("2026-03-02T23:30:00Z");
  process.env["TZ"] = "Asia/Shanghai";
  expect(today(late)).toBe("2026-03-03");
  process.env["TZ"] = "America/Los_Angeles";
  expect(today(late)).toBe("2026-03-02");
});
