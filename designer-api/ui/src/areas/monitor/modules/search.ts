// What the addresses of monitoring say. The filter is carried through all levels; the rest belongs to one page.
import { said, text, truth, whole, type Raw } from "@/shared/address";
import { questionOf, type Question } from "@/shared/level/question";

export const HEATS = ["frequency", "queue", "claimed", "service", "sojourn", "failure", "frequencyChange", "sojournChange"] as const;
export type Heat = (typeof HEATS)[number];
export const FLAGS = ["slowestTenth", "rework", "incidents", "terminated", "late"] as const;
export type Flag = (typeof FLAGS)[number];
/** What is asked at every level. */
export interface Filter extends Question {
  compare?: boolean;
  /** The version that is compared with. */
  against?: number;
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
  /** Instances that run rather than those that ended. */
  running?: boolean;
  /** The handle of a number. */
  handle?: string;
  /** Visits of a node that took so long. */
  visitLonger?: number;
  visitShorter?: number;
}

export function monitorSearch(raw: Raw): MonitorSearch {
  return said({
    ...questionOf(raw),
    compare: truth(raw["compare"]) || undefined,
    against: whole(raw["against"]) || undefined,
    heat: HEATS.find((heat) => heat === raw["heat"]),
    flag: FLAGS.find((flag) => flag === raw["flag"]),
    open: text(raw["open"]),
    target: whole(raw["target"]) || undefined,
    running: truth(raw["running"]) || undefined,
    handle: text(raw["handle"]),
    visitLonger: whole(raw["visitLonger"]),
    visitShorter: whole(raw["visitShorter"]),
  } as MonitorSearch);
}
