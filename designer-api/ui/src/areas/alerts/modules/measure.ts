// What the history says about a recommended measure: its number with its unit, and what it is about.
import type { TFunction } from "i18next";
import type { AlertView } from "@/api/types";
import type { useSay } from "./say";

type Measure = AlertView["alert"]["measures"][number];

/** The step by which the server calls whoever started an instance. */
const INITIATOR = "$initiator";
/** Whose number is a time, and what is said of it. */
const NUMBERED = ["add-capacity", "shift-calendar", "remind-and-release", "message-timeout", "smaller-batch", "train-group", "compare-version"];
const TIMES = ["remind-and-release", "message-timeout", "train-group"];

export function measureSaid(measure: Measure, { t, say }: { t: TFunction<"alerts">; say: Pick<ReturnType<typeof useSay>, "number" | "value"> }): string[] {
  const { code, parameter } = measure;
  const about = measure.about.map((name) => (name === INITIATOR ? t("parameter.initiator") : name));
  const number = (value: number) => (code === "shift-calendar" ? `${String(value).padStart(2, "0")}:00` : TIMES.includes(code) ? say.value(value, "ms") : say.number(value));
  const lines: string[] = [];
  if (typeof parameter === "number" && NUMBERED.includes(code)) lines.push(t(`parameter.${code}`, { value: number(parameter), count: parameter }));
  if (code === "assignment-constraint" && about.length === 2) lines.push(t("parameter.pair", { first: about[0], second: about[1] }));
  else if (about.length > 0) lines.push(t("parameter.about", { step: about.join(t("detail.and")) }));
  return lines;
}
