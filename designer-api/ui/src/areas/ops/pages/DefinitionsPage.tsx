import { Anchor } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import type { Definition } from "@/api/types";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { Page } from "@/shared/Page";
import { PersonName } from "@/shared/PersonName";
import { StatusTag } from "@/shared/StatusTag";
import { Table, type Column } from "@/shared/Table";
import { useList } from "@/shared/useList";
import { When } from "@/shared/When";

/** Every version of every process, and who deployed it when. */
export function DefinitionsPage() {
  const { t } = useTranslation(["ops", "common"]);
  const navigate = useNavigate();
  const list = useList<Definition>(keys.definitions("all"), (cursor, signal) => get("/api/v1/definitions", { query: { limit: 200, ...(cursor ? { cursor } : {}) } }, { signal }));
  const columns: Column<Definition>[] = [
    { key: "name", label: t("column.process"), width: "2fr", cell: (row) => <bdi>{row.name ?? row.process}</bdi> },
    { key: "version", label: t("column.version"), width: "110px", cell: (row) => t("version", { version: row.version, tag: row.versionTag ?? "" }) },
    { key: "state", label: t("column.state"), width: "110px", wide: true, cell: (row) => <StatusTag status={row.suspended ? "suspended" : "running"} /> },
    { key: "deployed", label: t("column.deployed"), width: "150px", wide: true, cell: (row) => <When at={row.deployed} /> },
    { key: "by", label: t("column.by"), width: "120px", wide: true, cell: (row) => <PersonName id={row.deployedBy} /> },
    { key: "resource", label: t("column.file"), width: "1fr", wide: true, cell: (row) => row.resource },
    {
      key: "xml",
      label: t("column.download"),
      width: "90px",
      wide: true,
      cell: (row) => (
        <Anchor size="sm" href={`/api/v1/definitions/${encodeURIComponent(row.id)}/xml`} download={`${row.process}-${row.version}.bpmn`} onClick={(event) => event.stopPropagation()}>
          {t("definitions.download")}
        </Anchor>
      ),
    },
  ];
  return (
    <Page title={t("definitions.title")}>
      {list.error ? (
        <ErrorState error={list.error} retry={list.refetch} />
      ) : (
        <Table
          {...list.table}
          label={t("definitions.title")}
          columns={columns}
          getKey={(row) => row.id}
          onOpen={(row) => void navigate({ to: "/ops/processes/$key", params: { key: row.process }, search: { version: row.version } } as never)}
          empty={<EmptyState title={t("processes.none")} hint={t("processes.noneHint")} />}
        />
      )}
    </Page>
  );
}
