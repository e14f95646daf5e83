// How work weeks and days are written and read.
import type { components } from "@/api/schema";

export type Hours = components["schemas"]["Hours"];
export type Day = components["schemas"]["CalendarDay"];

const short = (time: string) => time.replace(/^(\d\d:\d\d):00$/, "$1");

/** `09:00-12:00, 13:30-18:00`; nothing is a free day. */
export function hoursText(hours: Hours[]): string {
  return hours.map(({ from, until }) => `${short(from)}-${short(until)}`).join(", ");
}

/** The same back; null when it cannot be read. */
export function readHours(text: string): Hours[] | null {
  const pieces = text.split(/[,，;；]/).map((piece) => piece.trim()).filter(Boolean);
  const hours = pieces.map((piece) => /^(\d{1,2}:\d{2})\s*[-–~]\s*(\d{1,2}:\d{2})$/.exec(piece));
  if (hours.some((match) => match === null)) return null;
  const full = (time: string) => `${time.padStart(5, "0")}:00`;
  return hours.map((match) => ({ from: full(match![1]!), until: full(match![2]!) }));
}

/** Words of the language of the page. */
export interface Words {
  free?: string[];
  work?: string[];
}

/** The special days as they are read back: each on a line, by the first word that the language has for it. */
export function daysText(days: [date: string, hours: Hours[]][], words: Words = {}): string {
  return days.map(([date, hours]) => `${date} ${hours.length === 0 ? (words.free?.[0] ?? "free") : (words.work?.[0] ?? "work")}`).join("\n");
}

/**
 * The special days of a year, one on each line as they are announced: `2026-10-01..2026-10-08 free 国庆节`,
 * `2026-10-10 work`. `words` says which other words mean the same. The line that cannot be read is named.
 */
export function readDays(text: string, year: number, words: Words = {}): { days: Day[] } | { line: number } {
  const days: Day[] = [];
  for (const [index, raw] of text.split("\n").entries()) {
    const line = raw.trim();
    if (!line) continue;
    const match = /^(\d{4}-\d{2}-\d{2})(?:\s*(?:\.\.|~|\u81f3)\s*(\d{4}-\d{2}-\d{2}))?[\s,]+(\S+)(?:[\s,]+(.*))?$/.exec(line);
    const word = match?.[3]?.toLowerCase() ?? "";
    const work = word === "work" || words.work?.includes(word) ? true : word === "free" || words.free?.includes(word) ? false : null;
    if (!match || work === null) return { line: index + 1 };
    const [first, last] = [match[1]!, match[2] ?? match[1]!];
    let at = Date.parse(`${first}T00:00:00Z`);
    const end = Date.parse(`${last}T00:00:00Z`);
    if (Number.isNaN(at) || Number.isNaN(end) || end < at || end - at > 40 * DAY) return { line: index + 1 };
    for (; at <= end; at += DAY) {
      const date = new Date(at).toISOString().slice(0, 10);
      if (!date.startsWith(`${year}-`)) return { line: index + 1 };
      days.push({ date, work, name: match[4] ?? null });
    }
  }
  return { days };
}

const DAY = 86_400_000;
