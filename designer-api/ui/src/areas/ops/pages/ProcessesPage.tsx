import { useQueries } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useTopic } from "@/api/topics";
import type { Definition } from "@/api/types";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { Page } from "@/shared/Page";
import { StatusTag } from "@/shared/StatusTag";
import { Table, type Column } from "@/shared/Table";
import { When } from "@/shared/When";
import { inAll, overlayQuery, useProcesses } from "../modules/definitions";
import classes from "../ops.module.css";

/** Counts are asked for so many processes; more are found by the search of instances. */
const COUNTED = 60;

/** What runs, process by process. */
export function ProcessesPage() {
  const { t } = useTranslation(["ops", "common"]);
  const navigate = useNavigate();
  useTopic("processes");
  const processes = useProcesses();
  const rows = processes.data?.items ?? [];
  const counted = useQueries({ queries: rows.slice(0, COUNTED).map((row) => overlayQuery(row.id)) });
  const all = new Map(rows.slice(0, COUNTED).map((row, index) => [row.id, inAll(counted[index]?.data)]));
  const columns: Column<Definition>[] = [
    { key: "name", label: t("column.process"), width: "2fr", cell: (row) => <bdi>{row.name ?? row.process}</bdi> },
    { key: "id", label: t("column.id"), width: "1fr", wide: true, cell: (row) => row.process },
    { key: "version", label: t("column.version"), width: "70px", wide: true, cell: (row) => row.version },
    { key: "running", label: t("column.running"), width: "90px", cell: (row) => all.get(row.id)?.running ?? "–" },
    {
      key: "incidents",
      label: t("column.incidents"),
      width: "90px",
      cell: (row) => {
        const stuck = all.get(row.id)?.incidents;
        return stuck ? <span className={classes.stuck}>{stuck}</span> : (stuck ?? "–");
      },
    },
    { key: "state", label: t("column.state"), width: "110px", wide: true, cell: (row) => <StatusTag status={row.suspended ? "suspended" : "active"} /> },
    { key: "deployed", label: t("column.deployed"), width: "150px", wide: true, cell: (row) => <When at={row.deployed} /> },
  ];
  return (
    <Page title={t("processes.title")}>
      {processes.error ? (
        <ErrorState error={processes.error} retry={() => void processes.refetch()} />
      ) : (
        <Table
          label={t("processes.title")}
          columns={columns}
          rows={rows}
          getKey={(row) => row.id}
          loading={processes.isLoading}
          card={(row) => {
            const counts = all.get(row.id);
            return (
              <>
                <bdi>{row.name ?? row.process}</bdi>
                <span>{counts ? t("process.instances", { count: counts.running }) : "–"}</span>
                <span className={counts?.incidents ? classes.stuck : undefined}>{counts ? t("process.stuck", { count: counts.incidents }) : "–"}</span>
                <span>{t("version", { version: row.version, tag: "" })}</span>
              </>
            );
          }}
          onOpen={(row) => void navigate({ to: "/ops/processes/$key", params: { key: row.process } } as never)}
          empty={<EmptyState title={t("processes.none")} hint={t("processes.noneHint")} />}
        />
      )}
    </Page>
  );
}
