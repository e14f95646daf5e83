// What is asked of the history of a process, wherever it is looked at: the same words in every address, so that a question is
// carried from one page to the next.
import { moment, ranges, said, text, truth, values, whole, type NumberRange, type Raw, type Words } from "@/shared/address";

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** Lengths of windows that are offered, in days. */
export const WINDOWS = [1, 7, 30, 90, 365] as const;
const DAYS_MAX = 3650;
const OUTCOMES = ["completed", "terminated"] as const;

/** Instances that are left out: those of which all of this is so. */
export interface Without {
  version?: number;
  flow?: string;
  where?: Words;
  ranges?: Record<string, NumberRange>;
}

export interface Question {
  days?: number;
  from?: string;
  until?: string;
  version?: number;
  node?: string;
  outcome?: (typeof OUTCOMES)[number];
  rework?: boolean;
  incidents?: boolean;
  longer?: number;
  shorter?: number;
  where?: Words;
  /** A flow that was taken. */
  flow?: string;
  /** Variables whose numbers lie in a range. */
  ranges?: Record<string, NumberRange>;
  except?: Without;
  /** The id of a rule of the process that was broken. */
  breaks?: string;
  /** A department, by id: somebody of it did something then. */
  department?: string;
  /** The same of whoever started it. */
  initiatorDepartment?: string;
}

function without(raw: unknown): Without | undefined {
  if (typeof raw !== "object" || raw === null) return undefined;
  const of = raw as Raw;
  const all = said({ version: whole(of["version"]), flow: text(of["flow"]), where: values(of["where"]), ranges: ranges(of["ranges"]) }) as Without;
  return Object.keys(all).length > 0 ? all : undefined;
}

/** What of a question is said beside the plain fields, as a query takes it. */
export function spelled({ where, flow, ranges, except, breaks, department, initiatorDepartment }: Question) {
  const { where: variables, ...rest } = except ?? {};
  return {
    variables: where ? JSON.stringify(where) : undefined,
    flow,
    ranges: ranges ? JSON.stringify(ranges) : undefined,
    except: except ? JSON.stringify(said({ ...rest, variables })) : undefined,
    breaks,
    department,
    initiatorDepartment,
  };
}

/** The same as a body takes it. */
export function told({ where, flow, ranges, except, breaks, department, initiatorDepartment }: Question) {
  const { where: variables, ...rest } = except ?? {};
  return said({ variables: where, flow, ranges, except: except ? said({ ...rest, variables }) : undefined, breaks, department, initiatorDepartment });
}

export function questionOf(raw: Raw): Question {
  const [from, until] = [moment(raw["from"]), moment(raw["until"])];
  const both = from !== undefined && until !== undefined && from < until;
  return {
    days: whole(raw["days"], DAYS_MAX) || undefined,
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
    flow: text(raw["flow"]),
    ranges: ranges(raw["ranges"]),
    except: without(raw["except"]),
    breaks: text(raw["breaks"]),
    department: text(raw["department"]),
    initiatorDepartment: text(raw["initiatorDepartment"]),
  } as Question;
}

/** The window of a question; `usual` days where none is said. It moves by the hour, as the server counts. */
export function windowOf(search: Question, now: number, usual: number): { from: number; until: number } {
  if (search.from && search.until) return { from: Date.parse(search.from), until: Date.parse(search.until) };
  const until = Math.floor(now / HOUR) * HOUR + HOUR;
  return { from: until - (search.days ?? usual) * DAY, until };
}
