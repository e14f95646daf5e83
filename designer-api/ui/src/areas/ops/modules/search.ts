// What the URLs of the cockpit say: every view can be shared.
import { ACTIVITIES, testsIn } from "./lookedFor";

type Raw = Record<string, unknown>;

const text = (value: unknown): string | undefined => (typeof value === "string" && value ? value : typeof value === "number" ? String(value) : undefined);
const count = (value: unknown): number | undefined => (Number.isInteger(Number(value)) && value !== "" && value !== null && value !== undefined ? Number(value) : undefined);
const flag = (value: unknown): boolean | undefined => (value === true || value === "true" ? true : undefined);

/** Only what is said. */
function said<T extends object>(all: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: NonNullable<T[K]> };
}

export const processSearch = (raw: Raw) => said({ version: count(raw["version"]), element: text(raw["element"]) });

export const STATES = ["running", "completed", "terminated"] as const;
export type LifeState = (typeof STATES)[number];

export const instancesSearch = (raw: Raw) =>
  said({
    key: text(raw["key"]),
    process: text(raw["process"]),
    definition: text(raw["definition"]),
    element: text(raw["element"]),
    pick: flag(raw["pick"]),
    state: STATES.find((state) => state === raw["state"]),
    incidents: flag(raw["incidents"]),
    suspended: flag(raw["suspended"]),
    variables: testsIn(raw["variables"]),
    activity: ACTIVITIES.find((one) => one === raw["activity"]),
  });

export const TABS = ["elements", "variables", "waits", "incidents", "jobs", "related", "history"] as const;
export type Tab = (typeof TABS)[number];

export const instanceSearch = (raw: Raw) =>
  said({ tab: TABS.find((tab) => tab === raw["tab"]), element: text(raw["element"]), step: count(raw["step"]), edit: flag(raw["edit"]) });

export const tasksSearch = (raw: Raw) => said({ person: text(raw["person"]), process: text(raw["process"]), unreachable: flag(raw["unreachable"]) });

export const incidentSearch = (raw: Raw) => said({ cause: text(raw["cause"]) });

export const migrationSearch = (raw: Raw) => said({ process: text(raw["process"]), from: text(raw["from"]), to: text(raw["to"]) });

/** What comes from outside, by the kinds of what is waited for. */
export const WAITED = ["message", "signal", "condition"] as const;

export const messagesSearch = (raw: Raw) => said({ tab: WAITED.find((tab) => tab === raw["tab"]) });

export const DEPLOYED = ["processes", "decisions", "forms"] as const;

export const definitionsSearch = (raw: Raw) => said({ tab: DEPLOYED.find((tab) => tab === raw["tab"]) });

export const jobsSearch = (raw: Raw) => said({ tab: (["types", "workers", "list"] as const).find((tab) => tab === raw["tab"]), type: text(raw["type"]) });
