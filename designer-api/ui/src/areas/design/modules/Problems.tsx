import { UnstyledButton } from "@mantine/core";
import { AlertTriangle, CircleCheck, Info, OctagonAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ModelProblem } from "@/api/types";
import { useKind } from "@/diagram/kind";
import { useFinding } from "@/shared/maybe";
import { namedIn, type Located } from "./faults";
import classes from "../design.module.css";

const ICONS = { error: OctagonAlert, warning: AlertTriangle, note: Info } as const;

interface Props {
  problems: Located[] | null;
  onChoose: (problem: ModelProblem) => void;
}

/** What to do about it, where the message does not say so already; that is in English. */
export function Hint({ problem }: { problem: ModelProblem }) {
  const { i18n } = useTranslation();
  const { hint, hintZh, message } = problem;
  const english = i18n.language === "en";
  const told = english ? hint : hintZh;
  if (!told || (english && message.includes(told))) return null;
  return <bdi className={classes.hint}>{told}</bdi>;
}

/** What a problem names beside its element, whose name stands before it already. */
const named = ({ message, element, called }: Located) => namedIn(message).filter((one) => one !== element && one !== called);

/** The English of the server: what it names stands between backticks. */
function Said({ message }: { message: string }) {
  return message.split("`").map((part, place) => (place % 2 === 0 ? part : <code key={place}>{part}</code>));
}

/** What the server says against the model; each leads to its element. */
export function Problems({ problems, onChoose }: Props) {
  const { t, i18n } = useTranslation("design");
  const say = useFinding();
  const kindOf = useKind();
  const told = (problems ?? []).filter((problem) => problem.severity !== "note");
  const count = (severity: string) => told.filter((problem) => problem.severity === severity).length;
  return (
    <section className={classes.problems} aria-label={t("problems.title")} data-testid="problems" data-errors={problems ? count("error") : undefined}>
      <div className={classes.problemHead} aria-live="polite">
        {problems === null ? (
          t("problems.checking")
        ) : told.length === 0 ? (
          <>
            <CircleCheck size={14} aria-hidden />
            {t("problems.none")}
          </>
        ) : (
          <>
            <span className={count("error") > 0 ? classes.error : undefined}>{t("problems.errors", { count: count("error") })}</span>
            <span className={count("warning") > 0 ? classes.warning : undefined}>{t("problems.warnings", { count: count("warning") })}</span>
          </>
        )}
      </div>
      {told.map((problem, index) => {
        const Icon = ICONS[problem.severity];
        return (
          <UnstyledButton key={index} className={classes.problem} onClick={() => onChoose(problem)} data-code={problem.code}>
            <Icon size={14} className={classes[problem.severity]} aria-label={t(`severity.${problem.severity}`)} />
            <span>
              {problem.element && <b><bdi title={problem.element}>{problem.called ?? (problem.kind ? kindOf(problem.kind) : problem.element)}</bdi>{" "}</b>}
              <bdi title={`${problem.message} (${problem.place.line}:${problem.place.column})`}>{i18n.language === "en" ? <Said message={problem.message} /> : say(problem.code, problem.message)}</bdi>
              {i18n.language !== "en" && named(problem).map((one) => <code key={one} className={classes.about}>{one}</code>)}
              <Hint problem={problem} />
            </span>
          </UnstyledButton>
        );
      })}
    </section>
  );
}
