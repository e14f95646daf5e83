import "@mantine/core/styles/Progress.css";
import { Progress, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import type { Breadth } from "@/api/types";
import { language } from "@/app/i18n";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingPage } from "@/shared/Loading";
import { Page } from "@/shared/Page";
import { When } from "@/shared/When";
import classes from "../audit.module.css";

/** How much of what roles and people may do they do not do. */
export function BreadthPage() {
  const { t } = useTranslation(["audit", "common"]);
  // Each look is noted: once is enough.
  const found = useQuery({ queryKey: keys.audit("role-breadth"), queryFn: () => get("/api/v1/audit/role-breadth"), staleTime: Infinity, refetchOnWindowFocus: false });
  if (found.error) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <LoadingPage />;
  const { from, until, missing, roles, people, leftOut } = found.data;
  return (
    <Page title={t("breadth.title")}>
      <div className={classes.sheet}>
        <Text c="dimmed" size="sm" mb={8}>
          {t("breadth.hint")} <When at={from} /> – <When at={until} />
        </Text>
        {missing && <Text role="status" className={classes.bad}>{t("breadth.missing")}</Text>}
        {leftOut > 0 && <Text size="sm">{t("breadth.leftOut", { count: leftOut })}</Text>}
        {roles.length === 0 && people.length === 0 && <EmptyState title={t("breadth.none")} hint={t("breadth.noneHint")} />}
        {roles.length > 0 && <List title={t("breadth.roles")} all={roles} members />}
        {people.length > 0 && <List title={t("breadth.people")} all={people} />}
      </div>
    </Page>
  );
}

function List({ title, all, members = false }: { title: string; all: Breadth[]; members?: boolean }) {
  const { t } = useTranslation("audit");
  const count = (value: number) => new Intl.NumberFormat(language()).format(value);
  const share = (value: number) => new Intl.NumberFormat(language(), { style: "percent", maximumFractionDigits: 0 }).format(value);
  return (
    <section>
      <h2>{title}</h2>
      <div className={classes.wide} tabIndex={0} role="group" aria-label={title}>
        <table className={`${classes.lines} ${classes.counted}`} aria-label={title} data-testid={members ? "breadth-roles" : "breadth-people"}>
          <thead>
            <tr>
              <th scope="col">{t(members ? "breadth.role" : "breadth.person")}</th>
              {members && <th scope="col" className={classes.tight}>{t("breadth.members")}</th>}
              <th scope="col" className={classes.tight}>{t("breadth.granted")}</th>
              <th scope="col" className={classes.tight}>{t("breadth.used")}</th>
              <th scope="col">{t("breadth.breadth")}</th>
              <th scope="col">{t("breadth.unused")}</th>
            </tr>
          </thead>
          <tbody>
            {all.map((of) => (
              <tr key={of.id}>
                <td><bdi>{of.name ?? of.id}</bdi></td>
                {members && <td className={classes.tight}>{count(of.members ?? 0)}</td>}
                <td className={classes.tight}>
                  {count(of.granted)} {of.recent > 0 && <Text span c="dimmed" size="xs">{t("breadth.recent", { count: of.recent })}</Text>}
                </td>
                <td className={classes.tight}>{of.used == null ? "–" : count(of.used)}</td>
                <td>
                  {of.breadth == null ? "–" : (
                    <>
                      {share(of.breadth)} <Progress value={of.breadth * 100} aria-label={t("breadth.breadth")} w={90} />
                    </>
                  )}
                </td>
                <td>{of.unused.map((step) => <div key={`${step.process} ${step.step}`}><bdi>{step.processName ?? step.process}</bdi> · <bdi>{step.name ?? step.step}</bdi></div>)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
