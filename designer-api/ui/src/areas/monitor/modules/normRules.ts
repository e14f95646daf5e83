// A rule that instances are held against, taken apart for its fields and put together again.
import type { Norm, NormRule } from "@/api/types";

export const KINDS = ["response", "precedence", "existence", "absence", "notCoexistence", "samePerson"] as const;
export type Kind = (typeof KINDS)[number];
/** Kinds that are about one activity and how often it is done. */
export const COUNTED: Kind[] = ["existence", "absence"];

export interface Parts {
  kind: Kind;
  one: string;
  other: string;
  times: number;
  /** Hours within which an answer comes; none: whenever. */
  hours: number | null;
}

export function partsOf(norm: Norm): Parts {
  const parts = { one: "", other: "", times: 1, hours: null };
  if ("existence" in norm) return { ...parts, kind: "existence", one: norm.existence.activity, times: norm.existence.times };
  if ("absence" in norm) return { ...parts, kind: "absence", one: norm.absence.activity, times: norm.absence.times };
  if ("response" in norm) return { ...parts, kind: "response", one: norm.response.first, other: norm.response.then, hours: norm.response.withinHours ?? null };
  if ("precedence" in norm) return { ...parts, kind: "precedence", one: norm.precedence.first, other: norm.precedence.then };
  if ("notCoexistence" in norm) return { ...parts, kind: "notCoexistence", ...norm.notCoexistence };
  return { ...parts, kind: "samePerson", ...norm.samePerson };
}

export function normOf({ kind, one, other, times, hours }: Parts): Norm {
  switch (kind) {
    case "existence":
      return { existence: { activity: one, times } };
    case "absence":
      return { absence: { activity: one, times } };
    case "response":
      return { response: { first: one, then: other, withinHours: hours } };
    case "precedence":
      return { precedence: { first: one, then: other } };
    case "notCoexistence":
      return { notCoexistence: { one, other } };
    case "samePerson":
      return { samePerson: { one, other } };
  }
}

/** One more rule, by an id that none of them has. */
export function fresh(rules: NormRule[]): NormRule {
  const taken = new Set(rules.map((rule) => rule.id));
  let number = rules.length + 1;
  while (taken.has(`rule-${number}`)) number += 1;
  return { id: `rule-${number}`, name: { "zh-CN": "", en: "" }, norm: normOf({ kind: "response", one: "", other: "", times: 1, hours: null }) };
}
