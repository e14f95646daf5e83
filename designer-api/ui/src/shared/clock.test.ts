import { expect, test } from "vitest";
import { isWhole, quarter, readClock } from "./clock";

test("a time of day is read however people write it", () => {
  for (const [typed, read] of [
    ["09:30", "09:30"], ["9:30", "09:30"], ["0930", "09:30"], ["930", "09:30"], ["9", "09:00"], ["21", "21:00"], ["9.30", "09:30"], ["9:5", "09:05"],
    ["９：３０", "09:30"], ["9点30分", "09:30"], ["9点", "09:00"], ["9:30 pm", "21:30"], ["12:00am", "00:00"], ["12 p.m.", "12:00"], ["22:00:00", "22:00"], ["00:00", "00:00"],
  ] as const) {
    expect(readClock(typed), typed).toBe(read);
  }
  for (const typed of ["", "24:00", "9:60", "later", "13:00 pm", "0 am", "12345", "-1"]) expect(readClock(typed), typed).toBeNull();
});

test("it is whole when nothing more can belong to it", () => {
  expect(["09:30", "0930", "9:30", "930", "9"].map(isWhole)).toEqual([true, true, false, false, false]);
});

test("arrows go by quarters, also around midnight", () => {
  expect([quarter("09:10", 1), quarter("09:10", -1), quarter("23:45", 1), quarter("00:00", -1)]).toEqual(["09:15", "09:00", "00:00", "23:45"]);
});
