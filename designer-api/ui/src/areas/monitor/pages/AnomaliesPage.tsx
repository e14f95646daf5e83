import { Button } from "@mantine/core";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ErrorState } from "@/shared/ErrorState";
import { InstanceKey } from "@/shared/InstanceKey";
import { LoadingRows } from "@/shared/Loading";
import { SpanField } from "@/shared/SpanField";
import { StatusTag } from "@/shared/StatusTag";
import { When } from "@/shared/When";
import classes from "../monitor.module.css";
import { Drivers } from "../modules/Drivers";
import { Level, Way, pathOf, useGo } from "../modules/Level";
import { Moved } from "../modules/Moved";
import { useAnomalies, useModel, useWarnings } from "../modules/asked";
import { useFigures } from "../modules/figures";
import { useReason } from "../modules/reasons";

/** What is abnormal in a process, who will be late, and with what it goes together. */
export function AnomaliesPage() {
  const { t } = useTranslation("monitor");
  const { key } = useParams({ strict: false }) as { key: string };
  const { search } = useGo();
  const model = useModel(key, search.version);
  const found = useAnomalies(key, search);
  const crumbs = [
    { label: t("portfolio.title"), to: "/monitor" },
    { label: model.title, to: pathOf(key) },
  ];
  return (
    <Level title={t("anomalies.title")} crumbs={crumbs} process={key} versions={model.versions} answer={found.data}>
      <Abnormal process={key} nameOf={model.nameOf} />
      <Moved process={key} nameOf={model.nameOf} />
      <Warnings process={key} nameOf={model.nameOf} />
      <Drivers process={key} search={search} />
    </Level>
  );
}

interface Of {
  process: string;
  nameOf: (node: string) => string;
}

function Abnormal({ process, nameOf }: Of) {
  const { t } = useTranslation("monitor");
  const { search } = useGo();
  const say = useFigures();
  const reason = useReason(nameOf);
  const found = useAnomalies(process, search);
  const data = found.data;
  return (
    <section aria-label={t("anomalies.found")} className={classes.block}>
      <h2>{t("anomalies.found")}</h2>
      {found.error ? <ErrorState error={found.error} retry={() => void found.refetch()} /> : null}
      {found.isLoading && <LoadingRows rows={4} />}
      {data && data.state === "measured" && <p className={classes.say}>{t("anomalies.learnt", { n: say.count(data.n), learnt: say.count(data.learnt), least: say.count(data.least) })}</p>}
      {data && data.state !== "measured" && <p className={classes.none}>{t(`anomalies.${data.state}`, { least: say.count(data.least), learnt: say.count(data.learnt) })}</p>}
      {data && data.state === "measured" && data.found.length === 0 && <p className={classes.none}>{t("anomalies.nothing")}</p>}
      {data && data.found.length > 0 && (
        <>
          <div className={classes.scroll} tabIndex={0} role="group" aria-label={t("anomalies.found")}>
            <table className={classes.lines} data-testid="anomalies">
              <thead>
                <tr>
                  <th scope="col">{t("column.instance")}</th>
                  <th scope="col">{t("column.reasons")}</th>
                  <th scope="col">{t("column.node")}</th>
                  <th scope="col">{t("column.endedAt")}</th>
                </tr>
              </thead>
              <tbody>
                {data.found.map((one, index) => (
                  <tr key={index}>
                    <td><Way to={pathOf(process, `/i/${one.instance}`)}><InstanceKey id={one.instance} /></Way></td>
                    <td title={one.code}><bdi>{reason(one)}</bdi></td>
                    <td>
                      {one.node && (
                        <Way to={pathOf(process, `/e/${encodeURIComponent(one.node)}`)}>
                          <bdi>{nameOf(one.node)}</bdi>
                        </Way>
                      )}
                    </td>
                    <td><When at={one.at} /></td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {data.more && <p className={classes.none}>{t("anomalies.more")}</p>}
        </>
      )}
    </section>
  );
}

function Warnings({ process, nameOf }: Of) {
  const { t } = useTranslation("monitor");
  const { search, go } = useGo();
  const say = useFigures();
  const found = useWarnings(process, search, search.target);
  const data = found.data;
  return (
    <section aria-label={t("warnings.title")} className={classes.block}>
      <div className={classes.blockHead}>
        <h2>{t("warnings.title")}</h2>
        <TargetField key={search.target ?? 0} target={search.target} onChange={(target) => go({ target })} />
      </div>
      {found.error ? <ErrorState error={found.error} retry={() => void found.refetch()} /> : null}
      {found.isLoading && <LoadingRows rows={4} />}
      {data && (
        <p className={classes.say}>
          {t("warnings.counts", { running: say.count(data.running), late: say.count(data.late), learnt: say.count(data.learnt) })}
          {typeof data.target === "number" && ` · ${t(search.target === undefined ? "warnings.usual" : "warnings.target", { time: say.time(data.target) })}`}
          {data.inWorkingTime && ` · ${t("ahead.working")}`}
        </p>
      )}
      {data && data.state !== "measured" && <p className={classes.none}>{t(`warnings.${data.state}`, { least: say.count(data.least), learnt: say.count(data.learnt), coverage: say.share(data.calibration?.coverage ?? 0) })}</p>}
      {data && data.state === "measured" && data.found.length === 0 && <p className={classes.none}>{t("warnings.nothing")}</p>}
      {data && data.found.length > 0 && (
        <div className={classes.scroll} tabIndex={0} role="group" aria-label={t("warnings.title")}>
          <table className={classes.lines} data-testid="warnings">
            <thead>
              <tr>
                <th scope="col">{t("column.instance")}</th>
                <th scope="col">{t("column.state")}</th>
                <th scope="col" className={classes.number}>{t("column.probability")}</th>
                <th scope="col">{t("column.due")}</th>
                <th scope="col">{t("column.standsAt")}</th>
              </tr>
            </thead>
            <tbody>
              {data.found.map((one) => (
                <tr key={one.instance}>
                  <td><Way to={pathOf(process, `/i/${one.instance}`)}><InstanceKey id={one.instance} /></Way></td>
                  <td>{one.code === "SLA" ? <StatusTag status="overdue" /> : <span className={one.critical ? classes.missed : undefined}>{t(one.critical ? "warnings.critical" : "warnings.risk")}</span>}</td>
                  <td className={classes.number}>{typeof one.probability === "number" ? say.share(one.probability) : "–"}</td>
                  <td><When at={one.due} /></td>
                  <td><bdi>{one.at.map(nameOf).join(t("and")) || "–"}</bdi></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

/** After which time an instance is due. */
function TargetField({ target, onChange }: { target: number | undefined; onChange: (target: number | undefined) => void }) {
  const { t } = useTranslation("monitor");
  const [ms, setMs] = useState<number | null>(target ?? null);
  return (
    <form
      className={classes.bar2}
      onSubmit={(event) => {
        event.preventDefault();
        onChange(ms ?? undefined);
      }}
    >
      <SpanField quiet label={t("warnings.field")} value={ms} onChange={setMs} />
      <Button type="submit" variant="default">
        {t("warnings.apply")}
      </Button>
    </form>
  );
}
