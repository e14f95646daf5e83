// Facts of an instance that are asked for like numbers, as people say them: when it began, what stood around it, how long it took.
import { useTranslation } from "react-i18next";
import type { NumberRange } from "@/shared/address";

/** Facts by the attribute that a driver has for them. */
export const FACTS = ["weekday", "quarterOfDay", "runningInstances", "queueLength", "timeBefore", "sojourn"] as const;
type Fact = (typeof FACTS)[number];

/** The name by which a question asks for a fact. */
export const factName = (attribute: string) => `$${attribute}`;
const factOf = (name: string): Fact | undefined => FACTS.find((fact) => factName(fact) === name);

/** A range in words; nothing where it is of a variable. */
export function useFactWords(time: (ms: number) => string): (name: string, range: NumberRange) => string | undefined {
  const { t } = useTranslation("level");
  const told: Record<Fact, (value: number) => string> = {
    weekday: (day) => t(`day.${day}`),
    quarterOfDay: (quarter) => `${String((quarter - 1) * 6).padStart(2, "0")}:00–${String(quarter * 6).padStart(2, "0")}:00`,
    runningInstances: String,
    queueLength: String,
    timeBefore: time,
    sojourn: time,
  };
  return (name, { from, until, below }) => {
    const fact = factOf(name);
    if (!fact) return undefined;
    const say = told[fact];
    const what =
      from !== undefined && until !== undefined
        ? from === until
          ? say(from)
          : t("fact.range", { from: say(from), until: say(until) })
        : [...(from === undefined ? [] : [`≥ ${say(from)}`]), ...(until === undefined ? [] : [`≤ ${say(until)}`]), ...(below === undefined ? [] : [`< ${say(below)}`])].join(t("filter.and"));
    return t(`fact.${fact}`, { what });
  };
}
