// What the addresses of monitoring say. The filter is carried through all levels; the rest belongs to one page.
type Raw = Record<string, unknown>;

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** Lengths of windows that are offered, in days. */
export const WINDOWS = [1, 7, 30, 90, 365] as const;
const USUAL = 30;

export const HEATS = ["frequency", "queue", "claimed", "service", "sojourn", "failure", "frequencyChange", "sojournChange"] as const;
export type Heat = (typeof HEATS)[number];
export const FLAGS = ["slowestTenth", "rework", "incidents", "terminated", "late"] as const;
export type Flag = (typeof FLAGS)[number];
const OUTCOMES = ["completed", "terminated"] as const;

/** What is asked at every level. */
export interface Filter {
  days?: number;
  from?: string;
  until?: string;
  compare?: boolean;
  version?: number;
  node?: string;
  outcome?: "completed" | "terminated";
  rework?: boolean;
  incidents?: boolean;
  longer?: number;
  shorter?: number;
  where?: Record<string, string | number | boolean>;
}

export interface MonitorSearch extends Filter {
  /** What the diagram shows. */
  heat?: Heat;
  /** With what drivers are looked for. */
  flag?: Flag;
  /** Which process has its indices open. */
  open?: string;
  /** So many ms after its beginning an instance is due. */
  target?: number;
  /** The handle of a number. */
  handle?: string;
  /** Visits of a node that took so long. */
  visitLonger?: number;
  visitShorter?: number;
}

const text = (value: unknown): string | undefined => (typeof value === "string" && value ? value : typeof value === "number" ? String(value) : undefined);
const moment = (value: unknown): string | undefined => (typeof value === "string" && !Number.isNaN(Date.parse(value)) ? new Date(value).toISOString() : undefined);
const whole = (value: unknown): number | undefined => (value !== "" && value !== null && typeof value !== "boolean" && Number.isSafeInteger(Number(value)) && Number(value) >= 0 ? Number(value) : undefined);
const truth = (value: unknown): boolean | undefined => (value === true || value === "true" ? true : value === false || value === "false" ? false : undefined);

function values(raw: unknown): Filter["where"] {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) return undefined;
  const kept = Object.entries(raw).filter(([, value]) => ["string", "number", "boolean"].includes(typeof value));
  return kept.length > 0 ? (Object.fromEntries(kept) as Filter["where"]) : undefined;
}

function said<T extends object>(all: T): T {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as T;
}

export function monitorSearch(raw: Raw): MonitorSearch {
  const days = whole(raw["days"]);
  return said({
    ...filterOf(raw),
    days: days !== undefined && days > 0 && days <= 3650 ? days : undefined,
    heat: HEATS.find((heat) => heat === raw["heat"]),
    flag: FLAGS.find((flag) => flag === raw["flag"]),
    open: text(raw["open"]),
    target: whole(raw["target"]) || undefined,
    handle: text(raw["handle"]),
    visitLonger: whole(raw["visitLonger"]),
    visitShorter: whole(raw["visitShorter"]),
  } as MonitorSearch);
}

function filterOf(raw: Raw): Filter {
  const [from, until] = [moment(raw["from"]), moment(raw["until"])];
  const both = from !== undefined && until !== undefined && from < until;
  return {
    from: both ? from : undefined,
    until: both ? until : undefined,
    compare: truth(raw["compare"]) || undefined,
    version: whole(raw["version"]),
    node: text(raw["node"]),
    outcome: OUTCOMES.find((outcome) => outcome === raw["outcome"]),
    rework: truth(raw["rework"]),
    incidents: truth(raw["incidents"]),
    longer: whole(raw["longer"]),
    shorter: whole(raw["shorter"]),
    where: values(raw["where"]),
  } as Filter;
}

/** The part of an address that every level keeps. */
export function carried(search: MonitorSearch): Filter {
  const { days, from, until, compare, version, node, outcome, rework, incidents, longer, shorter, where } = search;
  return said({ days, from, until, compare, version, node, outcome, rework, incidents, longer, shorter, where } as Filter);
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
  const { version, node, outcome, rework, incidents, longer, shorter, where, compare } = search;
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
  });
}

/** The same in a body, which compares nothing. */
export function questionBody(search: Filter, now: number) {
  const { variables: _, compareFrom: __, compareUntil: ___, ...rest } = question(search, now);
  return search.where ? { ...rest, variables: search.where } : rest;
}

/** Is anything filtered beside the window? */
export function isFiltered(search: Filter): boolean {
  const { days: _, from: __, until: ___, compare: ____, ...filters } = carried(search);
  return Object.keys(filters).length > 0;
}
