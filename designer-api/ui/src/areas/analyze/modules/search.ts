// What the addresses of analysis say. The question is carried through all views; the rest belongs to one of them.
import { moment, said, text, truth, values, whole, type Raw } from "@/shared/address";

/** The same words as in monitoring, so that a question is carried from there to here and back. */
export interface Question {
  days?: number;
  from?: string;
  until?: string;
  version?: number;
  node?: string;
  outcome?: "completed" | "terminated";
  rework?: boolean;
  incidents?: boolean;
  longer?: number;
  shorter?: number;
  where?: Record<string, string | number | boolean>;
}

/** What a number counts. */
export const BEHIND = ["all", "activity", "flow", "variant", "rework", "again", "loop", "toAndFro", "critical", "handover", "together", "worked", "batched"] as const;
export type Behind = (typeof BEHIND)[number];
export const FOUND = ["fitting", "deviating", "givenUp", "skipped", "inserted"] as const;
export type Found = (typeof FOUND)[number];
/** Which part of the instances is held against the rest. */
export const PARTS = ["rework", "incidents", "terminated", "slow", "version", "node"] as const;
export type Part = (typeof PARTS)[number];

export interface AnalyzeSearch extends Question {
  /** How much of the map is shown, in percent. */
  activities?: number;
  paths?: number;
  /** What the map tells: how often, or how long. */
  show?: "time";
  /** Single people in place of groups. */
  people?: boolean;
  /** The longest gap in a batch, minutes. */
  gap?: number;
  behind?: Behind;
  of?: string;
  to?: string;
  /** The norm: `definition:order:1` or `model:…`. */
  norm?: string;
  /** A run, and what it found. */
  run?: string;
  found?: Found;
  element?: string;
  after?: string;
  part?: Part;
  value?: string;
}

const OUTCOMES = ["completed", "terminated"] as const;

function questionOf(raw: Raw): Question {
  const [from, until] = [moment(raw["from"]), moment(raw["until"])];
  const both = from !== undefined && until !== undefined && from < until;
  return {
    days: whole(raw["days"], 3650) || undefined,
    from: both ? from : undefined,
    until: both ? until : undefined,
    version: whole(raw["version"]),
    node: text(raw["node"]),
    outcome: OUTCOMES.find((outcome) => outcome === raw["outcome"]),
    rework: truth(raw["rework"]),
    incidents: truth(raw["incidents"]),
    longer: whole(raw["longer"]),
    shorter: whole(raw["shorter"]),
    where: values(raw["where"]),
  } as Question;
}

export function analyzeSearch(raw: Raw): AnalyzeSearch {
  return said({
    ...questionOf(raw),
    activities: whole(raw["activities"], 100),
    paths: whole(raw["paths"], 100),
    show: raw["show"] === "time" ? "time" : undefined,
    people: truth(raw["people"]) || undefined,
    gap: whole(raw["gap"], 10_080),
    behind: BEHIND.find((one) => one === raw["behind"]),
    of: text(raw["of"]),
    to: text(raw["to"]),
    norm: text(raw["norm"]),
    run: text(raw["run"]),
    found: FOUND.find((one) => one === raw["found"]),
    element: text(raw["element"]),
    after: text(raw["after"]),
    part: PARTS.find((one) => one === raw["part"]),
    value: text(raw["value"]),
  } as AnalyzeSearch);
}

/** The part of an address that every view keeps. */
export function carried(search: AnalyzeSearch): Question {
  const { days, from, until, version, node, outcome, rework, incidents, longer, shorter, where } = search;
  return said({ days, from, until, version, node, outcome, rework, incidents, longer, shorter, where } as Question);
}

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** Lengths of windows that are offered, in days. */
export const WINDOWS = [7, 30, 90, 365] as const;
export const USUAL = 90;

/** The window of a question. It moves by the hour, as the server counts. */
export function windowOf(search: Question, now: number): { from: number; until: number } {
  if (search.from && search.until) return { from: Date.parse(search.from), until: Date.parse(search.until) };
  const until = Math.floor(now / HOUR) * HOUR + HOUR;
  return { from: until - (search.days ?? USUAL) * DAY, until };
}

const at = (ms: number) => new Date(ms).toISOString();

/** A question in a query. */
export function question(search: Question, now: number) {
  const { from, until } = windowOf(search, now);
  const { version, node, outcome, rework, incidents, longer, shorter, where } = search;
  return said({ from: at(from), until: at(until), version, node, outcome, rework, incidents, longer, shorter, variables: where ? JSON.stringify(where) : undefined });
}

/** The same in a body. */
export function questionBody(search: Question, now: number) {
  const { variables: _, ...rest } = question(search, now);
  return search.where ? { ...rest, variables: search.where } : rest;
}

/** The question about a part of the instances; none where it is not said which. */
export function partOf(search: AnalyzeSearch): Question | undefined {
  const base = carried(search);
  const { part, value } = search;
  if (part === "rework" || part === "incidents") return { ...base, [part]: true };
  if (part === "terminated") return { ...base, outcome: "terminated" };
  const number = whole(value);
  if (part === "slow") return number ? { ...base, longer: number * HOUR } : undefined;
  if (part === "version") return number ? { ...base, version: number } : undefined;
  return part === "node" && value ? { ...base, node: value } : undefined;
}
