import { Button } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { MoveRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import { useTopic } from "@/api/topics";
import { useMay } from "@/app/session";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { Page } from "@/shared/Page";
import { PersonName } from "@/shared/PersonName";
import { Table, type Column } from "@/shared/Table";
import { useList } from "@/shared/useList";
import { When } from "@/shared/When";
import { BatchBar, BatchState, type Batch } from "../modules/batch";
import classes from "../ops.module.css";

/** The same for many instances: what was begun, and how far it is. */
export function BatchesPage() {
  const { t } = useTranslation(["ops", "common"]);
  const navigate = useNavigate();
  const may = useMay();
  useTopic("batches");
  const list = useList<Batch>(keys.batches("all"), (cursor, signal) => get("/api/v1/batches", { query: { limit: 200, ...(cursor ? { cursor } : {}) } }, { signal }));
  const latest = list.rows.toSorted((a, b) => b.begun.localeCompare(a.begun));
  const columns: Column<Batch>[] = [
    { key: "operation", label: t("batch.operation"), width: "1fr", cell: (row) => t(`batch.of.${row.operation}`) },
    { key: "state", label: t("column.state"), width: "110px", cell: (row) => <BatchState batch={row} /> },
    { key: "progress", label: t("batch.progress"), width: "1.4fr", cell: (row) => <BatchBar batch={row} /> },
    { key: "failed", label: t("batch.failed"), width: "90px", wide: true, cell: (row) => (row.failed > 0 ? <span className={classes.stuck}>{row.failed}</span> : 0) },
    { key: "by", label: t("column.by"), width: "120px", wide: true, cell: (row) => <PersonName id={row.by} /> },
    { key: "begun", label: t("column.started"), width: "150px", wide: true, cell: (row) => <When at={row.begun} /> },
  ];
  return (
    <Page
      title={t("batch.title")}
      actions={
        may("operate") ? (
          <Button ms="auto" component={Link} to="/ops/migrations/new" leftSection={<MoveRight size={14} aria-hidden />}>
            {t("migration.title")}
          </Button>
        ) : undefined
      }
    >
      {list.error ? (
        <ErrorState error={list.error} retry={list.refetch} />
      ) : (
        <Table
          {...list.table}
          rows={latest}
          label={t("batch.title")}
          columns={columns}
          getKey={(row) => row.id}
          onOpen={(row) => void navigate({ to: "/ops/batches/$id", params: { id: row.id } } as never)}
          empty={<EmptyState title={t("batch.none")} hint={t("batch.noneHint")} />}
          card={(row) => (
            <>
              <span>{t(`batch.of.${row.operation}`)}</span>
              <BatchState batch={row} />
              <BatchBar batch={row} />
              {row.failed > 0 ? <span className={classes.stuck}>{t("batch.failedOf", { count: row.failed })}</span> : <When at={row.begun} />}
            </>
          )}
        />
      )}
    </Page>
  );
}
