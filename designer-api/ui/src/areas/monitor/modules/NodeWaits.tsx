// Why the visits of a node waited, and at which hours of the week.
import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { NodeWaits as Answer } from "@/api/types";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingRows } from "@/shared/Loading";
import classes from "../monitor.module.css";
import { Head } from "./Head";
import { useNodeWaits } from "./asked";
import { Stack } from "./charts";
import { useFigures } from "./figures";
import type { Filter } from "./search";
import { cellsOf, type Shown } from "./weekHours";

export function NodeWaits({ process, node, search }: { process: string; node: string; search: Filter }) {
  const found = useNodeWaits(process, node, search);
  if (found.error) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <LoadingRows rows={4} />;
  return (
    <>
      <Causes data={found.data} />
      <WeekHours data={found.data} />
    </>
  );
}

/** What of the wait is whose: the parts add up to it. */
function Causes({ data }: { data: Answer }) {
  const { t } = useTranslation("monitor");
  const say = useFigures();
  const known = data.causes.filter((one) => typeof one.ms === "number");
  const name = (cause: string) => t(`waits.${cause}` as "waits.batching");
  return (
    <section aria-label={t("waits.title")} className={classes.block}>
      <h2>{t("waits.title")}</h2>
      {data.wait <= 0 ? (
        <p className={classes.none}>{t("waits.none")}</p>
      ) : (
        <>
          <p className={classes.say}>{t("waits.of", { n: say.count(data.n), visits: say.count(data.visits), time: say.time(data.wait / data.n) })}</p>
          <Stack label={t("waits.chart")} parts={known.map((one) => ({ key: one.cause, kind: one.cause, value: one.ms ?? 0, label: `${name(one.cause)} · ${say.time(one.ms ?? 0)}` }))} />
          <div className={classes.scroll} tabIndex={0} role="group" aria-label={t("waits.title")}>
            <table className={classes.lines} data-testid="causes">
              <Head
                columns={[
                  { label: t("waits.cause") },
                  { label: t("waits.mean"), figure: true },
                  { label: t("column.share"), figure: true },
                  { label: t("waits.efficiency"), figure: true, title: t("waits.efficiencyHint") },
                ]}
              />
              <tbody>
                {data.causes.map((one) => (
                  <tr key={one.cause}>
                    <th scope="row" title={t(`waits.${one.cause}Hint` as "waits.batchingHint")}>
                      <span className={classes.swatch} data-cause={one.cause} aria-hidden /> {name(one.cause)}
                    </th>
                    <td className={classes.number}>{typeof one.ms === "number" ? say.time(one.ms / data.n) : t("waits.unknown")}</td>
                    <td className={classes.number}>{typeof one.share === "number" ? say.share(one.share) : "–"}</td>
                    <td className={classes.number}>{typeof one.efficiency === "number" ? say.share(one.efficiency) : "–"}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {data.claimed > 0 && <p className={classes.say}>{t("waits.claimed", { time: say.time(data.claimed / data.n) })}</p>}
        </>
      )}
    </section>
  );
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** The week as a table, each hour tinted by what it has. */
function WeekHours({ data }: { data: Answer }) {
  const { t } = useTranslation("monitor");
  const say = useFigures();
  const [shown, show] = useState<Shown>("n");
  if (data.hours.length === 0) return null;
  const cells = cellsOf(data.hours, shown);
  const told = (value: number) => (shown === "n" ? say.count(value) : say.time(value));
  return (
    <section aria-label={t("week.title")} className={classes.block}>
      <div className={classes.blockHead}>
        <h2>{t("week.title")}</h2>
        <SegmentedControl size="xs" aria-label={t("week.shown")} value={shown} onChange={(value) => show(value as Shown)} data={(["n", "wait", "sojourn"] as const).map((one) => ({ value: one, label: t(`week.${one}`) }))} />
        <span className={classes.small}>{data.zone ? t("week.zone", { zone: data.zone }) : null}</span>
      </div>
      <div className={classes.scroll} tabIndex={0} role="group" aria-label={t("week.title")}>
        <table className={classes.week} data-testid="week">
          <Head columns={[{ label: t("week.hour") }, ...HOURS.map((hour) => ({ label: String(hour) }))]} />
          <tbody>
            {[1, 2, 3, 4, 5, 6, 7].map((day) => (
              <tr key={day}>
                <th scope="row">{t(`day.${day}` as "day.1")}</th>
                {HOURS.map((hour) => {
                  const cell = cells.get(`${day} ${hour}`);
                  return cell === undefined ? (
                    <td key={hour} />
                  ) : (
                    <td key={hour} data-tint={cell.tint} title={t("week.cell", { day: t(`day.${day}` as "day.1"), from: hour, until: hour + 1, value: told(cell.value), n: say.count(cell.n) })}>
                      {told(cell.value)}
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
