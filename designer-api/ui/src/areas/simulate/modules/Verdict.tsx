import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Intervals, Plane, type Point } from "./charts";
import { METRICS, type Detail, type Estimate, type Metric, type Outcome, type Result } from "./types";
import { useSay } from "./say";
import classes from "../simulate.module.css";

const ESTIMATE: Partial<Record<Metric, (one: Outcome) => Estimate | null | undefined>> = {
  time: (one) => one.time,
  timeP90: (one) => one.timeP90,
  cost: (one) => one.cost,
};

interface Props {
  detail: Detail;
  result: Result;
  onAccept: ((scenario: string) => void) | null;
}

/** So many scenarios have room beside each other on a phone. */
const FEW = 2;

/** Things as they are against the scenarios: each figure with its interval, differences by pairs, and what to say of each. */
export function Verdict({ detail, result, onAccept }: Props) {
  const { t } = useTranslation("simulate");
  const say = useSay();
  const { baseline, variants, wanted } = result.verdict;
  const base = (metric: Metric) => {
    const estimate = ESTIMATE[metric]?.(baseline);
    if (estimate) return <Cell value={say.value(metric, estimate.mean)} below={say.interval(metric, estimate)} />;
    const known = variants.map((one) => one.differences[metric]?.baseline).find((one) => one !== undefined);
    return known === undefined ? "–" : <Cell value={say.value(metric, known)} />;
  };
  // Where nobody says what anything costs, nothing is said of costs.
  const costs = result.verdict.pareto.some((row) => typeof row.cost === "number" && row.cost > 0);
  return (
    <section aria-label={t("verdict.title")}>
      <h2>{t("verdict.title")}</h2>
      <div className={classes.scroll} tabIndex={0} role="group" aria-label={t("verdict.title")}>
        <table className={variants.length > FEW ? classes.lines : `${classes.lines} ${classes.few}`} data-testid="verdict">
          <thead>
            <tr>
              <th scope="col">{t("verdict.figure")}</th>
              <th scope="col" className={classes.number}>{t("asIs")}</th>
              {variants.map((one) => (
                <th key={one.outcome.scenario} scope="col" className={classes.number}><bdi>{one.outcome.scenario}</bdi></th>
              ))}
            </tr>
          </thead>
          <tbody>
            {METRICS.filter((metric) => metric !== "cost" || costs).map((metric) => (
              <tr key={metric}>
                <th scope="row">{t(`metric.${metric}`)}{metric === wanted && <span className={classes.dim}> · {t("verdict.wanted")}</span>}</th>
                <td className={classes.number}>{base(metric)}</td>
                {variants.map((one) => {
                  const found = one.differences[metric];
                  if (!found) return <td key={one.outcome.scenario} className={classes.number}>–</td>;
                  const { low, high } = found.difference;
                  const kind = typeof high === "number" && high < 0 ? classes.good : typeof low === "number" && low > 0 ? classes.bad : undefined;
                  return (
                    <td key={one.outcome.scenario} className={classes.number}>
                      <Cell
                        value={say.value(metric, found.variant)}
                        change={<span className={kind}>{say.signed(metric, found.difference.mean)}{typeof found.percent === "number" && ` (${found.percent > 0 ? "+" : found.percent < 0 ? "−" : ""}${say.share(Math.abs(found.percent) / 100)})`}</span>}
                        below={say.interval(metric, found.difference, true)}
                      />
                    </td>
                  );
                })}
              </tr>
            ))}
            {variants.length > 0 && (
              <tr>
                <th scope="row">{t("verdict.say")}</th>
                <td />
                {variants.map((one) => (
                  <td key={one.outcome.scenario} className={classes.end} title={one.reasons.join("; ")}>
                    <span className={one.acceptReady ? classes.good : classes.dim}>{t(one.acceptReady ? "verdict.ready" : "verdict.notReady")}</span>
                    {onAccept && (
                      <div>
                        <Button size="compact-sm" variant="default" mt={4} aria-label={t("accept.of", { scenario: one.outcome.scenario })} onClick={() => onAccept(one.outcome.scenario)}>
                          {t("accept.action")}
                        </Button>
                      </div>
                    )}
                  </td>
                ))}
              </tr>
            )}
          </tbody>
        </table>
      </div>
      <p className={classes.dim}>{t("verdict.rests", { replications: say.count(detail.replications), cases: say.count(baseline.cases), seed: detail.seed })}</p>
      <Intervals variants={variants} />
    </section>
  );
}

function Cell({ value, change, below }: { value: string; change?: React.ReactNode; below?: string | undefined }) {
  return (
    <>
      <div>{value}</div>
      {change && <div>{change}</div>}
      {below && <div className={classes.dim}>{below}</div>}
    </>
  );
}

/** Time and cost of all: which scenario is worse than another in both. */
export function Pareto({ result }: { result: Result }) {
  const { t } = useTranslation("simulate");
  const say = useSay();
  const rows = result.verdict.pareto.map((row, index) => ({ ...row, shown: index === 0 ? t("asIs") : row.scenario }));
  const shown = (scenario: string) => rows.find((row) => row.scenario === scenario)?.shown ?? scenario;
  const points: Point[] = rows.flatMap((row) => (typeof row.time === "number" && typeof row.cost === "number" ? [{ scenario: row.shown, time: row.time, cost: row.cost, dominated: Boolean(row.dominatedBy) }] : []));
  const costs = points.some((one) => one.cost > 0);
  return (
    <section aria-label={t("pareto.title")}>
      <h2>{t("pareto.title")}</h2>
      {!costs && <p className={classes.dim}>{t("pareto.noCost")}</p>}
      <div className={classes.pair}>
        <div className={classes.scroll} tabIndex={0} role="group" aria-label={t("pareto.title")}>
          <table className={classes.lines} data-testid="pareto">
            <thead>
              <tr>
                <th scope="col">{t("pareto.number")}</th>
                <th scope="col">{t("field.scenario")}</th>
                <th scope="col" className={classes.number}>{t("metric.time")}</th>
                <th scope="col" className={classes.number}>{t("metric.cost")}</th>
                <th scope="col">{t("pareto.say")}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row, index) => (
                <tr key={row.scenario}>
                  <td>{index}</td>
                  <td><bdi>{row.shown}</bdi></td>
                  <td className={classes.number}>{typeof row.time === "number" ? say.time(row.time) : "–"}</td>
                  <td className={classes.number}>{typeof row.cost === "number" ? say.number(row.cost) : "–"}</td>
                  <td className={row.dominatedBy ? classes.dim : undefined}>{row.dominatedBy ? t("pareto.dominated", { by: shown(row.dominatedBy) }) : t("pareto.best")}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {costs && points.length > 1 && <Plane points={points} />}
      </div>
    </section>
  );
}
