import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import { LOOK, useTopic } from "@/api/topics";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingRows } from "@/shared/Loading";
import { Page } from "@/shared/Page";
import { PersonName } from "@/shared/PersonName";
import { When } from "@/shared/When";
import { useProcessName } from "@/shared/definitions";
import type { Simulation } from "../modules/types";
import { State } from "../modules/State";
import classes from "../simulate.module.css";

/** All simulations that may be seen, the newest first. */
export function ListPage() {
  const { t } = useTranslation("simulate");
  const name = useProcessName();
  useTopic("work");
  const all = useQuery({
    queryKey: keys.simulations(),
    queryFn: () => get("/api/v1/simulations", { query: { limit: 200 } }),
    refetchInterval: (query) => (query.state.data?.items.some((one) => one.state === "open") ? LOOK : false),
  });
  const begin = (
    <Button ms="auto" component={Link} {...({ to: "/simulations/new" } as object)}>
      {t("list.new")}
    </Button>
  );
  return (
    <Page title={t("list.title")} actions={begin}>
      <div className={classes.sheet}>
        {all.error && <ErrorState error={all.error} retry={() => void all.refetch()} />}
        {!all.data && !all.error && <LoadingRows />}
        {all.data?.items.length === 0 && <EmptyState title={t("list.none")} hint={t("list.noneHint")} />}
        {all.data && all.data.items.length > 0 && (
          <div className={classes.scroll} tabIndex={0} role="group" aria-label={t("list.title")}>
            <table className={`${classes.lines} ${classes.few}`} data-testid="simulations">
              <thead>
                <tr>
                  <th scope="col">{t("field.name")}</th>
                  <th scope="col">{t("field.process")}</th>
                  <th scope="col">{t("field.state")}</th>
                  <th scope="col">{t("field.gate")}</th>
                  <th scope="col" className={classes.wide}>{t("field.scenarios")}</th>
                  <th scope="col" className={classes.wide}>{t("field.asked")}</th>
                  <th scope="col" className={classes.wide}>{t("field.by")}</th>
                </tr>
              </thead>
              <tbody>
                {all.data.items.map((one) => (
                  <Line key={one.id} one={one} process={name(one.process)} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </div>
    </Page>
  );
}

function Line({ one, process }: { one: Simulation; process: string }) {
  const { t } = useTranslation("simulate");
  return (
    <tr>
      <td>
        <Link to="/simulations/$id" params={{ id: one.id } as never} className={classes.link}>
          <bdi>{one.name}</bdi>
        </Link>
      </td>
      <td><bdi>{process}</bdi></td>
      <td><State one={one} /></td>
      <td>{one.verified === true ? t("gate.passed") : one.verified === false ? <span className={classes.bad}>{t("gate.failed")}</span> : "–"}</td>
      <td className={classes.wide}>{one.scenarios.length === 0 ? t("asIs") : one.scenarios.join(" · ")}</td>
      <td className={`${classes.tight} ${classes.wide}`}><When at={one.asked} /></td>
      <td className={classes.wide}><PersonName id={one.by} /></td>
    </tr>
  );
}
