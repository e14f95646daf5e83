import { useTranslation } from "react-i18next";
import type { Moved as Answer } from "@/api/types";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingRows } from "@/shared/Loading";
import { When } from "@/shared/When";
import { useMaybe } from "@/shared/maybe";
import classes from "../monitor.module.css";
import { Way, pathOf, useGo } from "./Level";
import { Faults } from "./Faults";
import { useMoved } from "./asked";
import { useFigures } from "./figures";

interface Of {
  process: string;
  nameOf: (node: string) => string;
}

/** What has left its level, goes other ways or takes another time than before; and what is wrong with the data. */
export function Moved({ process, nameOf }: Of) {
  const { t } = useTranslation("monitor");
  const { search } = useGo();
  const say = useFigures();
  const found = useMoved(process, search);
  const data = found.data;
  return (
    <section aria-label={t("moved.title")} className={classes.block}>
      <h2>{t("moved.title")}</h2>
      {found.error ? <ErrorState error={found.error} retry={() => void found.refetch()} /> : null}
      {found.isLoading && <LoadingRows rows={4} />}
      {data && (
        <>
          <p className={classes.say}>
            {t("moved.looked", { series: say.count(data.series), judged: say.count(data.judged) })} <When at={data.since} />
          </p>
          <p className={classes.none}>
            {t("moved.checked")} <When at={data.checkedFrom} />
            {data.little.state !== "noData" && <>{" · "}{typeof data.little.value === "number" ? t("moved.little", { share: say.share(data.little.value), n: say.count(data.little.n) }) : t("moved.littleNone")}</>}
          </p>
          {data.faults.length > 0 && <Faults faults={data.faults} />}
          {data.judged === 0 ? <p className={classes.none}>{t("moved.tooFew")}</p> : data.found.length === 0 && <p className={classes.none}>{t("moved.nothing")}</p>}
          {data.found.length > 0 && <Series process={process} nameOf={nameOf} found={data.found} />}
          <Drifted title={t("moved.drift")} process={process} nameOf={nameOf} drifted={data.drift} />
          {data.versions && <Drifted title={t("moved.versions", { before: data.versions.beforeVersion, version: data.versions.version })} process={process} nameOf={nameOf} drifted={data.versions} />}
        </>
      )}
    </section>
  );
}

function Series({ process, nameOf, found }: Of & { found: Answer["found"] }) {
  const { t } = useTranslation("monitor");
  const maybe = useMaybe("monitor");
  const say = useFigures();
  return (
    <div className={classes.scroll} tabIndex={0} role="group" aria-label={t("moved.title")}>
      <table className={classes.lines} data-testid="moved">
        <thead>
          <tr>
            <th scope="col">{t("column.reasons")}</th>
            <th scope="col">{t("column.node")}</th>
            <th scope="col" className={classes.number}>{t("moved.now")}</th>
            <th scope="col" className={classes.number}>{t("moved.usual")}</th>
            <th scope="col" className={`${classes.number} ${classes.wide}`}>q</th>
          </tr>
        </thead>
        <tbody>
          {found.map((one) => (
            <tr key={`${one.metric}-${one.node ?? ""}`}>
              <td title={one.code}>{t(one.above ? `moved.${one.code}.above` : `moved.${one.code}.below`, { metric: maybe(`moved.metric.${one.metric}`, one.metric) })}
                {one.by === "hour" && <span className={classes.small}>{" · "}{t("moved.byHour")}</span>}
                {one.since && (
                  <span className={classes.small}>
                    {" · "}
                    {t("moved.since")} <When at={one.since} />
                  </span>
                )}
              </td>
              <td>
                {one.node ? (
                  <Way to={pathOf(process, `/e/${encodeURIComponent(one.node)}`)}>
                    <bdi>{nameOf(one.node)}</bdi>
                  </Way>
                ) : (
                  t("moved.whole")
                )}
              </td>
              <td className={classes.number}>{say.inUnit(one.value, one.unit)}</td>
              <td className={classes.number}>{say.inUnit(one.usual, one.unit)}</td>
              <td className={`${classes.number} ${classes.wide}`}>{say.number(one.q)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Drifted({ title, process, nameOf, drifted }: Of & { title: string; drifted: Answer["drift"] }) {
  const { t } = useTranslation("monitor");
  const say = useFigures();
  return (
    <>
      <h3 style={{ margin: "12px 0 4px", fontSize: "inherit" }}>{title}</h3>
      {drifted.state !== "measured" ? (
        <p className={classes.none}>{t("moved.driftFew", { before: say.count(drifted.before), now: say.count(drifted.now), least: say.count(drifted.least) })}</p>
      ) : drifted.found.length === 0 ? (
        <p className={classes.none}>{t("moved.driftNone", { before: say.count(drifted.before), now: say.count(drifted.now) })}</p>
      ) : (
        <ul className={classes.reasons}>
          {drifted.found.map((one) => (
            <li key={`${one.kind}-${one.node}`} data-kind={one.kind}>
              <Way to={pathOf(process, `/e/${encodeURIComponent(one.node)}`)}>
                <bdi>{nameOf(one.node)}</bdi>
              </Way>{" "}
              {one.kind === "ways" ? t("moved.ways", { q: say.number(one.q) }) : t((one.delta ?? 0) > 0 ? "moved.slower" : "moved.faster", { delta: say.number(Math.abs(one.delta ?? 0)), q: say.number(one.q) })}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
