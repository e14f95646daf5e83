// A scenario as it stands in the form, and as the server takes it.
import type { Changes, Learned } from "./types";

type StepChange = NonNullable<Changes["steps"]>[number];

export const MINUTE = 60_000;

export type StepKind = "factor" | "duration" | "automated" | "wait" | "without" | "apart";

export interface StepForm {
  step: string;
  kind: StepKind;
  /** Percent of what it was, or minutes. */
  value: number | "";
  /** The team that does it no more, or the step that somebody else has done. */
  whom?: string;
}

/** Is it said of people, and not with a number? */
export function isOfPeople(kind: StepKind): kind is "without" | "apart" {
  return kind === "without" || kind === "apart";
}

export interface TeamForm {
  people: number | "";
  /** `keep`, `always`, or the id of a calendar. */
  hours: string;
}

export interface ScenarioForm {
  name: string;
  /** Percent of what it was. */
  arrivals: number | "";
  teams: Record<string, TeamForm>;
  steps: StepForm[];
  /** By gateway, percent by flow. */
  branches: Record<string, Record<string, number | "">>;
  draft: string | null;
  /** The edit of a suggestion in place of the model, by its id. */
  suggestion: string | null;
  discipline: "fifo" | "priority" | "earliestDueDate" | null;
}

export const KEEP = "keep";
export const ALWAYS = "always";

export function empty(name: string): ScenarioForm {
  return { name, arrivals: "", teams: {}, steps: [], branches: {}, draft: null, suggestion: null, discipline: null };
}

/** What is different, as the server takes it: what was left as it is is not said. */
export function changes(form: ScenarioForm): Changes {
  const out: Changes = {};
  if (form.arrivals !== "") out.arrivals = form.arrivals / 100;
  const teams = Object.entries(form.teams).filter(([, one]) => (one.people !== "" && one.people !== 0) || one.hours !== KEEP);
  if (teams.length > 0) {
    out.teams = teams.map(([team, { people, hours }]) => ({
      team,
      ...(people !== "" && people !== 0 ? { people } : {}),
      ...(hours === ALWAYS ? { hours: { kind: "always" as const } } : hours === KEEP ? {} : { hours: { kind: "calendar" as const, id: hours } }),
    }));
  }
  const steps = form.steps.filter((one) => one.step && (isOfPeople(one.kind) ? one.whom : one.value !== ""));
  if (steps.length > 0) {
    // The server takes each step once, with all that is different of it; what is said twice stays so, and is refused.
    const all: StepChange[] = [];
    for (const one of steps) {
      const more = changed(one);
      const open = all.find((other) => other.step === one.step && Object.keys(more).every((key) => key === "step" || !(key in other)));
      if (open) Object.assign(open, more);
      else all.push(more);
    }
    out.steps = all;
  }
  const branches = Object.entries(form.branches).filter(([, flows]) => Object.values(flows).some((one) => one !== ""));
  if (branches.length > 0) {
    out.branches = branches.map(([gateway, flows]) => ({
      gateway,
      probabilities: Object.fromEntries(Object.entries(flows).map(([flow, percent]) => [flow, (percent === "" ? 0 : percent) / 100])),
    }));
  }
  if (form.discipline) out.discipline = form.discipline;
  return out;
}

function changed({ step, kind, value, whom }: StepForm): StepChange {
  if (kind === "without") return { step, without: whom ?? null };
  if (kind === "apart") return { step, apart: whom ?? null };
  const number = Number(value);
  if (kind === "factor") return { step, factor: number / 100 };
  if (kind === "wait") return { step, wait: number / 100 };
  return { step, duration: number * MINUTE, ...(kind === "automated" ? { automated: true } : {}) };
}

/** What is assumed: costs of teams in an hour, and how many minutes steps take that nobody has measured. */
export function assumed(costs: Record<string, number | "">, minutes: Record<string, number | "">): Changes {
  const teams = Object.entries(costs).filter(([, cost]) => cost !== "");
  const steps = Object.entries(minutes).filter(([, time]) => time !== "");
  return {
    ...(teams.length > 0 ? { teams: teams.map(([team, cost]) => ({ team, costPerHour: Number(cost) })) } : {}),
    ...(steps.length > 0 ? { steps: steps.map(([step, time]) => ({ step, duration: Number(time) * MINUTE })) } : {}),
  };
}

/** A team by the steps it does, or by its groups. */
export function teamName(team: { id: string; groups?: string[]; steps: string[] }, stepName: (id: string) => string): string {
  if (team.groups && team.groups.length > 0) return team.groups.join(" + ");
  return team.steps.length > 0 ? team.steps.map(stepName).join(" + ") : team.id;
}

export function stepNames(learned: Learned | null | undefined): (id: string) => string {
  return (id) => learned?.steps.find((step) => step.id === id)?.name ?? id;
}
