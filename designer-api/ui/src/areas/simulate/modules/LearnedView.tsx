import { NumberInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Reasons } from "./reasons";
import { stepNames, teamName } from "./scenario";
import type { Learned } from "./types";
import { useSay } from "./say";
import classes from "../simulate.module.css";

interface Props {
  learned: Learned;
  costs: Record<string, number | "">;
  minutes: Record<string, number | "">;
  onCosts: (costs: Record<string, number | "">) => void;
  onMinutes: (minutes: Record<string, number | "">) => void;
}

/** What history says of each step and team; what it does not say can be filled in. */
export function LearnedView({ learned, costs, minutes, onCosts, onMinutes }: Props) {
  const { t } = useTranslation("simulate");
  const say = useSay();
  const name = stepNames(learned);
  // What was filled in is missing no more.
  const missing = learned.missing.filter((one) => !(one.code === "simulation-step-without-duration" && one.at && minutes[one.at] !== undefined && minutes[one.at] !== ""));
  return (
    <>
      <p className={classes.say}>{t("learned.counts", { cases: say.count(learned.cases), finished: say.count(learned.finished), perDay: say.number(learned.perDay), fit: say.share(learned.fit) })}</p>
      <Reasons label={t("learned.missing")} reasons={missing} nameOf={name} />
      <Reasons label={t("learned.notes")} reasons={learned.notes} nameOf={name} />
      <div className={classes.scroll} tabIndex={0} role="group" aria-label={t("learned.steps")}>
        <table className={classes.lines} data-testid="learned">
          <thead>
            <tr>
              <th scope="col">{t("field.step")}</th>
              <th scope="col">{t("field.kind")}</th>
              <th scope="col" className={classes.number}>{t("field.seen")}</th>
              <th scope="col" className={classes.number}>{t("field.duration")}</th>
              <th scope="col" className={classes.number}>{t("field.wait")}</th>
              <th scope="col" className={classes.number}>{t("field.people")}</th>
            </tr>
          </thead>
          <tbody>
            {learned.steps.map((step) => (
              <tr key={step.id}>
                <td><bdi>{step.name ?? step.id}</bdi></td>
                <td>{t(`stepKind.${step.kind}`)}</td>
                <td className={classes.number}>{say.count(step.seen)}</td>
                <td className={classes.number}>
                  {typeof step.duration === "number" ? say.time(step.duration) : step.kind === "event" ? "–" : (
                    <NumberInput aria-label={t("learned.minutesOf", { step: step.name ?? step.id })} placeholder={t("learned.fillIn")} suffix={` ${t("minutes")}`} min={0.01} w={120} value={minutes[step.id] ?? ""} onChange={(value) => onMinutes({ ...minutes, [step.id]: value === "" ? "" : Number(value) })} />
                  )}
                </td>
                <td className={classes.number}>{typeof step.wait === "number" ? say.time(step.wait) : "–"}</td>
                <td className={classes.number}>{step.kind === "person" ? say.count(step.people) : "–"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {learned.teams.length > 0 && (
        <section aria-label={t("learned.costs")} className={classes.part}>
          <h3>{t("learned.costs")}</h3>
          {learned.teams.map((team) => {
            const label = teamName(team, name);
            return (
              <div key={team.id} className={classes.line}>
                <span className={classes.what}>
                  <bdi>{label}</bdi> <span className={classes.dim}>{t("people", { count: team.people })}</span>
                </span>
                <NumberInput aria-label={t("learned.costOf", { team: label })} placeholder="0" min={0} w={120} value={costs[team.id] ?? ""} onChange={(value) => onCosts({ ...costs, [team.id]: value === "" ? "" : Number(value) })} />
              </div>
            );
          })}
        </section>
      )}
    </>
  );
}
