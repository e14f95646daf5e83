import { SegmentedControl, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import type { components } from "@/api/schema";
import { LOOK, useTopic } from "@/api/topics";
import { EmptyState } from "@/shared/EmptyState";
import { ElementName } from "@/shared/ElementName";
import { ErrorState } from "@/shared/ErrorState";
import { Page } from "@/shared/Page";
import { Table, type Column } from "@/shared/Table";
import { useList } from "@/shared/useList";
import { When } from "@/shared/When";
import { useProcesses } from "../modules/definitions";
import { byType, byWorker, type Load } from "../modules/jobs";
import type { jobsSearch } from "../modules/search";
import classes from "../ops.module.css";

type Job = components["schemas"]["Job"];

/** So many are counted for the tables of types and workers. */
const COUNTED = 5_000;

async function counted(): Promise<{ jobs: Job[]; more: boolean }> {
  const jobs: Job[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await get("/api/v1/jobs", { query: { limit: 1000, ...(cursor ? { cursor } : {}) } as never });
    jobs.push(...page.items);
    cursor = page.next;
  } while (cursor && jobs.length < COUNTED);
  return { jobs, more: Boolean(cursor) };
}

/** The work of programs: what waits, who has what, and whether anybody fetches it. */
export function JobsPage() {
  const { t } = useTranslation(["ops", "common"]);
  const search = useSearch({ strict: false }) as ReturnType<typeof jobsSearch>;
  const navigate = useNavigate();
  const tab = search.tab ?? "types";
  useTopic("jobs");
  // Of a time that is over for whoever has a job nothing is told.
  const all = useQuery({ queryKey: keys.jobs("counted"), queryFn: counted, refetchInterval: LOOK, enabled: tab !== "list" });
  const go = (change: object) => void navigate({ to: ".", search: { ...search, ...change }, replace: true } as never);
  return (
    <Page
      title={t("jobs.title")}
      actions={<SegmentedControl aria-label={t("jobs.title")} size="xs" data={(["types", "workers", "list"] as const).map((one) => ({ value: one, label: t(`jobs.tab.${one}`) }))} value={tab} onChange={(next) => go({ tab: next, type: undefined })} />}
    >
      {tab === "list" ? (
        <Jobs type={search.type} />
      ) : all.error ? (
        <ErrorState error={all.error} retry={() => void all.refetch()} />
      ) : (
        <div className={classes.whole}>
          {all.data?.more && <Text c="dimmed" p="xs">{t("jobs.counted", { count: COUNTED })}</Text>}
          <Loads
            key={tab}
            rows={tab === "types" ? byType(all.data?.jobs ?? []) : byWorker(all.data?.jobs ?? [])}
            what={tab}
            loading={all.isLoading}
            onOpen={(row) => tab === "types" && go({ tab: "list", type: row.name })}
          />
        </div>
      )}
    </Page>
  );
}

function Loads({ rows, what, loading, onOpen }: { rows: Load[]; what: "types" | "workers"; loading: boolean; onOpen: (row: Load) => void }) {
  const { t } = useTranslation("ops");
  const columns: Column<Load>[] = [
    { key: "name", label: t(`jobs.name.${what}`), width: "2fr", cell: (row) => <bdi>{row.name}</bdi> },
    { key: "waiting", label: t("jobs.waiting"), width: "90px", cell: (row) => row.waiting },
    { key: "locked", label: t("jobs.locked"), width: "110px", cell: (row) => row.locked },
    { key: "resting", label: t("jobs.resting"), width: "110px", wide: true, cell: (row) => row.resting },
    { key: "dead", label: t("jobs.exhausted"), width: "120px", wide: true, cell: (row) => (row.exhausted > 0 ? <span className={classes.stuck}>{row.exhausted}</span> : 0) },
    { key: "others", label: t(`jobs.others.${what}`), width: "2fr", wide: true, cell: (row) => <bdi>{row.others.join(", ") || (what === "types" ? t("jobs.nobody") : "")}</bdi> },
  ];
  // A number alone does not say what it counts.
  const card = (row: Load) => (
    <>
      <bdi>{row.name}</bdi>
      <span>{`${t("jobs.waiting")} ${row.waiting}`}</span>
      <span className={classes.quiet}>{`${t("jobs.locked")} ${row.locked}`}</span>
      {row.exhausted > 0 && <span className={classes.stuck}>{`${t("jobs.exhausted")} ${row.exhausted}`}</span>}
    </>
  );
  return <Table rows={rows} loading={loading} label={t(`jobs.tab.${what}`)} columns={columns} card={card} getKey={(row) => row.name} onOpen={onOpen} empty={<EmptyState title={t(what === "types" ? "jobs.none" : "jobs.noWorkers")} hint={t("jobs.noneHint")} />} />;
}

function Jobs({ type }: { type: string | undefined }) {
  const { t } = useTranslation("ops");
  const processes = useProcesses();
  const list = useList<Job>(keys.jobs({ type }), (cursor, signal) => get("/api/v1/jobs", { query: { limit: 100, ...(type ? { type } : {}), ...(cursor ? { cursor } : {}) } as never }, { signal }));
  const nameOf = (definition: string) => processes.data?.items.find((one) => one.process === definition.replace(/:\d+$/, ""))?.name ?? definition;
  const columns: Column<Job>[] = [
    { key: "type", label: t("column.type"), width: "1fr", cell: (row) => <bdi>{row.type}</bdi> },
    { key: "instance", label: t("batch.instance"), width: "1fr", cell: (row) => <Link to="/ops/instances/$id" params={{ id: row.instance } as never} search={{ tab: "jobs" } as never}>{row.businessKey ?? row.instance.slice(-8)}</Link> },
    { key: "process", label: t("column.process"), width: "1fr", wide: true, cell: (row) => <bdi>{nameOf(row.definition)}</bdi> },
    { key: "element", label: t("column.element"), width: "1fr", wide: true, cell: (row) => <ElementName definition={row.definition} element={row.element} /> },
    { key: "worker", label: t("jobs.worker"), width: "1fr", wide: true, cell: (row) => <bdi>{row.worker ?? "–"}</bdi> },
    { key: "retries", label: t("jobs.retries"), width: "80px", cell: (row) => (row.retries === 0 ? <span className={classes.stuck}>0</span> : row.retries) },
    { key: "available", label: t("column.notBefore"), width: "150px", wide: true, cell: (row) => <When at={row.leaseUntil ?? row.available} /> },
  ];
  if (list.error) return <ErrorState error={list.error} retry={list.refetch} />;
  const cell = (key: string, row: Job) => columns.find((one) => one.key === key)?.cell(row);
  const card = (row: Job) => (
    <>
      {cell("type", row)}
      {cell("instance", row)}
      <span className={classes.quiet}>{cell("element", row)}</span>
      <span className={row.retries === 0 ? classes.stuck : classes.quiet}>{`${t("jobs.retries")} ${row.retries}`}</span>
    </>
  );
  return <Table {...list.table} label={t("jobs.tab.list")} columns={columns} card={card} getKey={(row) => row.id} empty={<EmptyState title={t("jobs.none")} hint={t("jobs.noneHint")} />} />;
}
