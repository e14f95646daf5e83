import { Button } from "@mantine/core";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { InstanceKey } from "@/shared/InstanceKey";
import { LoadingRows } from "@/shared/Loading";
import { PersonName } from "@/shared/PersonName";
import { When } from "@/shared/When";
import classes from "../monitor.module.css";
import { Level, Way, pathOf, useGo } from "../modules/Level";
import { useEvidence, useModel, useNodeFigures } from "../modules/asked";
import { useFigures } from "../modules/figures";
import type { Question } from "@/shared/level/question";

const WITHOUT: (keyof Question)[] = ["longer", "shorter"];

/** The rows behind a number, counted again: by its handle, or those of a node that took so long. */
export function EvidencePage() {
  const { t } = useTranslation("monitor");
  const { key } = useParams({ strict: false }) as { key: string };
  const { search } = useGo();
  const say = useFigures();
  const model = useModel(key, search.version);
  const { visitLonger, visitShorter, node } = search;
  const ofVisits = search.handle === undefined && node !== undefined;
  // What is longer or shorter here are visits, not instances.
  const { longer: _, shorter: __, ...rest } = search;
  const asked = { ...rest, ...(visitLonger === undefined ? {} : { longer: visitLonger }), ...(visitShorter === undefined ? {} : { shorter: visitShorter }) };
  const visits = useNodeFigures(key, ofVisits ? node : "", asked);
  const handle = search.handle ?? visits.data?.evidence;
  const found = useEvidence(handle);
  const first = found.data?.pages[0];
  const rows = found.data?.pages.flatMap((page) => page.members) ?? [];
  const isFlow = first?.kind === "flows";
  const ofNodes = first !== undefined && ["rows", "decisions", "work"].includes(first.kind);
  const error = visits.error ?? found.error;
  const crumbs = [
    { label: t("portfolio.title"), to: "/monitor" },
    { label: model.title, to: pathOf(key) },
    ...(node ? [{ label: model.nameOf(node), to: pathOf(key, `/e/${encodeURIComponent(node)}`) }] : []),
  ];
  return (
    <Level title={t("evidence.title")} crumbs={crumbs} process={key} answer={first} without={WITHOUT} timeless>
      {error ? <ErrorState error={error} /> : null}
      {!error && !first && (handle || ofVisits) ? <LoadingRows rows={8} /> : null}
      {!handle && !ofVisits && <EmptyState title={t("evidence.noHandle")} hint={t("evidence.noHandleHint")} />}
      {first && (
        <>
          <p className={classes.say}>
            {t(`evidence.${first.kind}`, { n: say.count(first.n), sum: say.time(first.sum) })}
            {(visitLonger !== undefined || visitShorter !== undefined) && <> · {visitShorter === undefined ? `≥ ${say.time(visitLonger ?? 0)}` : t("node.range", { from: say.time(visitLonger ?? 0), until: say.time(visitShorter) })}</>}
          </p>
          {rows.length === 0 ? (
            <EmptyState title={t("state.noData")} />
          ) : (
            <div className={classes.scroll} tabIndex={0} role="group" aria-label={t("evidence.title")}>
              <table className={classes.lines} data-testid="evidence">
                <thead>
                  <tr>
                    <th scope="col">{t("column.instance")}</th>
                    {ofNodes && <th scope="col">{t("column.node")}</th>}
                    {isFlow && <th scope="col">{t("column.flow")}</th>}
                    {!isFlow && <th scope="col" className={classes.number}>{t("column.sojourn")}</th>}
                    <th scope="col">{t(isFlow ? "column.takenAt" : "column.began")}</th>
                    {!isFlow && <th scope="col" className={classes.wide}>{t("column.endedAt")}</th>}
                    {rows.some((row) => row.actor) && <th scope="col">{t("column.actor")}</th>}
                  </tr>
                </thead>
                <tbody>
                  {rows.map((row, index) => (
                    <tr key={index}>
                      <td>{row.instance ? <Way to={pathOf(key, `/i/${row.instance}`)}><InstanceKey id={row.instance} /></Way> : <span className={classes.none}>{t("evidence.gone")}</span>}</td>
                      {(ofNodes || isFlow) && <td><bdi>{row.node ? model.nameOf(row.node) : ""}</bdi></td>}
                      {!isFlow && <td className={classes.number}>{say.time(row.sojourn)}</td>}
                      <td><When at={row.began} /></td>
                      {!isFlow && <td className={classes.wide}>{row.ended && <When at={row.ended} />}</td>}
                      {rows.some((one) => one.actor) && <td><PersonName id={row.actor} /></td>}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
          {found.hasNextPage && (
            <Button variant="default" loading={found.isFetching} onClick={() => void found.fetchNextPage()}>
              {t("more")}
            </Button>
          )}
        </>
      )}
    </Level>
  );
}
