import { NativeSelect, Switch, Tabs } from "@mantine/core";
import { Outlet, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Suspense, lazy, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { InstanceSummary, UserTask } from "@/api/types";
import { useMay, useMe } from "@/app/session";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { FilterBar } from "@/shared/FilterBar";
import { Page } from "@/shared/Page";
import { PersonName } from "@/shared/PersonName";
import { StatusTag, isLate, statusOf } from "@/shared/StatusTag";
import { Table, type Column } from "@/shared/Table";
import { When } from "@/shared/When";
import { useCounts } from "@/shared/counts";
import { useDefinitions, useProcessName } from "@/shared/definitions";
import { useList } from "@/shared/useList";
import { usePhone } from "@/shared/usePhone";
import { arrange } from "../modules/arrange";
import { instancesOf, tasksOf } from "../modules/lists";
import { LISTS, hasTasks, sortsOf, type InboxSearch, type List, type Sort } from "../modules/search";
import { isCommand } from "../modules/typing";
import classes from "../work.module.css";

// What is not needed for the first rows comes when somebody asks for it.
const BulkBar = lazy(() => import("../modules/BulkBar").then((all) => ({ default: all.BulkBar })));
const SavedFilters = lazy(() => import("../modules/SavedFilters").then((all) => ({ default: all.SavedFilters })));

/** What is as urgent as most is says nothing of it. */
const ORDINARY = 50;

type Row = { id: string; task?: UserTask; instance?: InstanceSummary };

/** What can be done to several tasks at once is one of these. */
const isTickable = ({ task }: Row): boolean => task !== undefined && (task.allowedActions.includes("approve") || task.allowedActions.includes("transfer"));

/** What somebody has to do, did, started, and was told of; what is chosen stands beside it. */
export function InboxPage() {
  const { t } = useTranslation("work");
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as InboxSearch;
  const tab = search.tab ?? "todo";
  const params = useParams({ strict: false }) as { taskId?: string; instanceId?: string };
  const chosen = params.taskId ?? params.instanceId;
  const phone = usePhone();
  // Whoever looks after tasks may have no list of their own: it is not asked for, and the task opened by its address stands alone.
  const alone = !useMay()("see-lists") && chosen !== undefined;
  const list = useInbox(tab, search, !alone);
  const [ticked, setTicked] = useState<string[]>([]);
  // What was refused is told when nothing is chosen any more, too.
  const [begun, setBegun] = useState(false);
  useEffect(() => {
    setTicked([]);
    setBegun(false);
  }, [tab]);
  const tick = (change: (now: string[]) => string[]) => {
    setTicked(change);
    setBegun(true);
  };

  const refine = (change: Partial<InboxSearch>) => {
    const next = Object.fromEntries(Object.entries({ ...search, ...change }).filter(([, value]) => value !== undefined && value !== "" && value !== false));
    void navigate({ to: ".", search: next as never, replace: true });
  };
  const open = (row: Row) => {
    if (row.task) void navigate({ to: "/tasks/$taskId", params: { taskId: row.id }, search: search as never });
    else void navigate({ to: "/tasks/instances/$instanceId", params: { instanceId: row.id }, search: search as never });
  };
  useListKeys(list.rows, chosen, open);

  // One alone is done where it is read.
  const some = list.rows.filter(isTickable).length > 1;
  const columns = useColumns(tab, ticked, tick, some);
  const counts = useCounts();
  const countOf: Record<List, number | undefined> = {
    todo: counts?.todo,
    claim: counts?.claimable,
    done: counts?.handled,
    started: counts?.started,
    cc: counts?.copied,
  };
  const tabs = (
    <div className={classes.tabs}>
      <Tabs value={tab} onChange={(to) => void navigate({ to: "/tasks", search: { tab: to } as never })}>
        <Tabs.List aria-label={t("inbox.lists")}>
          {LISTS.map((one) => (
            <Tabs.Tab key={one} value={one} aria-controls={undefined}>
              {t(`inbox.${one}`)}
              {countOf[one] ? ` ${countOf[one]! >= 1000 ? "1000+" : countOf[one]}` : ""}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
    </div>
  );
  const filters = <Filters search={search} refine={refine} tab={tab} />;
  const table = list.error ? (
    <ErrorState error={list.error} retry={list.refetch} />
  ) : (
    <Table
      label={t(`inbox.${tab}`)}
      columns={columns}
      getKey={(row) => row.id}
      chosen={chosen}
      onOpen={open}
      cards={chosen !== undefined}
      card={(row) => <Card row={row} tick={phone && row.task && some && isTickable(row) ? <Tick task={row.task} ticked={ticked} onTick={tick} /> : null} />}
      empty={<EmptyState title={t(`empty.${tab}`)} hint={t(`empty.${tab}Hint`)} />}
      {...list.table}
    />
  );
  if (phone && chosen) return <Outlet />;
  return (
    <Page title={t(alone ? "inbox.one" : "inbox.title")} actions={alone ? undefined : tabs}>
      <div className={alone ? classes.alone : chosen ? classes.split : classes.list} style={{ height: "100%" }}>
        <div className={classes.list}>
          <div style={{ padding: "8px 12px" }}>{filters}</div>
          {begun && (
            <Suspense fallback={null}>
              <BulkBar tasks={list.rows.flatMap((row) => (isTickable(row) ? [row.task!] : []))} chosen={ticked} onChosen={tick} />
            </Suspense>
          )}
          <div className={classes.listBody}>{table}</div>
        </div>
        {chosen && <Outlet />}
      </div>
    </Page>
  );
}

function useInbox(tab: List, search: InboxSearch, wanted: boolean) {
  const { person } = useMe();
  const tasks = hasTasks(tab);
  const [asTasks, asInstances] = [tasksOf(person, tab), instancesOf(person, tab, search)];
  const open = useList<UserTask>(asTasks.queryKey, asTasks.load, wanted && tasks);
  const instances = useList<InstanceSummary>(asInstances.queryKey, asInstances.load, wanted && !tasks);
  const nameOf = useProcessName();
  const found = tasks ? open : instances;
  const rows = useMemo<Row[]>(
    () =>
      tasks
        ? arrange(open.rows, search, nameOf).map((task) => ({ id: task.id, task }))
        : instances.rows
            .filter((one) => fits(search, one.process, [nameOf(one.process), one.businessKey]))
            .map((instance) => ({ id: instance.id, instance })),
    [tasks, open.rows, instances.rows, search, nameOf],
  );
  // What is looked for or sorted here may be on a later page: those are fetched too, as far as a list is long.
  const wants = Boolean(search.text || search.process || (tasks && search.sort) || search.late || search.again);
  const { hasMore, loading, onMore } = found.table;
  useEffect(() => {
    if (wants && hasMore && !loading && found.rows.length < 1000) onMore();
  }, [wants, hasMore, loading, found.rows.length, onMore]);
  return { rows, error: found.error, refetch: found.refetch, table: { ...found.table, rows } };
}

function fits(search: InboxSearch, process: string, texts: (string | null | undefined)[]): boolean {
  const text = search.text?.toLowerCase() ?? "";
  return (!search.process || search.process === process) && texts.some((one) => (one ?? "").toLowerCase().includes(text));
}

function Filters({ search, refine, tab }: { search: InboxSearch; refine: (change: Partial<InboxSearch>) => void; tab: List }) {
  const { t } = useTranslation("work");
  const definitions = useDefinitions();
  const tasks = hasTasks(tab);
  const sorts = sortsOf(tab);
  return (
    <FilterBar
      label={t("filter.search")}
      text={search.text}
      onText={(text) => refine({ text })}
      active={Boolean(search.text || search.process || search.sort || search.late || search.again)}
      onClear={() => refine({ text: "", process: "", late: false, again: false, sort: undefined as never })}
    >
      {tasks && (
        <Suspense fallback={<span className={classes.saved} />}>
          <SavedFilters search={search} refine={refine} />
        </Suspense>
      )}
      {/* What the browser has: lists that are searched weigh more than all the rest of this page. */}
      <NativeSelect
        aria-label={t("filter.process")}
        data={[{ value: "", label: t("filter.everyProcess") }, ...(definitions.data ?? []).map((one) => ({ value: one.process, label: one.name ?? one.process }))]}
        value={search.process ?? ""}
        onChange={(event) => refine({ process: event.currentTarget.value })}
        w={150}
      />
      <NativeSelect
        aria-label={t("filter.sort")}
        data={sorts.map((sort) => ({ value: sort, label: t(`sort.${sort}`) }))}
        value={search.sort ?? sorts[0]}
        onChange={(event) => refine({ sort: (event.currentTarget.value === sorts[0] ? undefined : event.currentTarget.value) as Sort })}
        w={130}
      />
      {tasks && (
        <>
          <Switch label={t("filter.late")} checked={search.late ?? false} onChange={(event) => refine({ late: event.currentTarget.checked })} />
          <Switch label={t("filter.again")} checked={search.again ?? false} onChange={(event) => refine({ again: event.currentTarget.checked })} />
        </>
      )}
    </FilterBar>
  );
}

function useColumns(tab: List, ticked: string[], onTick: (change: (now: string[]) => string[]) => void, some: boolean): Column<Row>[] {
  const { t } = useTranslation("work");
  const nameOf = useProcessName();
  if (!hasTasks(tab)) {
    return [
      { key: "process", label: t("column.process"), width: "2fr", cell: ({ instance }) => instance && nameOf(instance.process) },
      { key: "businessKey", label: t("column.businessKey"), width: "1fr", cell: ({ instance }) => <bdi>{instance?.businessKey}</bdi> },
      // What somebody has started they have started themselves.
      ...(tab === "started" ? [] : [{ key: "initiator", label: t("column.initiator"), width: "110px", cell: ({ instance }: Row) => <PersonName id={instance?.initiator} /> }]),
      { key: "state", label: t("column.state"), width: "110px", cell: ({ instance }) => instance && <StatusTag status={statusOf(instance)} /> },
      { key: "started", label: t("column.started"), width: "150px", cell: ({ instance }) => <When at={instance?.started} />, wide: true },
      { key: "ended", label: t("column.ended"), width: "150px", cell: ({ instance }) => <When at={instance?.ended} />, wide: true },
    ];
  }
  const tick: Column<Row> = {
    key: "tick",
    label: t("bulk.header"),
    width: "32px",
    wide: true,
    cell: (row) => row.task && isTickable(row) && <Tick task={row.task} ticked={ticked} onTick={onTick} />,
  };
  return [
    ...(some ? [tick] : []),
    { key: "name", label: t("column.task"), width: "2fr", cell: ({ task }) => task?.name ?? task?.element },
    { key: "process", label: t("column.process"), width: "1.5fr", cell: ({ task }) => task && nameOf(task.definition) },
    { key: "businessKey", label: t("column.businessKey"), width: "1fr", cell: ({ task }) => <bdi>{task?.businessKey}</bdi> },
    { key: "initiator", label: t("column.initiator"), width: "110px", cell: ({ task }) => <PersonName id={task?.initiator} />, wide: true },
    { key: "priority", label: t("column.priority"), width: "70px", cell: ({ task }) => task?.priority !== ORDINARY && task?.priority, wide: true },
    { key: "due", label: t("column.due"), width: "150px", cell: ({ task }) => <span className={task && isLate(task) ? classes.late : undefined}><When at={task?.due} /></span>, wide: true },
    { key: "created", label: t("column.created"), width: "150px", cell: ({ task }) => <When at={task?.created} />, wide: true },
  ];
}

interface TickProps {
  task: UserTask;
  ticked: string[];
  onTick: (change: (now: string[]) => string[]) => void;
}

/** Takes a task to those that something is done to at once. A press that misses it by a little does not open the task. */
function Tick({ task, ticked, onTick }: TickProps) {
  const { t } = useTranslation("work");
  return (
    <label className={classes.ticked} data-tick onClick={(event) => event.stopPropagation()}>
      <input
        type="checkbox"
        className={classes.tick}
        aria-label={t("bulk.tick", { name: task.businessKey ?? task.name ?? task.id })}
        checked={ticked.includes(task.id)}
        onChange={() => onTick((now) => (now.includes(task.id) ? now.filter((id) => id !== task.id) : [...now, task.id]))}
      />
    </label>
  );
}

function Card({ row, tick }: { row: Row; tick: ReactNode }) {
  const nameOf = useProcessName();
  const { person } = useMe();
  const { task, instance } = row;
  if (instance) {
    return (
      <>
        <span className={classes.strong}>{nameOf(instance.process)}</span>
        <StatusTag status={statusOf(instance)} />
        <span className={classes.muted}>
          {instance.initiator && instance.initiator !== person && (
            <>
              <PersonName id={instance.initiator} />
              {" · "}
            </>
          )}
          <bdi>{instance.businessKey ?? instance.id.slice(0, 8)}</bdi>
        </span>
        <span className={classes.muted}>
          <When at={instance.started} />
        </span>
      </>
    );
  }
  if (!task) return null;
  return (
    <>
      {tick}
      <span className={classes.strong}>{task.name ?? task.element}</span>
      {isLate(task) ? <StatusTag status="overdue" /> : <span />}
      <span className={classes.muted}>
        {task.initiator && (
          <>
            <PersonName id={task.initiator} />
            {" · "}
          </>
        )}
        {nameOf(task.definition)}
        {task.businessKey && (
          <>
            {" · "}
            <bdi>{task.businessKey}</bdi>
          </>
        )}
      </span>
      <span className={classes.muted}>
        <When at={task.created} />
      </span>
    </>
  );
}

/** J and K walk through the list, Enter opens the first, / looks for something. */
function useListKeys(rows: Row[], chosen: string | undefined, open: (row: Row) => void): void {
  const latest = useRef({ rows, chosen, open });
  latest.current = { rows, chosen, open };
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!isCommand(event)) return;
      const { rows, chosen, open } = latest.current;
      const at = rows.findIndex((row) => row.id === chosen);
      const key = event.key.toLowerCase();
      if (key === "/") {
        event.preventDefault();
        document.querySelector<HTMLElement>("[data-search]")?.focus();
        return;
      }
      const to = key === "j" ? at + 1 : key === "k" ? at - 1 : key === "enter" && at < 0 && event.target === document.body ? 0 : null;
      const row = to === null ? undefined : rows[Math.max(0, to)];
      if (row && row.id !== chosen) {
        event.preventDefault();
        open(row);
      }
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}
