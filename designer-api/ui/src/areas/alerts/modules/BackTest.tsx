import { Alert, Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AlertBackTest, AlertRuleSpec } from "@/api/types";
import { listed } from "@/app/i18n";
import { useProblemText } from "@/shared/problemText";
import { useDuration } from "@/shared/Duration";
import { When, formatTime } from "@/shared/When";
import classes from "../alerts.module.css";
import { useBackTest } from "./asked";
import { useSay } from "./say";

const DAYS = [7, 30, 90] as const;
/** Whoever types is waited for, ms. */
const PAUSE = 600;
const HEIGHT = 120;

/** What the rule would have done over the kept history: a chart with its lines, and the same in a table. */
export function BackTest({ id, spec, ready }: { id: string | null; spec: AlertRuleSpec; ready: boolean }) {
  const { t } = useTranslation("alerts");
  const say = useProblemText();
  const [days, setDays] = useState<number>(30);
  const [asked] = useDebouncedValue(spec, PAUSE);
  const found = useBackTest(id, asked, days, ready);
  return (
    <section className={classes.block} aria-label={t("backTest.title")} aria-busy={found.isFetching}>
      <h2>{t("backTest.title")}</h2>
      <Select aria-label={t("backTest.days")} w={150} mb={8} allowDeselect={false} data={DAYS.map((one) => ({ value: String(one), label: t("backTest.lastDays", { count: one }) }))} value={String(days)} onChange={(value) => setDays(Number(value ?? 30))} />
      {!ready && <p className={classes.dim}>{t("backTest.notYet")}</p>}
      {ready && found.error && (
        <p role="alert" className={classes.dim}>
          {say(found.error)}
        </p>
      )}
      {ready && found.data && !found.error && (
        <div className={found.isFetching ? classes.stale : undefined} data-testid="back-test">
          <Played test={found.data} spec={asked} />
        </div>
      )}
    </section>
  );
}

function Played({ test, spec }: { test: AlertBackTest; spec: AlertRuleSpec }) {
  const { t } = useTranslation("alerts");
  const say = useSay();
  const duration = useDuration();
  const { same, less, more, now } = test;
  const held = Object.entries(same.held);
  const read = same.windows - held.reduce((all, [, count]) => all + count, 0);
  return (
    <>
      {same.constant && (
        <Alert color="orange" mb={8} role="status">
          {t("backTest.constant")}
        </Alert>
      )}
      {read === 0 && (
        <Alert color="gray" mb={8} role="status">
          {t("backTest.nothing")}
        </Alert>
      )}
      <dl className={classes.figures}>
        <div>
          <dt>{t("backTest.firings")}</dt>
          <dd data-testid="firings">{say.number(same.firings)}</dd>
        </div>
        <div>
          <dt>{t("backTest.inAlarm")}</dt>
          <dd>{duration(same.inAlarm * same.stepMs)}</dd>
        </div>
        <div>
          <dt>{t("backTest.now")}</dt>
          <dd>{now.missing ? t(`missing.${now.missing}`) : say.value(now.value, test.unit)}</dd>
        </div>
        <div>
          <dt>{t("column.breach")}</dt>
          <dd>{now.breachAt ? <When at={now.breachAt} /> : t("value.none")}</dd>
        </div>
        {now.flow && (
          <div>
            <dt>{t("flow.title")}</dt>
            <dd data-testid="flow">{now.flow.breachAt ? <When at={now.flow.breachAt} /> : t(`flow.why.${now.flow.why ?? "steady"}`)}</dd>
            <dd className={classes.dim}>{t("flow.rates", { hours: say.number(now.flow.hours), arrived: say.number(now.flow.arrived), left: say.number(now.flow.left) })}</dd>
          </div>
        )}
      </dl>
      <Chart test={test} spec={spec} />
      {test.shortened && <p className={classes.dim}>{t("backTest.shortened")}</p>}
      {!test.caughtUp && <p className={classes.dim}>{t("backTest.catchingUp")}</p>}
      {held.length > 0 && <p className={classes.dim}>{t("backTest.held", { what: listed(held.map(([why, count]) => t("backTest.heldOf", { why: t(`missing.${why}`), n: say.number(count) }))) })}</p>}
      <div className={classes.scroll} tabIndex={0} role="group" aria-label={t("backTest.sensitivity")}>
        <table className={classes.lines}>
          <thead>
            <tr>
              <th scope="col">{t("backTest.sensitivity")}</th>
              <th scope="col" className={classes.number}>{t("backTest.firings")}</th>
              <th scope="col" className={classes.number}>{t("backTest.inAlarm")}</th>
              <th scope="col" className={classes.number} title={t("backTest.precisionHint")}>{t("backTest.precision")}</th>
            </tr>
          </thead>
          <tbody>
            {([["less", less], ["same", same], ["more", more]] as const).map(([which, played]) => (
              <tr key={which}>
                <td>{t(`backTest.${which}`)}</td>
                <td className={classes.number}>{say.number(played.firings)}</td>
                <td className={classes.number}>{duration(played.inAlarm * played.stepMs)}</td>
                <td className={classes.number}>
                  {typeof test.precision[which].share === "number"
                    ? t("backTest.precisionOf", { share: say.value(test.precision[which].share, "share"), real: test.precision[which].real, judged: test.precision[which].real + test.precision[which].dismissed })
                    : t("backTest.unjudged")}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <details className={classes.fold}>
        <summary>{t("backTest.episodes", { count: same.episodes.length })}</summary>
        <div className={classes.scroll} tabIndex={0} role="group" aria-label={t("backTest.when")}>
          <table className={classes.lines} data-testid="episodes">
            <thead>
              <tr>
                <th scope="col">{t("backTest.from")}</th>
                <th scope="col">{t("backTest.until")}</th>
                <th scope="col" className={classes.number}>{t("backTest.peak")}</th>
                <th scope="col">{t("column.severity")}</th>
              </tr>
            </thead>
            <tbody>
              {same.episodes.toReversed().map((episode) => (
                <tr key={episode.from}>
                  <td><When at={new Date(episode.from).toISOString()} /></td>
                  <td>{episode.until ? <When at={new Date(episode.until).toISOString()} /> : t("backTest.goesOn")}</td>
                  <td className={classes.number}>{say.value(episode.peak, test.unit)}</td>
                  <td>{t(episode.critical ? "severity.critical" : "severity.warning")}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </>
  );
}

/** The value over time with its lines; where it would have been in alarm is shaded. */
function Chart({ test, spec }: { test: AlertBackTest; spec: AlertRuleSpec }) {
  const { t } = useTranslation("alerts");
  const say = useSay();
  const { points } = test.same;
  const known = points.filter((point) => typeof point.value === "number");
  if (known.length === 0) return null;
  const lines = [spec.warn, ...(typeof spec.critical === "number" ? [spec.critical] : [])];
  const values = [...known.map((point) => point.value as number), ...lines];
  const most = Math.max(...values, 0);
  const least = Math.min(...values, 0);
  const span = most - least || 1;
  const y = (value: number) => HEIGHT - 4 - ((value - least) / span) * (HEIGHT - 8);
  const step = 1000 / Math.max(1, points.length);
  const x = (index: number) => (index + 0.5) * step;
  // A gap is a gap: where nothing could be read no line is drawn.
  const runs: string[] = [];
  let run: string[] = [];
  points.forEach((point, index) => {
    if (typeof point.value === "number") run.push(`${x(index)},${y(point.value)}`);
    else if (run.length > 0) {
      runs.push(run.join(" "));
      run = [];
    }
  });
  if (run.length > 0) runs.push(run.join(" "));
  const at = (ms: number | undefined) => (ms === undefined ? "" : formatTime(new Date(ms).toISOString()));
  return (
    <figure style={{ margin: "0 0 8px" }}>
      <svg role="img" aria-label={t("backTest.chart", { count: test.same.firings })} viewBox={`0 0 1000 ${HEIGHT}`} preserveAspectRatio="none" style={{ height: 140 }} className={classes.chart}>
        {points.map((point, index) => point.level > 0 && <rect key={point.at} x={index * step} y={0} width={step} height={HEIGHT} className={classes.alarm} data-level={point.level} />)}
        <line x1={0} x2={1000} y1={y(0)} y2={y(0)} className={classes.grid} />
        {runs.map((one, index) => (one.includes(" ") ? <polyline key={index} points={one} className={classes.curve} /> : <polyline key={index} points={`${one} ${Number(one.split(",")[0]) + Math.max(step * 0.6, 1)},${one.split(",")[1]}`} className={classes.curve} />))}
        <line x1={0} x2={1000} y1={y(spec.warn)} y2={y(spec.warn)} className={classes.warn} />
        {typeof spec.critical === "number" && <line x1={0} x2={1000} y1={y(spec.critical)} y2={y(spec.critical)} className={classes.critical} />}
      </svg>
      <figcaption className={classes.legend}>
        <span>{at(points[0]?.at)}</span>
        <span>
          {t("backTest.legend", { most: say.value(Math.max(...known.map((point) => point.value as number)), test.unit), warn: say.value(spec.warn, test.unit) })}
        </span>
        <span>{at(points[points.length - 1]?.at)}</span>
      </figcaption>
    </figure>
  );
}
