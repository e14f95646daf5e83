import { describe, expect, it } from "vitest";
import { isOvernight, nights, tidy, toggle } from "./preferences";

const NONE = { mail: [], webhook: [], quiet: [] };

describe("what somebody wants to be told", () => {
  it("is the same whatever it was chosen after", () => {
    const one = toggle(toggle(NONE, "mail", "overdue"), "mail", "assigned");
    const other = toggle(toggle(NONE, "mail", "assigned"), "mail", "overdue");
    expect(one).toEqual(other);
    expect(toggle(toggle(one, "mail", "overdue"), "mail", "overdue")).toEqual(one);
    expect(toggle(one, "webhook", "assigned")).toEqual({ ...one, webhook: ["assigned"] });
  });

  it("says every day as no day, and times with seconds", () => {
    const all = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
    const quiet = { days: all, from: "22:00", until: "07:30", timeZone: "Asia/Shanghai" };
    expect(tidy({ ...NONE, quiet: [quiet] }).quiet).toEqual([{ days: [], from: "22:00:00", until: "07:30:00", timeZone: "Asia/Shanghai" }]);
    expect(tidy({ ...NONE, quiet: [{ ...quiet, days: ["sunday", "friday"] }] }).quiet?.[0]?.days).toEqual(["friday", "sunday"]);
  });

  it("lasts overnight where its end is not later than its beginning", () => {
    expect(isOvernight(nights("UTC"))).toBe(true);
    expect(isOvernight({ ...nights("UTC"), from: "00:00:00", until: "00:00:00" })).toBe(true);
    expect(isOvernight({ ...nights("UTC"), from: "12:00:00", until: "13:30:00" })).toBe(false);
  });
});
