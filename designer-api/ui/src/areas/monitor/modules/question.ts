// What an address asks of the server, and what of it every level keeps.
import { said } from "@/shared/address";
import { spelled, told, windowOf } from "@/shared/level/question";
import { type Filter, type MonitorSearch } from "./search";

/** Days of the window where the address says none. */
export const USUAL = 30;

/** The part of an address that every level keeps. */
export function carried(search: MonitorSearch): Filter {
  const { days, from, until, compare, against, version, node, outcome, rework, incidents, longer, shorter, where, flow, ranges, except, breaks, department, initiatorDepartment } = search;
  return said({ days, from, until, compare, against, version, node, outcome, rework, incidents, longer, shorter, where, flow, ranges, except, breaks, department, initiatorDepartment } as Filter);
}

const at = (ms: number) => new Date(ms).toISOString();

/** The window alone, as the server takes it. */
export function span(search: Filter, now: number) {
  const { from, until } = windowOf(search, now, USUAL);
  return { from: at(from), until: at(until) };
}

/** A question in a query. Its comparison is with the window of the same length before it. */
export function question(search: Filter, now: number) {
  const { from, until } = windowOf(search, now, USUAL);
  const { version, node, outcome, rework, incidents, longer, shorter, compare, against } = search;
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
    ...spelled(search),
    compareFrom: compare ? at(from - (until - from)) : undefined,
    compareUntil: compare ? at(from) : undefined,
    compareVersion: against,
  });
}

/** The same in a body, which compares nothing. */
export function questionBody(search: Filter, now: number) {
  const { variables: _, ranges: __, except: ___, compareFrom: ____, compareUntil: _____, compareVersion: ______, ...rest } = question(search, now);
  return { ...rest, ...told(search) };
}
