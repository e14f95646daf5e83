// What a migration maps, and what its trial has told.
import type { components } from "@/api/schema";

type Schemas = components["schemas"];
type Trial = Schemas["BatchTrial"];

/** Where the tokens of one element go on; null is nowhere. */
export interface Row {
  from: string;
  to: string | null;
  /** Where the server proposed it to go. */
  proposed: string | null;
  renew: boolean;
}

/** The plan that suggests itself: what has no partner stands first, for that is what somebody has to decide. */
export function rowsOf({ plan, unmapped }: Schemas["ProposedMigration"]): Row[] {
  const lost: Row[] = unmapped.map((from) => ({ from, to: null, proposed: null, renew: false }));
  return [...lost, ...plan.elements.map(({ from, to, renew }) => ({ from, to, proposed: to, renew: renew ?? false }))];
}

/** With the joins that may be left waiting for a way that somebody begins by hand. */
export function planOf(source: string, target: string, rows: Row[], incompleteJoins: string[] = []): Schemas["MigrationPlan"] {
  const elements = rows.flatMap(({ from, to, renew }) => (to === null ? [] : [{ from, to, renew }]));
  return { source, target, elements, ...(incompleteJoins.length > 0 ? { incompleteJoins } : {}) } as Schemas["MigrationPlan"];
}

/** Elements by what tells them apart: their names, with the id where another one has the same. */
export function toldApart(elements: Iterable<string>, nameOf: (element: string) => string): (element: string) => string {
  const times = new Map<string, number>();
  for (const element of elements) times.set(nameOf(element), (times.get(nameOf(element)) ?? 0) + 1);
  return (element) => ((times.get(nameOf(element)) ?? 0) > 1 ? `${nameOf(element)} (${element})` : nameOf(element));
}

export const STARVED = "join-starved";

/** The joins of the target that would wait for ever: whether they may, somebody decides for each. */
export const starvedIn = (trial: Trial): string[] => grouped(trial).flatMap(({ code, element }) => (code === STARVED && element ? [element] : []));

/** The instances of a trial that can be moved. */
export const fitting = (trial: Trial): string[] => trial.items.filter((item) => item.changes).map((item) => item.instance);

/** Why others cannot: each reason once, with how many have it, the most frequent first. */
export function grouped(trial: Trial): { code: string; element: string | null; message: string; count: number }[] {
  const found = new Map<string, { code: string; element: string | null; message: string; count: number }>();
  for (const { refused } of trial.items) {
    if (!refused) continue;
    const reasons = refused.obstacles.length > 0 ? refused.obstacles : [{ code: refused.code, message: refused.message, element: null }];
    for (const { code, message, element = null } of reasons) {
      const key = `${code} ${element}`;
      const group = found.get(key) ?? { code, element, message, count: 0 };
      found.set(key, { ...group, count: group.count + 1 });
    }
  }
  return [...found.values()].toSorted((a, b) => b.count - a.count);
}
