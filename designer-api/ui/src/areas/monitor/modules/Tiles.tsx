import { useTranslation } from "react-i18next";
import type { IndexAnswer, Measure, Summary } from "@/api/types";
import classes from "../monitor.module.css";
import { useFigures } from "./figures";
import { Way, pathOf } from "./Level";
import type { MonitorSearch } from "./search";

interface Target {
  floor: number;
  target: number;
}

/** Targets are those that the indices score by. */
function targets(indices: IndexAnswer[] | undefined): Record<string, Target> {
  const all = (indices ?? []).flatMap((index) => index.components);
  const known = all.flatMap(({ code, floor, target }) => (typeof floor === "number" && typeof target === "number" ? [[code, { floor, target }] as const] : []));
  return Object.fromEntries(known);
}

interface TileProps {
  label: string;
  measure: Measure;
  before?: Measure | undefined;
  target?: Target | undefined;
  to: string;
  change?: Partial<MonitorSearch>;
  /** The page of the rows on which it rests, and which these are. */
  evidence: [string, string];
}

/** A number with its unit, on how many it rests, its target and what it was before; it leads to what is behind it. */
function Tile({ label, measure, before, target, to, change, evidence }: TileProps) {
  const { t } = useTranslation("monitor");
  const say = useFigures();
  const value = say.value(measure);
  const lower = target !== undefined && target.floor > target.target;
  const missed = target !== undefined && typeof measure.value === "number" && (lower ? measure.value > target.target : measure.value < target.target);
  const was = before ? say.value(before) : undefined;
  return (
    <div className={classes.tile}>
      <dt>{label}</dt>
      <dd>
        {value === undefined ? (
          <span className={classes.none}>{measure.state === "noData" ? t("state.noDataShort") : say.statement(measure)}</span>
        ) : (
          <Way to={to} {...(change ? { change } : {})} className={`${classes.value} ${missed ? classes.missed : ""}`} label={t("tile.open", { label, value })}>
            {value}
          </Way>
        )}
        <span className={classes.small}>
          {value !== undefined && measure.unit !== "count" && measure.n > 0 && (
            <span title={say.bounds(measure)}>
              <Way to={evidence[0]} change={{ handle: evidence[1] }} label={t("tile.rests", { label, n: say.count(measure.n) })}>
                {t("n", { n: say.count(measure.n) })}
              </Way>
            </span>
          )}
          {target && <span className={missed ? classes.missed : undefined}>{t(missed ? "target.missed" : "target.of", { sign: lower ? "≤" : "≥", value: say.inUnit(target.target, measure.unit) })}</span>}
          {was !== undefined && <span>{t("before", { value: was })}</span>}
        </span>
      </dd>
    </div>
  );
}

/** The numbers of a process side by side. */
export function Tiles({ process, summary, before, indices }: { process: string; summary: Summary; before?: Summary | null | undefined; indices?: IndexAnswer[] | undefined }) {
  const { t } = useTranslation("monitor");
  const of = targets(indices);
  const [here, cases, odd] = [pathOf(process), pathOf(process, "/cases"), pathOf(process, "/anomalies")];
  const p95 = summary.sojourn.p95.value;
  const behind = (handle = summary.evidence): [string, string] => [pathOf(process, "/evidence"), handle];
  const slow: Partial<MonitorSearch> = typeof p95 === "number" ? { longer: Math.floor(p95) } : {};
  return (
    <dl className={classes.tiles}>
      <Tile label={t("kpi.p50")} measure={summary.sojourn.p50} before={before?.sojourn.p50} to={cases} evidence={behind()} />
      <Tile label={t("kpi.p95")} measure={summary.sojourn.p95} before={before?.sojourn.p95} to={cases} change={slow} evidence={behind()} />
      <Tile label={t("kpi.mean")} measure={summary.sojourn.mean} before={before?.sojourn.mean} to={here} change={{ heat: "sojourn" }} evidence={behind()} />
      <Tile label={t("kpi.throughput")} measure={summary.throughput} before={before?.throughput} to={cases} evidence={behind()} />
      <Tile label={t("kpi.onTime")} measure={summary.onTime} before={before?.onTime} target={of["on-time-rate"]} to={odd} evidence={behind(summary.evidenceOf.onTime)} />
      <Tile label={t("kpi.automation")} measure={summary.automation} before={before?.automation} target={of["automation-rate"]} to={here} change={{ heat: "frequency" }} evidence={behind(summary.evidenceOf.automation)} />
      <Tile label={t("kpi.rework")} measure={summary.rework} before={before?.rework} to={cases} change={{ rework: true }} evidence={behind()} />
      <Tile label={t("kpi.incidents")} measure={summary.incidents} before={before?.incidents} to={cases} change={{ incidents: true }} evidence={behind()} />
      <Tile label={t("kpi.terminated")} measure={summary.terminated} before={before?.terminated} to={cases} change={{ outcome: "terminated" }} evidence={behind()} />
    </dl>
  );
}
