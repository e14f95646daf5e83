// What the addresses of analysis say. The question is carried through all views; the rest belongs to one of them.
import { said, text, truth, whole, type Raw } from "@/shared/address";
import { questionOf, spelled, told, windowOf, type Question } from "@/shared/level/question";
import { sideOf, type Side } from "./sides";

/** What a number counts. */
export const BEHIND = ["all", "activity", "flow", "variant", "otherVariants", "rework", "again", "loop", "toAndFro", "critical", "handover", "together", "worked", "batched"] as const;
export type Behind = (typeof BEHIND)[number];
export const FOUND = ["fitting", "deviating", "givenUp", "skipped", "inserted"] as const;
export type Found = (typeof FOUND)[number];
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
  /** The sets of instances that are compared; without another one it is the rest. */
  one?: Side;
  other?: Side;
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
    one: sideOf(raw["one"]),
    other: sideOf(raw["other"]),
  } as AnalyzeSearch);
}

/** The part of an address that every view keeps. */
export function carried(search: AnalyzeSearch): Question {
  const { days, from, until, version, node, outcome, rework, incidents, longer, shorter, where, flow, ranges, except, breaks, department, initiatorDepartment } = search;
  return said({ days, from, until, version, node, outcome, rework, incidents, longer, shorter, where, flow, ranges, except, breaks, department, initiatorDepartment } as Question);
}

/** Days of the window where the address says none. */
export const USUAL = 90;

const at = (ms: number) => new Date(ms).toISOString();

/** A question in a query. */
export function question(search: Question, now: number) {
  const { from, until } = windowOf(search, now, USUAL);
  const { version, node, outcome, rework, incidents, longer, shorter } = search;
  return said({ from: at(from), until: at(until), version, node, outcome, rework, incidents, longer, shorter, ...spelled(search) });
}

/** The same in a body. */
export function questionBody(search: Question, now: number) {
  const { variables: _, ranges: __, except: ___, ...rest } = question(search, now);
  return { ...rest, ...told(search) };
}
