import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { InstanceKey } from "@/shared/InstanceKey";
import { When } from "@/shared/When";
import { stepNames, teamName } from "./scenario";
import type { Result } from "./types";
import { useSay } from "./say";
import classes from "../simulate.module.css";

interface Of {
  result: Result;
}

/** The names of all scenarios, things as they are first. */
function useNames(result: Result): string[] {
  const { t } = useTranslation("simulate");
  return [t("asIs"), ...result.verdict.variants.map((one) => one.outcome.scenario)];
}

/** Where cases wait and what is worked on, step by step. */
export function StepsTable({ result }: Of) {
  const { t } = useTranslation("simulate");
  const say = useSay();
  const names = useNames(result);
  const outcomes = [result.verdict.baseline, ...result.verdict.variants.map((one) => one.outcome)];
  const ids = [...new Set(outcomes.flatMap((one) => Object.keys(one.steps)))];
  const name = stepNames(result.learned);
  const time = (one: { mean: number } | null | undefined) => (one ? say.time(one.mean) : "–");
  return (
    <section aria-label={t("steps.title")}>
      <h2>{t("steps.title")}</h2>
      <div className={classes.scroll} tabIndex={0} role="group" aria-label={t("steps.title")}>
        <table className={classes.lines} data-testid="steps">
          <thead>
            <tr>
              <th scope="col">{t("field.step")}</th>
              {names.map((one) => <th key={one} scope="col" className={classes.number}><bdi>{one}</bdi></th>)}
            </tr>
          </thead>
          <tbody>
            {ids.map((id) => (
              <tr key={id}>
                <th scope="row"><bdi>{name(id)}</bdi></th>
                {outcomes.map((one, index) => {
                  const step = one.steps[id];
                  return (
                    <td key={names[index]} className={classes.number}>
                      {step ? (
                        <>
                          <div>{t("steps.queue", { time: time(step.queue) })}</div>
                          <div className={classes.dim}>{t("steps.work", { time: time(step.service) })}</div>
                        </>
                      ) : "–"}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** How busy teams are. */
export function TeamsTable({ result }: Of) {
  const { t } = useTranslation("simulate");
  const say = useSay();
  const names = useNames(result);
  const name = stepNames(result.learned);
  if (result.teams.length === 0) return null;
  return (
    <section aria-label={t("teams.title")}>
      <h2>{t("teams.title")}</h2>
      <div className={classes.scroll} tabIndex={0} role="group" aria-label={t("teams.title")}>
        <table className={classes.lines} data-testid="teams">
          <thead>
            <tr>
              <th scope="col">{t("field.team")}</th>
              {names.map((one) => <th key={one} scope="col" className={classes.number}><bdi>{one}</bdi></th>)}
            </tr>
          </thead>
          <tbody>
            {result.teams.map((team) => (
              <tr key={team.id}>
                <th scope="row"><bdi>{teamName(team, name)}</bdi> <span className={classes.dim}>{t("people", { count: team.people })}</span></th>
                {team.busy.map((one, index) => <td key={names[index]} className={classes.number}>{typeof one === "number" ? say.share(one) : "–"}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** What becomes of what was running: the least likely to end in time first. */
export function LiveTable({ result, until }: Of & { until: string }) {
  const { t } = useTranslation("simulate");
  const say = useSay();
  const names = useNames(result);
  const live = result.live;
  if (!live) return null;
  return (
    <section aria-label={t("live.title")}>
      <h2>{t("live.title")}</h2>
      <p className={classes.say}>{t("live.counts", { count: live.instances, leftOut: live.leftOut })} <When at={until} /></p>
      <div className={classes.scroll} tabIndex={0} role="group" aria-label={t("live.title")}>
        <table className={classes.lines} data-testid="live">
          <thead>
            <tr>
              <th scope="col">{t("field.instance")}</th>
              {names.map((one) => <th key={one} scope="col" className={classes.number}><bdi>{one}</bdi></th>)}
            </tr>
          </thead>
          <tbody>
            {live.cases.map((one) => (
              <tr key={one.instance}>
                <td><Link to="/ops/instances/$id" params={{ id: one.instance } as never} className={classes.link}><InstanceKey id={one.instance} /></Link></td>
                {one.ended.map((share, index) => <td key={names[index]} className={classes.number}>{say.share(share)}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
