import { expect, it } from "vitest";
import { daysText, hoursText, readDays, readHours } from "./calendar";

it("writes and reads the hours of a day", () => {
  const hours = [
    { from: "09:00:00", until: "12:00:00" },
    { from: "13:30:00", until: "18:00:00" },
  ];
  expect(hoursText(hours)).toBe("09:00-12:00, 13:30-18:00");
  expect(readHours("9:00-12:00，13:30 - 18:00")).toEqual(hours);
  expect(readHours("")).toEqual([]);
  expect(readHours("nine to five")).toBeNull();
});

it("reads holidays and the days on which one works instead, and names the line that it cannot read", () => {
  const read = readDays("2026-10-01..2026-10-03 free National Day\n\n2026-10-10 Worked", 2026, { work: ["worked"] });
  expect(read).toEqual({
    days: [
      { date: "2026-10-01", work: false, name: "National Day" },
      { date: "2026-10-02", work: false, name: "National Day" },
      { date: "2026-10-03", work: false, name: "National Day" },
      { date: "2026-10-10", work: true, name: null },
    ],
  });
  expect(readDays("2026-10-01 free\n2026-10-02 maybe", 2026)).toEqual({ line: 2 });
  expect(readDays("2025-10-01 free", 2026)).toEqual({ line: 1 });
  expect(readDays("2026-10-03..2026-10-01 free", 2026)).toEqual({ line: 1 });
});

it("writes special days in the words of the language, which it reads back", () => {
  const words = { free: ["休", "放假"], work: ["上班"] };
  const text = daysText([["2026-10-01", []], ["2026-10-10", [{ from: "09:00:00", until: "12:00:00" }]]], words);
  expect(text).toBe("2026-10-01 休\n2026-10-10 上班");
  expect(readDays(text, 2026, words)).toEqual({ days: [{ date: "2026-10-01", work: false, name: null }, { date: "2026-10-10", work: true, name: null }] });
});
