import { expect, it } from "vitest";
import { activeIn, testsIn, textOf, valueOf } from "./lookedFor";

it("reads what an address says of variables, and leaves out what is no question", () => {
  expect(testsIn([{ name: "amount", is: "atLeast", value: 5 }, { name: "", is: "equal" }, { name: "x", is: "like" }, null])).toEqual([{ name: "amount", is: "atLeast", value: 5 }]);
  expect(testsIn([{ name: "x", is: "present" }])).toEqual([{ name: "x", is: "present", value: null }]);
  expect(testsIn("amount")).toBeUndefined();
  expect(testsIn([])).toBeUndefined();
});

it("takes numbers and truth for what they are, and gives back what was entered", () => {
  expect(["12.5", "true", "abc", "007", "\"12\"", " A-7 "].map(valueOf)).toEqual([12.5, true, "abc", "007", "12", "A-7"]);
  for (const value of [12.5, true, "abc", "12", "true", "007"]) expect(valueOf(textOf(value))).toEqual(value);
});

it("asks for what happened lately, or did not, to the minute", () => {
  const now = Date.UTC(2026, 2, 10, 12, 0, 30);
  expect(activeIn("hour", now)).toEqual({ activeSince: "2026-03-10T11:00:00.000Z" });
  expect(activeIn("quietWeek", now)).toEqual({ quietSince: "2026-03-03T12:00:00.000Z" });
  expect(activeIn(undefined, now)).toEqual({});
});
