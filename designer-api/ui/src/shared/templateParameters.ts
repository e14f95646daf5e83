// What became of the rule parameters that a template needs, told where the template was used.
import type { TFunction } from "i18next";
import type { TemplateMade } from "@/api/types";
import { notifyDone } from "./notify";

type OfUse = TemplateMade["parameters"][number];

/** In a few words, one part for each outcome; nothing where the template needs none. */
export function outcomeOf(parameters: OfUse[], say: (outcome: OfUse["outcome"], names: string) => string): string {
  const outcomes = [...new Set(parameters.map((one) => one.outcome))];
  return outcomes.map((outcome) => say(outcome, parameters.filter((one) => one.outcome === outcome).map((one) => one.name).join(", "))).join(" · ");
}

export function tellParameters(used: TemplateMade, t: TFunction): void {
  const told = outcomeOf(used.parameters, (outcome, names) => t(`common:templateParameter.${outcome}`, { names }));
  if (told) notifyDone(told);
}
