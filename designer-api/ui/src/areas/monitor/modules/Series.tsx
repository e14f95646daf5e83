import { useTranslation } from "react-i18next";
import type { SeriesPoint } from "@/api/types";
import { When, formatTime } from "@/shared/When";
import classes from "../monitor.module.css";
import { AsTable, Bars } from "./charts";
import { useFigures } from "./figures";
import { Way, pathOf, useGo } from "./Level";
import { DAY, HOUR } from "@/shared/level/question";

/** Gaps are drawn as such; a window of years is drawn piece by piece where something happened. */
const DRAWN = 400;

interface Props {
  process: string;
  title: string;
  series: SeriesPoint[];
  /** How long each piece is, ms. */
  step: number;
  node?: string;
  /** The window that was counted. */
  from: string;
  until: string;
}

/** Piece by piece how many ended and how long they took; each leads to those that ended in it. */
export function Series({ process, title, series, step, node, from, until }: Props) {
  const { t } = useTranslation("monitor");
  const say = useFigures();
  const { open } = useGo();
  // Visits end before their instances do: of a node the visits are shown, of a process the instances.
  const behind = pathOf(process, node ? "/evidence" : "/cases");
  const pieceOf = (at: string) => {
    const piece = { from: new Date(at).toISOString(), until: new Date(Date.parse(at) + step).toISOString() };
    return node ? { ...piece, node } : piece;
  };
  const shown = (at: string) => (step >= DAY ? new Date(at).toISOString().slice(0, 10) : formatTime(at));
  if (series.length === 0) return <p className={classes.none}>{t("state.noData")}</p>;
  const drawn = filled(series, step, Date.parse(from), Date.parse(until));
  const bars = (value: (point: SeriesPoint) => number, label: (point: SeriesPoint) => string) =>
    drawn.map((point) => ({ key: point.at, value: value(point), label: `${shown(point.at)} · ${label(point)}` }));
  const ends = { first: shown(drawn[0]!.at), last: shown(drawn[drawn.length - 1]!.at) };
  const count = (point: SeriesPoint) => t("series.n", { n: say.count(point.n) });
  const mean = (point: SeriesPoint) => (typeof point.mean === "number" ? say.time(point.mean) : t("state.noData"));
  return (
    <section aria-label={title} className={classes.block}>
      <h2>{t(step >= DAY ? "series.byDay" : "series.byHour", { title })}</h2>
      <div className={classes.pair}>
        <div>
          <h3>{t("series.most", { what: t("series.count"), value: say.count(Math.max(...series.map((point) => point.n))) })}</h3>
          <Bars label={t("series.countOf", { title })} bars={bars((point) => point.n, count)} onOpen={(at) => open(behind, pieceOf(at))} {...ends} />
        </div>
        <div>
          <h3>{t("series.most", { what: t("series.mean"), value: say.time(Math.max(0, ...series.map((point) => point.mean ?? 0))) })}</h3>
          <Bars label={t("series.meanOf", { title })} bars={bars((point) => point.mean ?? 0, mean)} onOpen={(at) => open(behind, pieceOf(at))} {...ends} />
        </div>
      </div>
      <AsTable>
        <div className={classes.scroll} tabIndex={0} role="group" aria-label={title}>
          <table className={classes.lines}>
            <thead>
              <tr>
                <th scope="col">{t("column.when")}</th>
                <th scope="col" className={classes.number}>{t("column.ended")}</th>
                <th scope="col" className={classes.number}>{t("column.mean")}</th>
                <th scope="col" className={classes.number}>{t("column.incidents")}</th>
              </tr>
            </thead>
            <tbody>
              {series.map((point) => (
                <tr key={point.at}>
                  <td>
                    <Way to={behind} change={pieceOf(point.at)}>
                      {step >= DAY ? shown(point.at) : <When at={point.at} />}
                    </Way>
                  </td>
                  <td className={classes.number}>{say.count(point.n)}</td>
                  <td className={classes.number}>{mean(point)}</td>
                  <td className={classes.number}>{say.count(point.incidents)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </AsTable>
    </section>
  );
}

/** With the pieces of the window in which nothing happened, as long as there are not too many. */
export function filled(series: SeriesPoint[], step: number, from: number, until: number): SeriesPoint[] {
  const first = series[0];
  if (!first || step < HOUR || (until - from) / step > DRAWN) return series;
  const known = new Map(series.map((point) => [Date.parse(point.at), point]));
  // Pieces begin where those begin in which something happened.
  const begun = Date.parse(first.at);
  const start = begun - Math.max(0, Math.floor((begun - from) / step)) * step;
  const count = Math.max(1, Math.ceil((until - start) / step));
  return Array.from({ length: count }, (_, index) => known.get(start + index * step) ?? { at: new Date(start + index * step).toISOString(), n: 0, mean: null, incidents: 0 });
}
