// Times of day as people type them, always of 24 hours: what browsers bring for them speaks their own language.

/** `9:5`, `0930`, `9.30`, `９：３０`, `9点30`, `9:30 pm` as `09:30`; null for what is no time of day. */
export function readClock(typed: string): string | null {
  const text = typed.normalize("NFKC").trim().toLowerCase();
  const match = /^(\d{1,2})(?:[:.点时h ]?(\d{2})|[:.点时h](\d{1,2})?)?分?(?::00)?(?:\s*([ap])\.?m\.?)?$/.exec(text);
  if (!match) return null;
  const minute = Number(match[2] ?? match[3] ?? 0);
  let hour = Number(match[1]);
  if (match[4]) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (match[4] === "p" ? 12 : 0);
  }
  return hour > 23 || minute > 59 ? null : clock(hour * 60 + minute);
}

/** Whole already, so that what is typed next is not meant to belong to it. */
export const isWhole = (typed: string): boolean => /^(\d{2}:?\d{2}|\d{4})$/.test(typed.normalize("NFKC").trim());

/** The next quarter of an hour up or down; around midnight it goes on. */
export function quarter(at: string, way: 1 | -1): string {
  const [hour = 0, minute = 0] = at.split(":").map(Number);
  const now = hour * 60 + minute;
  const next = way > 0 ? Math.floor(now / 15) + 1 : Math.ceil(now / 15) - 1;
  return clock(((next * 15) + 1440) % 1440);
}

const two = (number: number) => String(number).padStart(2, "0");
const clock = (minutes: number) => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
