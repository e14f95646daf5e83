import { Anchor, SegmentedControl } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
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
import { DEPLOYED, type definitionsSearch } from "../modules/search";

/** Every version of every process, decision and form, and who deployed it when. */
export function DefinitionsPage() {
  const { t } = useTranslation(["ops", "common"]);
  const search = useSearch({ strict: false }) as ReturnType<typeof definitionsSearch>;
  const navigate = useNavigate();
  const tab = search.tab ?? "processes";
  return (
    <Page
      title={t("definitions.title")}
      actions={
        <SegmentedControl
          aria-label={t("definitions.title")}
          size="xs"
          data={DEPLOYED.map((one) => ({ value: one, label: t(`definitions.tab.${one}`) }))}
          value={tab}
          onChange={(next) => void navigate({ to: ".", search: next === "processes" ? {} : { tab: next }, replace: true } as never)}
        />
      }
    >
      {tab === "processes" ? <Processes /> : <Others key={tab} what={tab} />}
    </Page>
  );
}

function Processes() {
  const { t } = useTranslation(["ops", "common"]);
  const navigate = useNavigate();
  const list = useList<Definition>(keys.definitions("all"), (cursor, signal) => get("/api/v1/definitions", { query: { limit: 200, ...(cursor ? { cursor } : {}) } }, { signal }));
  const columns: Column<Definition>[] = [
    { key: "name", label: t("column.process"), width: "2fr", cell: (row) => <bdi>{row.name ?? row.process}</bdi> },
    { key: "version", label: t("column.version"), width: "110px", cell: (row) => t("version", { version: row.version, tag: row.versionTag ?? "" }) },
    { key: "state", label: t("column.state"), width: "110px", wide: true, cell: (row) => <StatusTag status={row.suspended ? "suspended" : "active"} /> },
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
  if (list.error) return <ErrorState error={list.error} retry={list.refetch} />;
  return (
    <Table
      {...list.table}
      label={t("definitions.title")}
      columns={columns}
      getKey={(row) => row.id}
      onOpen={(row) => void navigate({ to: "/ops/processes/$key", params: { key: row.process }, search: { version: row.version } } as never)}
      card={(row) => (
        <>
          <bdi>{row.name ?? row.process}</bdi>
          <span>{t("version", { version: row.version, tag: row.versionTag ?? "" })}</span>
          <StatusTag status={row.suspended ? "suspended" : "active"} />
          <When at={row.deployed} />
        </>
      )}
      empty={<EmptyState title={t("processes.none")} hint={t("processes.noneHint")} />}
    />
  );
}

interface Other {
  id: string;
  name: string;
  version: number;
  tag: string | null | undefined;
  deployed: string;
  by: string;
  resource: string;
  href: string;
  file: string;
}

/** Decisions and forms have versions of their own. */
function Others({ what }: { what: "decisions" | "forms" }) {
  const { t } = useTranslation(["ops", "common"]);
  const list = useList<Other>(keys.definitions(what), (cursor, signal) => others(what, cursor, signal));
  const file = (row: Other) => (
    <Anchor size="sm" href={row.href} download={row.file}>
      {t("definitions.download")}
    </Anchor>
  );
  const card = (row: Other) => (
    <>
      <bdi>{row.name}</bdi>
      <span>{t("version", { version: row.version, tag: row.tag ?? "" })}</span>
      <When at={row.deployed} />
      {file(row)}
    </>
  );
  const columns: Column<Other>[] = [
    { key: "name", label: t(`definitions.of.${what}`), width: "2fr", cell: (row) => <bdi>{row.name}</bdi> },
    { key: "version", label: t("column.version"), width: "110px", cell: (row) => t("version", { version: row.version, tag: row.tag ?? "" }) },
    { key: "deployed", label: t("column.deployed"), width: "150px", wide: true, cell: (row) => <When at={row.deployed} /> },
    { key: "by", label: t("column.by"), width: "120px", wide: true, cell: (row) => <PersonName id={row.by} /> },
    { key: "resource", label: t("column.file"), width: "1fr", wide: true, cell: (row) => row.resource },
    {
      key: "file",
      label: t("column.download"),
      width: "90px",
      cell: file,
    },
  ];
  if (list.error) return <ErrorState error={list.error} retry={list.refetch} />;
  return <Table {...list.table} label={t(`definitions.tab.${what}`)} columns={columns} card={card} getKey={(row) => row.id} empty={<EmptyState title={t(`definitions.none.${what}`)} hint={t("definitions.noneHint")} />} />;
}

async function others(what: "decisions" | "forms", cursor: string | undefined, signal: AbortSignal) {
  const query = { limit: 200, ...(cursor ? { cursor } : {}) };
  if (what === "decisions") {
    const { items, next } = await get("/api/v1/decisions", { query }, { signal });
    const row = (one: (typeof items)[number]): Other => ({
      id: one.id,
      name: one.name ?? one.decision,
      version: one.version,
      tag: one.versionTag,
      deployed: one.deployed,
      by: one.deployedBy,
      resource: one.resource,
      href: `/api/v1/decisions/${encodeURIComponent(one.id)}/xml`,
      file: `${one.decision}-${one.version}.dmn`,
    });
    return { items: items.map(row), next };
  }
  const { items, next } = await get("/api/v1/forms", { query }, { signal });
  const row = (one: (typeof items)[number]): Other => ({
    id: one.id,
    name: one.name ?? one.form,
    version: one.version,
    tag: one.versionTag,
    deployed: one.deployed,
    by: one.deployedBy,
    resource: one.resource,
    href: `/api/v1/forms/${encodeURIComponent(one.id)}/schema`,
    file: `${one.form}-${one.version}.form`,
  });
  return { items: items.map(row), next };
}
