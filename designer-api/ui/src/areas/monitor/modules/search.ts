// What the addresses of monitoring say. The filter is carried through all levels; the rest belongs to one page.
import { moment, said, text, truth, values, whole, type Raw } from "@/shared/address";

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
  /** The version that is compared with. */
  against?: number;
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
    against: whole(raw["against"]) || undefined,
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
