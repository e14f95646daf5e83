// Times as forms keep them: with the offset of the browser, in UTC, or as the clock on the wall says.

export type Zone = "utc_offset" | "utc_normalized" | "no_timezone";

const two = (number: number) => String(number).padStart(2, "0");

/** What stands behind a time of today: nothing, `Z`, or how far the browser is from UTC. */
export function offsetOf(zone: Zone, at: Date = new Date()): string {
  if (zone === "no_timezone") return "";
  const minutes = -at.getTimezoneOffset();
  if (zone === "utc_normalized") return "Z";
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
}

/** The day that it is where the browser is. */
export function today(now: Date = new Date()): string {
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** A time of day of the browser's clock (`09:30`) as the form keeps it. */
export function toClock(local: string, zone: Zone): string {
  return zone === "utc_normalized" ? `${turned(local, new Date().getTimezoneOffset())}Z` : local + offsetOf(zone);
}

/** So many minutes later on the clock, which goes round at midnight. */
function turned(clock: string, minutes: number): string {
  const [hour = 0, minute = 0] = clock.split(":").map(Number);
  const now = (((hour * 60 + minute + minutes) % 1440) + 1440) % 1440;
  return `${two(Math.floor(now / 60))}:${two(now % 60)}`;
}

/** A date and time of the browser's clock (`2026-03-02 09:30:00`) as the form keeps it. */
export function toValue(local: string, zone: Zone): string {
  const text = local.replace(" ", "T").slice(0, 16);
  if (zone === "no_timezone") return text;
  const at = new Date(text);
  return zone === "utc_normalized" ? `${at.toISOString().slice(0, 16)}Z` : text + offsetOf(zone, at);
}

/** What the form keeps, by the browser's clock: for an input that knows no zones. */
export function withoutZone(value: string, zone: Zone): string {
  if (!value) return "";
  if (/^\d{2}:\d{2}/.test(value)) return ofClock(value);
  if (!value.includes("T")) return value;
  if (zone === "no_timezone") return value;
  const at = new Date(value);
  if (Number.isNaN(at.getTime())) return "";
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}:00`;
}

/** A time of day, by the browser's clock of today where it says its zone. */
function ofClock(value: string): string {
  const match = /^(\d{2}:\d{2})(?::\d{2})?(Z|([+-])(\d{2}):(\d{2}))?$/.exec(value);
  if (!match?.[1]) return "";
  if (!match[2]) return match[1];
  const ahead = match[3] ? Number(`${match[3]}1`) * (Number(match[4]) * 60 + Number(match[5])) : 0;
  return turned(match[1], -ahead - new Date().getTimezoneOffset());
}
