import { describe, expect, it } from "vitest";
import { DAY, questionOf, windowOf } from "./question";
import { dayOf, windowOfDays } from "./WindowBar";

describe("a question about history", () => {
  it("is what can be asked, wherever it comes from", () => {
    const asked = questionOf({ days: "7", version: "2", rework: "false", from: "2026-11-02", until: "2026-11-01", outcome: "odd", where: { a: 1, b: [] } });
    expect(Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined))).toEqual({ days: 7, version: 2, rework: false, where: { a: 1 } });
    expect(questionOf({ days: 3651 }).days).toBeUndefined();
  });

  it("has the window of its page where it says none", () => {
    const now = Date.parse("2026-11-26T10:20:30Z");
    const { from, until } = windowOf({}, now, 90);
    expect([until - from, until]).toEqual([90 * DAY, Date.parse("2026-11-26T11:00:00Z")]);
    expect(windowOf({ days: 7 }, now, 90).from).toBe(until - 7 * DAY);
  });

  it("takes whole days by the clock of the reader, both included", () => {
    const { from, until } = windowOfDays("2026-03-01", "2026-03-31");
    expect([dayOf(Date.parse(from)), dayOf(Date.parse(until) - 1), dayOf(Date.parse(until))]).toEqual(["2026-03-01", "2026-03-31", "2026-04-01"]);
  });
});
