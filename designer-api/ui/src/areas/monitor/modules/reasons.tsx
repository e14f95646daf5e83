import { useTranslation } from "react-i18next";
import type { CaseReason } from "@/api/types";
import { useMaybe } from "@/shared/maybe";
import classes from "../monitor.module.css";
import { useFigures } from "./figures";

/** Something remarkable, by its code and what was measured. */
export interface Reason {
  code: string;
  node?: string | null;
  to?: string | null;
  segment?: string | null;
  variable?: string | null;
  text?: string | null;
  before?: number | null;
  among?: string | null;
  amongValue?: string | null;
  value: number;
  line?: number | null;
}

const TIMES = ["SLOW_CASE", "SLOW_STEP", "SLA", "ACTOR_RUBBER_STAMP"];

/** By which words it is told: those that name a part of a visit only where one is known, those that name a node likewise. */
export function keyOf(reason: Pick<Reason, "code" | "segment" | "node">): string {
  if (reason.code === "SLOW_STEP" && reason.segment) return "SLOW_STEP_PART";
  return reason.code === "INTERVENTION" && !reason.node ? "INTERVENTION_CASE" : reason.code;
}

/** What a reason says: where, how much, and past which line. */
export function useReason(nameOf: (node: string) => string): (reason: Reason) => string {
  const { t, i18n } = useTranslation("monitor");
  const maybe = useMaybe("monitor");
  const say = useFigures();
  return (reason) => {
    const figure = (value: number) => (TIMES.includes(reason.code) ? say.time(value) : say.number(value));
    const holes = {
      node: reason.node ? nameOf(reason.node) : "",
      to: reason.to ? nameOf(reason.to) : "",
      value: figure(reason.value),
      line: typeof reason.line === "number" ? figure(reason.line) : "",
      variable: reason.variable ?? "",
      segment: reason.segment ? maybe(`part.${reason.segment}`, reason.segment) : "",
    };
    if (reason.variable && reason.text) return t("reason.ODD_TEXT", { ...holes, variable: reason.variable, text: reason.text, share: say.share(reason.value) });
    if (reason.variable && typeof reason.before === "number") return t("reason.ODD_JUMP", { ...holes, before: say.number(reason.before) });
    if (reason.variable && reason.among) return t("reason.ODD_AMONG", { ...holes, among: reason.among, kind: reason.amongValue || t("reason.noKind") });
    if (reason.code === "SLOW_STEP" && reason.among) return t("reason.SLOW_AMONG", { ...holes, among: reason.among, kind: reason.amongValue || t("reason.noKind") });
    const key = keyOf(reason);
    return i18n.exists(`monitor:reason.${key}`) ? t(`reason.${key}`, holes) : [reason.code, holes.node, holes.value].filter(Boolean).join(" · ");
  };
}

export function Reasons({ reasons, nameOf }: { reasons: CaseReason[]; nameOf: (node: string) => string }) {
  const { t } = useTranslation("monitor");
  const say = useReason(nameOf);
  if (reasons.length === 0) return <span className={classes.none}>{t("reason.none")}</span>;
  return (
    <ul className={classes.reasons}>
      {reasons.map((reason, index) => (
        <li key={index} title={reason.code}>
          <bdi>{say(reason)}</bdi>
        </li>
      ))}
    </ul>
  );
}
