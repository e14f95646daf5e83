import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { FileInput } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/app/session";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingRows } from "@/shared/Loading";
import { Page } from "@/shared/Page";
import { When } from "@/shared/When";
import { useDefinitions } from "@/shared/definitions";
import classes from "../analyze.module.css";
import { Lines, pathOf } from "../modules/Frame";

/** Processes whose history can be looked at. */
export function ProcessesPage() {
  const { t } = useTranslation("analyze");
  const may = useMay();
  const found = useDefinitions();
  return (
    <Page
      title={t("title")}
      actions={
        may("design-models") && (
          <Button ms="auto" variant="default" component={Link} to="/analyze/import" leftSection={<FileInput size={14} aria-hidden />}>
            {t("import.open")}
          </Button>
        )
      }
    >
      <div className={classes.body}>
        <p className={classes.say}>{t("intro")}</p>
        {found.error ? <ErrorState error={found.error} retry={() => void found.refetch()} /> : null}
        {found.isLoading && <LoadingRows rows={6} />}
        {found.data?.length === 0 && <EmptyState title={t("processes.none")} hint={t("processes.noneHint")} />}
        {found.data && found.data.length > 0 && (
          <Lines
            label={t("processes.label")}
            testId="processes"
            head={
              <>
                <th scope="col">{t("column.process")}</th>
                <th scope="col" className={classes.number}>{t("column.version")}</th>
                <th scope="col" className={classes.wide}>{t("column.deployed")}</th>
              </>
            }
          >
            {found.data.map((one) => (
              <tr key={one.id}>
                <td>
                  <Link to={pathOf(one.process, "map")}>
                    <bdi>{one.name ?? one.process}</bdi>
                  </Link>
                </td>
                <td className={classes.number}>{one.version}</td>
                <td className={classes.wide}><When at={one.deployed} /></td>
              </tr>
            ))}
          </Lines>
        )}
      </div>
    </Page>
  );
}
