import { Button, Switch } from "@mantine/core";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { InstanceKey } from "@/shared/InstanceKey";
import { LoadingRows } from "@/shared/Loading";
import { StatusTag } from "@/shared/StatusTag";
import { When } from "@/shared/When";
import classes from "../monitor.module.css";
import { Departments } from "../modules/Departments";
import { Drivers } from "../modules/Drivers";
import { Level, Way, pathOf, useGo } from "../modules/Level";
import { useCases, useModel } from "../modules/asked";
import { useFigures } from "../modules/figures";
import { Reasons } from "../modules/reasons";

/** The instances that a question is about, those that ended or those that run, the longest first, each with what is remarkable about it. */
export function CasesPage() {
  const { t } = useTranslation("monitor");
  const { key } = useParams({ strict: false }) as { key: string };
  const { search, go } = useGo();
  const running = search.running === true;
  const say = useFigures();
  const found = useCases(key, search);
  const model = useModel(key, search.version);
  const first = found.data?.pages[0];
  const rows = found.data?.pages.flatMap((page) => page.cases) ?? [];
  const crumbs = [
    { label: t("portfolio.title"), to: "/monitor" },
    { label: model.title, to: pathOf(key) },
    ...(search.node ? [{ label: model.nameOf(search.node), to: pathOf(key, `/e/${encodeURIComponent(search.node)}`) }] : []),
  ];
  return (
    <Level title={t("cases.title")} crumbs={crumbs} process={key} versions={model.versions} answer={first}>
      <Switch label={t("cases.running")} checked={running} onChange={(event) => go({ running: event.currentTarget.checked || undefined })} data-testid="running" />
      {found.error ? <ErrorState error={found.error} retry={() => void found.refetch()} /> : null}
      {found.isLoading && <LoadingRows rows={8} />}
      {first && (
        <>
          <p className={classes.say}>
            {t(running ? "cases.runs" : "cases.n", { n: say.count(first.n) })} ·{" "}
            <Way to={pathOf(key, "/evidence")} change={{ handle: first.evidence }}>
              {t("evidence.open")}
            </Way>
          </p>
          {rows.length === 0 ? (
            <EmptyState title={t("state.noData")} hint={t("cases.noneHint")} />
          ) : (
            <div className={classes.scroll} tabIndex={0} role="group" aria-label={t("cases.title")}>
              <table className={`${classes.lines} ${classes.cases}`} data-testid="cases">
                <thead>
                  <tr>
                    <th scope="col">{t("column.instance")}</th>
                    <th scope="col" className={classes.number}>{t("column.sojourn")}</th>
                    <th scope="col">{t("column.reasons")}</th>
                    <th scope="col">{t("column.state")}</th>
                    <th scope="col" className={classes.wide}>{t("column.version")}</th>
                    <th scope="col" className={classes.wide}>{t("column.began")}</th>
                    <th scope="col" className={classes.wide}>{t("column.endedAt")}</th>
                  </tr>
                </thead>
                <tbody>
                  {rows.map((row) => (
                    <tr key={row.instance}>
                      <td><Way to={pathOf(key, `/i/${row.instance}`)}><InstanceKey id={row.instance} /></Way></td>
                      <td className={classes.number}>{say.time(row.sojourn)}</td>
                      <td><Reasons reasons={row.reasons} nameOf={model.nameOf} /></td>
                      <td><StatusTag status={!row.ended ? "running" : row.terminated ? "terminated" : "completed"} /></td>
                      <td className={classes.wide}>{row.version}</td>
                      <td className={classes.wide}><When at={row.began} /></td>
                      <td className={classes.wide}>{row.ended && <When at={row.ended} />}</td>
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
          {!running && <Departments process={key} search={search} go={go} />}
          {!running && <Drivers process={key} search={search} />}
        </>
      )}
    </Level>
  );
}
