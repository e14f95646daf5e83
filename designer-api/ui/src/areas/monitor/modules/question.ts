// What an address asks of the server, and what of it every level keeps.
import { said } from "@/shared/address";
import { type Filter, type MonitorSearch } from "./search";

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** Lengths of windows that are offered, in days. */
export const WINDOWS = [1, 7, 30, 90, 365] as const;
const USUAL = 30;

/** The part of an address that every level keeps. */
export function carried(search: MonitorSearch): Filter {
  const { days, from, until, compare, against, version, node, outcome, rework, incidents, longer, shorter, where } = search;
  return said({ days, from, until, compare, against, version, node, outcome, rework, incidents, longer, shorter, where } as Filter);
}

/** The window of a question. It moves by the hour, as the server counts. */
export function windowOf(search: Filter, now: number): { from: number; until: number } {
  if (search.from && search.until) return { from: Date.parse(search.from), until: Date.parse(search.until) };
  const until = Math.floor(now / HOUR) * HOUR + HOUR;
  return { from: until - (search.days ?? USUAL) * DAY, until };
}

const at = (ms: number) => new Date(ms).toISOString();

/** The window alone, as the server takes it. */
export function span(search: Filter, now: number) {
  const { from, until } = windowOf(search, now);
  return { from: at(from), until: at(until) };
}

/** A question in a query. Its comparison is with the window of the same length before it. */
export function question(search: Filter, now: number) {
  const { from, until } = windowOf(search, now);
  const { version, node, outcome, rework, incidents, longer, shorter, where, compare, against } = search;
  return said({
    from: at(from),
    until: at(until),
    version,
    node,
    outcome,
    rework,
    incidents,
    longer,
    shorter,
    variables: where ? JSON.stringify(where) : undefined,
    compareFrom: compare ? at(from - (until - from)) : undefined,
    compareUntil: compare ? at(from) : undefined,
    compareVersion: against,
  });
}

/** The same in a body, which compares nothing. */
export function questionBody(search: Filter, now: number) {
  const { variables: _, compareFrom: __, compareUntil: ___, compareVersion: ____, ...rest } = question(search, now);
  return search.where ? { ...rest, variables: search.where } : rest;
}

/** Is anything filtered beside the window? */
export function isFiltered(search: Filter): boolean {
  const { days: _, from: __, until: ___, compare: ____, against: _____, ...filters } = carried(search);
  return Object.keys(filters).length > 0;
}
