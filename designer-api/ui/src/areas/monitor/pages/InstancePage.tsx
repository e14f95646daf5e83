import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { History, ScrollText } from "lucide-react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import type { InstanceAnalysis } from "@/api/types";
import { useMay } from "@/app/session";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingRows } from "@/shared/Loading";
import { useMaybe } from "@/shared/maybe";
import { StatusTag, statusOf } from "@/shared/StatusTag";
import { When } from "@/shared/When";
import classes from "../monitor.module.css";
import { Gantt } from "../modules/Gantt";
import { Level, Way, pathOf, useGo } from "../modules/Level";
import { useInstanceFigures, useModel } from "../modules/asked";
import { Band, Stack } from "../modules/charts";
import { useFigures } from "../modules/figures";

/** One instance: what decided when it ended, why its work waited, and what lies ahead of it. */
export function InstancePage() {
  const { t } = useTranslation("monitor");
  const { key, id } = useParams({ strict: false }) as { key: string; id: string };
  const { search } = useGo();
  const say = useFigures();
  const may = useMay();
  // With a target the answer also says how probable it is to be late: it is due so long after it began.
  const known = useQuery({ queryKey: keys.instance(id), queryFn: () => get("/api/v1/instances/{id}", { path: { id } }) });
  const plain = useInstanceFigures(id, undefined);
  const due = plain.data && !plain.data.ended && search.target !== undefined ? new Date(Date.parse(plain.data.began) + search.target).toISOString() : undefined;
  const dated = useInstanceFigures(id, due);
  const data = (due ? dated.data : undefined) ?? plain.data;
  const model = useModel(key, data?.version);
  const crumbs = [
    { label: t("portfolio.title"), to: "/monitor" },
    { label: model.title, to: pathOf(key) },
    { label: t("cases.title"), to: pathOf(key, "/cases") },
  ];
  return (
    <Level title={known.data?.businessKey ?? t("instance.title", { id: id.slice(-8) })} crumbs={crumbs} process={key} answer={data} timeless>
      {plain.error ? <ErrorState error={plain.error} retry={() => void plain.refetch()} /> : null}
      {plain.isLoading && <LoadingRows rows={8} />}
      {data && (
        <>
          <div className={classes.blockHead}>
            {known.data && <StatusTag status={statusOf(known.data)} />}
            <span>
              {t("column.sojourn")} <b>{say.time(data.sojourn)}</b>
            </span>
            <span className={classes.small}>
              <When at={data.began} /> – {data.ended ? <When at={data.ended} /> : t("instance.runs")}
            </span>
            <Button component={Link} to={`/ops/instances/${id}`} search={{ tab: "history", step: 0 } as never} leftSection={<History size={14} aria-hidden />}>
              {t("instance.replay")}
            </Button>
            {may("see-audit") && (
              <Button component={Link} to={`/audit/cases/${id}`} variant="default" leftSection={<ScrollText size={14} aria-hidden />}>
                {t("instance.case")}
              </Button>
            )}
          </div>
          <Path process={key} data={data} nameOf={model.nameOf} />
          <Gantt process={key} data={data} nameOf={model.nameOf} />
          <Waits data={data} nameOf={model.nameOf} />
          <Slacks data={data} nameOf={model.nameOf} />
          <Ahead data={data} />
        </>
      )}
    </Level>
  );
}

interface Of {
  data: InstanceAnalysis;
  nameOf: (node: string) => string;
}

/** The critical path: its pieces add up to the duration. */
function Path({ process, data, nameOf }: Of & { process: string }) {
  const { t } = useTranslation("monitor");
  const maybe = useMaybe("monitor");
  const say = useFigures();
  const sum = data.path.reduce((all, piece) => all + piece.ms, 0);
  const label = (piece: InstanceAnalysis["path"][number]) => `${nameOf(piece.node)} · ${maybe(`part.${piece.part}`, piece.part)} · ${say.time(piece.ms)}`;
  return (
    <section aria-label={t("path.title")} className={classes.block}>
      <h2>{t("path.title")}</h2>
      {data.path.length === 0 ? (
        <p className={classes.none}>{t(data.ended ? "path.none" : "path.running")}</p>
      ) : (
        <>
          <Stack label={t("path.chart")} parts={data.path.map((piece, index) => ({ key: String(index), value: piece.ms, kind: piece.part, label: label(piece) }))} />
          <p className={classes.legend}>
            {["queue", "claimed", "service", "before"].map((part) => (
              <span key={part}>
                <span className={classes.swatch} data-part={part} aria-hidden /> {maybe(`part.${part}`, part)}
              </span>
            ))}
          </p>
          <div className={classes.scroll} tabIndex={0} role="group" aria-label={t("path.title")}>
            <table className={classes.lines} data-testid="path">
              <thead>
                <tr>
                  <th scope="col">{t("column.node")}</th>
                  <th scope="col">{t("column.part")}</th>
                  <th scope="col" className={classes.wide}>{t("column.from")}</th>
                  <th scope="col" className={classes.number}>{t("column.sojourn")}</th>
                  <th scope="col" className={classes.number}>{t("column.share")}</th>
                </tr>
              </thead>
              <tbody>
                {data.path.map((piece, index) => (
                  <tr key={index}>
                    <td>
                      <Way to={pathOf(process, `/e/${encodeURIComponent(piece.node)}`)}>
                        <bdi>{nameOf(piece.node)}</bdi>
                      </Way>
                    </td>
                    <td>{maybe(`part.${piece.part}`, piece.part)}</td>
                    <td className={classes.wide}><When at={piece.from} /></td>
                    <td className={classes.number}>{say.time(piece.ms)}</td>
                    <td className={classes.number}>{sum > 0 ? say.share(piece.ms / sum) : "–"}</td>
                  </tr>
                ))}
              </tbody>
              <tfoot>
                <tr>
                  <th scope="row" colSpan={2}>{t("path.sum")}</th>
                  <td className={classes.wide} />
                  <td className={classes.number} data-sum={sum} data-sojourn={data.sojourn}>{say.time(sum)}</td>
                  <td />
                </tr>
              </tfoot>
            </table>
          </div>
        </>
      )}
    </section>
  );
}

function Waits({ data, nameOf }: Of) {
  const { t } = useTranslation("monitor");
  const say = useFigures();
  return (
    <section aria-label={t("waits.title")} className={classes.block}>
      <h2>{t("waits.title")}</h2>
      {data.waits.length === 0 ? (
        <p className={classes.none}>{t("waits.none")}</p>
      ) : (
        <div className={classes.scroll} tabIndex={0} role="group" aria-label={t("waits.title")}>
          <table className={classes.lines}>
            <thead>
              <tr>
                <th scope="col">{t("column.node")}</th>
                <th scope="col" className={classes.number}>{t("column.wait")}</th>
                <th scope="col" className={classes.number} title={t("waits.batchingHint")}>{t("waits.batching")}</th>
                <th scope="col" className={classes.number} title={t("waits.contentionHint")}>{t("waits.contention")}</th>
                <th scope="col" className={classes.number} title={t("waits.prioritisationHint")}>{t("waits.prioritisation")}</th>
                <th scope="col" className={classes.number} title={t("waits.unavailableHint")}>{t("waits.unavailable")}</th>
                <th scope="col" className={classes.number} title={t("waits.extraneousHint")}>{t("waits.extraneous")}</th>
              </tr>
            </thead>
            <tbody>
              {data.waits.map((wait, index) => (
                <tr key={index}>
                  <td><bdi>{nameOf(wait.node)}</bdi></td>
                  <td className={classes.number}>{say.time(wait.wait)}</td>
                  <td className={classes.number}>{say.time(wait.batching)}</td>
                  <td className={classes.number}>{say.time(wait.contention)}</td>
                  <td className={classes.number}>{say.time(wait.prioritisation)}</td>
                  <td className={classes.number}>{typeof wait.unavailable === "number" ? say.time(wait.unavailable) : t("waits.unknown")}</td>
                  <td className={classes.number}>{say.time(wait.extraneous)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

/** How much longer the branches could have taken that were not the last. */
function Slacks({ data, nameOf }: Of) {
  const { t } = useTranslation("monitor");
  const say = useFigures();
  if (data.slacks.length === 0) return null;
  return (
    <section aria-label={t("slack.title")} className={classes.block}>
      <h2>{t("slack.title")}</h2>
      <ul className={classes.reasons}>
        {data.slacks.map((slack, index) => (
          <li key={index}>{t("slack.one", { branch: nameOf(slack.branch), node: nameOf(slack.node), time: say.time(slack.ms) })}</li>
        ))}
      </ul>
    </section>
  );
}

/** What such instances took from here on. */
function Ahead({ data }: { data: InstanceAnalysis }) {
  const { t } = useTranslation("monitor");
  const maybe = useMaybe("monitor");
  const say = useFigures();
  const { ahead } = data;
  if (!ahead) return null;
  const { value, low, high, n } = ahead.remaining;
  const known = typeof value === "number" && typeof low === "number" && typeof high === "number";
  return (
    <section aria-label={t("ahead.title")} className={classes.block}>
      <h2>{t("ahead.title")}</h2>
      {known ? (
        <>
          <Band label={t("ahead.chart")} low={low} middle={value} high={high} />
          <p className={classes.say}>
            {t("ahead.said", { middle: say.time(value), low: say.time(low), high: say.time(high), n: say.count(n) })}
            {ahead.likeness && ` · ${maybe(`likeness.${ahead.likeness}`, ahead.likeness)}`}
            {ahead.inWorkingTime && ` · ${t("ahead.working")}`}
          </p>
        </>
      ) : (
        <p className={classes.none}>{ahead.remaining.state === "tooFew" ? t("ahead.tooFew", { least: say.count(ahead.remaining.least) }) : ahead.calibration ? t("warnings.unavailable", { coverage: say.share(ahead.calibration.coverage) }) : say.statement(ahead.remaining)}</p>
      )}
      {typeof ahead.late === "number" && <p className={classes.say}>{t("ahead.late", { probability: say.share(ahead.late) })}</p>}
    </section>
  );
}
