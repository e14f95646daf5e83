// What is other between two versions of a model, as it is painted onto both.
import type { Difference } from "@/api/types";
import type { Paint } from "@/diagram";

export const KINDS = ["removed", "added", "changed", "moved"] as const;
export type Kind = (typeof KINDS)[number];

/** Signs are the same in every language. */
export const SIGNS: Record<Kind, string> = { removed: "−", added: "+", changed: "≠", moved: "⇄" };

type Painted = Record<string, Paint>;

/** What is gone is painted onto the version before, what is new onto the one after, and what is other or elsewhere onto both. */
export function sidesOf(difference: Difference | undefined, title: (kind: Kind) => string): { before: Painted; after: Painted } {
  const painted = (...kinds: Kind[]): Painted => {
    const all = kinds.flatMap((kind) => (difference?.[kind] ?? []).map(({ element }): [string, Paint] => [element, { marker: kind, sign: { text: SIGNS[kind], title: title(kind) } }]));
    return Object.fromEntries(all);
  };
  // What is both elsewhere and other is other: that matters more.
  return { before: painted("moved", "removed", "changed"), after: painted("moved", "added", "changed") };
}

/** The parts of a way into an element: `extensionElements/weir:input[2]@source` is the source of the second input. */
export function partsOf(path: string): { name: string; number: number | null }[] {
  const parts = path.split(/[/@]/).filter((part) => part && part !== "extensionElements");
  return parts.map((part) => {
    const [, name, number] = /^(.*?)(?:\[(\d+)\])?$/.exec(part)!;
    return { name: name!.replace(/^weir:/, ""), number: number ? Number(number) : null };
  });
}
