// What an address says, read without trust: what is no such value is not there.
export type Raw = Record<string, unknown>;
export type Words = Record<string, string | number | boolean>;

export const text = (value: unknown): string | undefined => (typeof value === "string" && value ? value : typeof value === "number" ? String(value) : undefined);
export const moment = (value: unknown): string | undefined => (typeof value === "string" && !Number.isNaN(Date.parse(value)) ? new Date(value).toISOString() : undefined);
export const truth = (value: unknown): boolean | undefined => (value === true || value === "true" ? true : value === false || value === "false" ? false : undefined);

export function whole(value: unknown, most = Number.MAX_SAFE_INTEGER): number | undefined {
  if (value === "" || value === null || value === undefined || typeof value === "boolean") return undefined;
  const number = Number(value);
  return Number.isSafeInteger(number) && number >= 0 && number <= most ? number : undefined;
}

export function values(raw: unknown): Words | undefined {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) return undefined;
  const kept = Object.entries(raw).filter(([, value]) => ["string", "number", "boolean"].includes(typeof value));
  return kept.length > 0 ? (Object.fromEntries(kept) as Words) : undefined;
}

/** A range of numbers: at least `from`; at most `until`, or below `below`. */
export interface NumberRange {
  from?: number;
  until?: number;
  below?: number;
}

const finite = (value: unknown): number | undefined => (typeof value === "number" && Number.isFinite(value) ? value : undefined);

export function ranges(raw: unknown): Record<string, NumberRange> | undefined {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) return undefined;
  const kept: [string, NumberRange][] = [];
  for (const [name, value] of Object.entries(raw as Record<string, unknown>)) {
    if (typeof value !== "object" || value === null) continue;
    const of = value as Raw;
    const until = finite(of["until"]);
    const range = said({ from: finite(of["from"]), until, below: until === undefined ? finite(of["below"]) : undefined }) as NumberRange;
    if (Object.keys(range).length > 0) kept.push([name, range]);
  }
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

/** Only what is said. */
export function said<T extends object>(all: T): T {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as T;
}
