import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingRows } from "@/shared/Loading";
import { Page } from "@/shared/Page";
import { When } from "@/shared/When";
import { useDefinitions } from "@/shared/definitions";
import { useCounts } from "../modules/asked";
import { pathOf } from "../modules/parts";
import classes from "../suggest.module.css";

/** Of which process suggestions are looked at. */
export function ProcessesPage() {
  const { t } = useTranslation("suggest");
  const found = useDefinitions();
  const counts = useCounts();
  return (
    <Page title={t("title")}>
      <div className={classes.body}>
        <p className={classes.say}>{t("intro")}</p>
        {found.error ? <ErrorState error={found.error} retry={() => void found.refetch()} /> : null}
        {found.isLoading && <LoadingRows rows={6} />}
        {found.data?.length === 0 && <EmptyState title={t("processes.none")} hint={t("processes.noneHint")} />}
        {found.data && found.data.length > 0 && (
          <div className={classes.scroll} tabIndex={0} role="group" aria-label={t("processes.label")}>
            <table className={classes.lines} data-testid="processes">
              <thead>
                <tr>
                  <th scope="col">{t("column.process")}</th>
                  <th scope="col" className={classes.number}>{t("state.open")}</th>
                  <th scope="col" className={classes.number}>{t("state.accepted")}</th>
                  <th scope="col" className={classes.wide}>{t("column.searched")}</th>
                  <th scope="col" className={classes.number}>{t("column.version")}</th>
                  <th scope="col" className={classes.wide}>{t("column.deployed")}</th>
                </tr>
              </thead>
              <tbody>
                {found.data.map((one) => (
                  <tr key={one.id}>
                    <td>
                      <Link to={pathOf(one.process)}>
                        <bdi>{one.name ?? one.process}</bdi>
                      </Link>
                    </td>
                    <td className={classes.number} data-testid="open">{counts.data?.get(one.process)?.open ?? "–"}</td>
                    <td className={classes.number}>{counts.data?.get(one.process)?.accepted ?? "–"}</td>
                    <td className={classes.wide}><When at={counts.data?.get(one.process)?.searched} /></td>
                    <td className={classes.number}>{one.version}</td>
                    <td className={classes.wide}><When at={one.deployed} /></td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </div>
    </Page>
  );
}
