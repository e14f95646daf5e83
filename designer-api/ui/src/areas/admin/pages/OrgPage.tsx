import { Button, SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import { listed } from "@/app/i18n";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { FilterBar } from "@/shared/FilterBar";
import { LoadingRows } from "@/shared/Loading";
import { PersonName } from "@/shared/PersonName";
import { Table, type Column } from "@/shared/Table";
import { useDepartments } from "@/form/useDepartments";
import { useList } from "@/shared/useList";
import { When } from "@/shared/When";
import { AdminFrame } from "../modules/AdminFrame";
import { EntryPanel } from "../modules/EntryPanel";
import { ImportFile } from "../modules/ImportFile";
import { allEntries, entriesPage, tree, type Department, type Entry, type Person, type Proxy, type Unit } from "../modules/entries";
import { useUrl } from "../modules/parts";
import classes from "../admin.module.css";

const TABS = ["department", "person", "post", "role", "group", "proxy", "import"] as const;
type Tab = (typeof TABS)[number];

/** Who works here, where, on which post, and who stands in for whom. */
export function OrgPage() {
  const { t } = useTranslation(["admin", "common"]);
  const [search, go] = useUrl();
  const tab = TABS.find((one) => one === search["tab"]) ?? "department";
  const counts = useQuery({ queryKey: keys.admin("organisation"), queryFn: () => get("/api/v1/organisation") });
  const number: Partial<Record<Tab, number | undefined>> = {
    department: counts.data?.departments,
    person: counts.data?.people,
    post: counts.data?.posts,
    role: counts.data?.roles,
    group: counts.data?.groups,
    proxy: counts.data?.proxies,
  };
  const close = () => go({ id: undefined });
  return (
    <AdminFrame
      title={t("way.org")}
      actions={
        tab === "import" ? undefined : (
          <>
            {tab !== "department" && (
              <FilterBar label={t("org.search")} text={search["text"]} onText={(now) => go({ text: now.trim() || undefined })} active={Boolean(search["text"])} onClear={() => go({ text: undefined })} />
            )}
            <Button ms="auto" leftSection={<Plus size={14} aria-hidden />} onClick={() => go({ id: "+" })}>
              {t(`org.add.${tab}`)}
            </Button>
          </>
        )
      }
    >
      <div className={classes.column}>
        <div className={classes.bar} style={{ overflowX: "auto" }}>
          <SegmentedControl
            aria-label={t("way.org")}
            size="xs"
            data={TABS.map((one) => ({ value: one, label: number[one] === undefined ? t(`org.tab.${one}`) : t("org.tabCount", { tab: t(`org.tab.${one}`), count: number[one] ?? 0 }) }))}
            value={tab}
            onChange={(next) => go({ tab: next, id: undefined, text: undefined })}
          />
        </div>
        {tab === "department" ? <Departments chosen={search["id"]} onOpen={(id) => go({ id })} /> : tab === "import" ? <ImportFile /> : <Entries key={tab} kind={tab} text={search["text"]} chosen={search["id"]} onOpen={(id) => go({ id })} />}
      </div>
      {search["id"] && tab !== "import" && <EntryPanel kind={tab} id={search["id"] === "+" ? null : search["id"]} onClose={close} />}
    </AdminFrame>
  );
}

interface ListProps {
  chosen: string | undefined;
  onOpen: (id: string) => void;
}

function Departments({ chosen, onOpen }: ListProps) {
  const { t } = useTranslation("admin");
  const found = useQuery({ queryKey: keys.admin("entries", "department"), queryFn: () => allEntries<Department>("department") });
  const lines = useMemo(() => tree(found.data ?? []), [found.data]);
  if (found.error) return <ErrorState error={found.error} />;
  if (!found.data) return <LoadingRows />;
  if (lines.length === 0) return <EmptyState title={t("org.none.department")} hint={t("org.noneHint")} />;
  const columns: Column<(typeof lines)[number]>[] = [
    {
      key: "name",
      label: t("org.name"),
      width: "2fr",
      cell: ({ department, depth }) => (
        <bdi style={{ paddingInlineStart: depth * 20 }}>{department.name}</bdi>
      ),
    },
    { key: "id", label: t("org.id"), width: "1fr", cell: ({ department }) => department.id },
    { key: "head", label: t("org.head"), width: "1fr", wide: true, cell: ({ department }) => <PersonName id={department.head} /> },
    { key: "until", label: t("valid.until"), width: "150px", wide: true, cell: ({ department }) => (department.valid.until ? <When at={department.valid.until} /> : "–") },
  ];
  return (
    <Table
      rows={lines}
      label={t("org.tab.department")}
      columns={columns}
      getKey={({ department }) => department.id}
      chosen={chosen}
      onOpen={({ department }) => onOpen(department.id)}
      card={({ department, depth }) => (
        <>
          <bdi style={{ paddingInlineStart: depth * 12 }}>{department.name}</bdi>
          <PersonName id={department.head} />
          <span className={classes.muted} style={{ paddingInlineStart: depth * 12 }}>
            {department.id}
          </span>
        </>
      )}
    />
  );
}

function Entries({ kind, text, chosen, onOpen }: ListProps & { kind: Exclude<Tab, "department" | "import">; text: string | undefined }) {
  const { t } = useTranslation("admin");
  const list = useList<Entry>(keys.admin("entries", { kind, text }), (cursor) => entriesPage<Entry>(kind, text, cursor));
  const departments = useDepartments();
  const called = new Map((departments.data ?? []).map((one) => [one.id, one.name]));
  const of = (person: Person, kinds: string) =>
    listed(person.memberships.filter((one) => one.kind === kinds).map((one) => (kinds === "department" ? (called.get(one.id) ?? one.id) : one.id)));
  const person: Column<Entry>[] = [
    { key: "name", label: t("user.name"), width: "1.2fr", cell: (row) => <bdi>{(row as Person).name}</bdi> },
    { key: "id", label: t("org.id"), width: "1fr", cell: (row) => row.id },
    { key: "superior", label: t("org.superior"), width: "1fr", wide: true, cell: (row) => <PersonName id={(row as Person).superior} /> },
    { key: "departments", label: t("org.tab.department"), width: "1fr", wide: true, cell: (row) => of(row as Person, "department") },
    { key: "posts", label: t("org.tab.post"), width: "1fr", wide: true, cell: (row) => of(row as Person, "post") },
    { key: "until", label: t("valid.until"), width: "140px", wide: true, cell: (row) => ((row as Person).valid.until ? <When at={(row as Person).valid.until} /> : "–") },
  ];
  const proxy: Column<Entry>[] = [
    { key: "principal", label: t("org.principal"), width: "1fr", cell: (row) => <PersonName id={(row as Proxy).principal} /> },
    { key: "substitute", label: t("org.substitute"), width: "1fr", cell: (row) => <PersonName id={(row as Proxy).substitute} /> },
    { key: "processes", label: t("token.processes"), width: "1fr", wide: true, cell: (row) => listed((row as Proxy).processes) || t("token.everyProcess") },
    { key: "from", label: t("valid.from"), width: "140px", wide: true, cell: (row) => ((row as Proxy).valid.from ? <When at={(row as Proxy).valid.from} /> : "–") },
    { key: "until", label: t("valid.until"), width: "140px", wide: true, cell: (row) => ((row as Proxy).valid.until ? <When at={(row as Proxy).valid.until} /> : "–") },
  ];
  const unit: Column<Entry>[] = [
    { key: "name", label: t("org.name"), width: "1fr", cell: (row) => <bdi>{(row as Unit).name}</bdi> },
    { key: "id", label: t("org.id"), width: "1fr", cell: (row) => row.id },
    { key: "until", label: t("valid.until"), width: "150px", wide: true, cell: (row) => ((row as Unit).valid.until ? <When at={(row as Unit).valid.until} /> : "–") },
  ];
  if (list.error) return <ErrorState error={list.error} retry={list.refetch} />;
  return (
    <Table
      {...list.table}
      label={t(`org.tab.${kind}`)}
      columns={kind === "person" ? person : kind === "proxy" ? proxy : unit}
      getKey={(row) => row.id}
      chosen={chosen}
      onOpen={(row) => onOpen(row.id)}
      empty={<EmptyState title={t(`org.none.${kind}`)} hint={text ? t("org.noneFits") : t("org.noneHint")} />}
      {...(kind === "person"
        ? {
            card: (row: Entry) => (
              <>
                <bdi>{(row as Person).name}</bdi>
                <span>{of(row as Person, "department")}</span>
                <span className={classes.muted}>{row.id}</span>
                <span className={classes.muted}>{of(row as Person, "post")}</span>
              </>
            ),
          }
        : {})}
    />
  );
}
