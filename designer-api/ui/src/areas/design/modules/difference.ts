// What is other between two versions of a model, as it is painted onto both.
import type { Difference } from "@/api/types";
import type { Paint } from "@/diagram";

export const KINDS = ["removed", "added", "changed"] as const;
export type Kind = (typeof KINDS)[number];

/** Signs are the same in every language. */
export const SIGNS: Record<Kind, string> = { removed: "−", added: "+", changed: "≠" };

type Painted = Record<string, Paint>;

/** What is gone is painted onto the version before, what is new onto the one after, and what is other onto both. */
export function sidesOf(difference: Difference | undefined, title: (kind: Kind) => string): { before: Painted; after: Painted } {
  const painted = (...kinds: Kind[]): Painted => {
    const all = kinds.flatMap((kind) => (difference?.[kind] ?? []).map(({ element }): [string, Paint] => [element, { marker: kind, sign: { text: SIGNS[kind], title: title(kind) } }]));
    return Object.fromEntries(all);
  };
  return { before: painted("removed", "changed"), after: painted("added", "changed") };
}
