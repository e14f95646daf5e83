import type { TraceEvent } from "@/api/types";

/** One change of one variable. */
export interface Written {
  id: string;
  at: string;
  by: string;
  name: string;
  /** The element instance that holds it. */
  scope: number;
  /** What it was; nothing where it was not there, or where it was too large to be kept twice. */
  before?: unknown;
  /** How many bytes it had, where only that is known of what it was. */
  large?: number;
  after: unknown;
  removed: boolean;
  /** Somebody stepped in. */
  byHand: boolean;
}

interface Set {
  scope: number;
  name: string;
  old: "none" | { value?: unknown; large?: { bytes: number } };
  value: unknown;
  intervention: unknown;
  removed?: boolean;
}

interface Begun {
  key: number;
  variables?: Record<string, unknown>;
}

/** The changes of variables among these events. What something begins with is a change from nothing. */
export function changesIn(events: TraceEvent[]): Written[] {
  return events.flatMap((event): Written[] => {
    const of = { at: event.at, by: event.actor.id };
    if (event.type === "elementActivating") {
      const { key, variables } = event.data as Begun;
      return Object.entries(variables ?? {}).map(([name, after]) => ({ ...of, id: `${event.seq} ${name}`, name, scope: key, after, removed: false, byHand: false }));
    }
    if (event.type !== "variableSet") return [];
    const { scope, name, old, value, intervention, removed } = event.data as Set;
    const before = typeof old === "object" && old.large === undefined ? { before: old.value } : {};
    const large = typeof old === "object" && old.large !== undefined ? { large: old.large.bytes } : {};
    return [{ ...of, ...before, ...large, id: String(event.seq), name, scope, after: value, removed: removed ?? false, byHand: intervention !== null && intervention !== undefined }];
  });
}
