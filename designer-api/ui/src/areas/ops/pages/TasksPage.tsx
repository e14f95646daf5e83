import { Alert, Button, Checkbox, Group, Stack } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { command, freshKey, get } from "@/api/request";
import { useTopic } from "@/api/topics";
import type { UserTask } from "@/api/types";
import { Dialog } from "@/shared/Dialog";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { FilterBar } from "@/shared/FilterBar";
import { notifyDone } from "@/shared/notify";
import { Page } from "@/shared/Page";
import { PersonName } from "@/shared/PersonName";
import { PersonPicker } from "@/shared/PersonPicker";
import { useProblemText } from "@/shared/problemText";
import { Table, type Column } from "@/shared/Table";
import { oneByOne, type Refused } from "@/shared/task/bulk";
import { useList } from "@/shared/useList";
import { When } from "@/shared/When";
import { ProcessSelect } from "../modules/ProcessSelect";
import { useProcesses } from "../modules/definitions";
import type { tasksSearch } from "../modules/search";
import classes from "../ops.module.css";

/** The open tasks of all: those of somebody who leaves go to somebody else, several at once. */
export function TasksPage() {
  const { t } = useTranslation(["ops", "common"]);
  const search = useSearch({ strict: false }) as ReturnType<typeof tasksSearch>;
  const navigate = useNavigate();
  const processes = useProcesses();
  const { person, process, unreachable } = search;
  const query = { assignee: person, process, unreachable, limit: 200 };
  useTopic(process ? `process:${process}` : "processes");
  const list = useList<UserTask>(keys.tasks("all", query), (cursor, signal) => get("/api/v1/user-tasks", { query: { ...query, cursor } as never }, { signal }));
  const [ticked, setTicked] = useState<string[]>([]);
  useEffect(() => setTicked([]), [person, process, unreachable]);
  const go = (change: object) => void navigate({ to: ".", search: { ...search, ...change }, replace: true } as never);
  const nameOf = (task: UserTask) => processes.data?.items.find((one) => task.definition.startsWith(`${one.process}:`))?.name ?? task.definition;
  const movable = list.rows.filter((task) => task.allowedActions.includes("reassign"));
  const toggle = (id: string) => setTicked((now) => (now.includes(id) ? now.filter((one) => one !== id) : [...now, id]));
  const tick = (task: UserTask, size: "xs" | "lg") =>
    task.allowedActions.includes("reassign") && (
      <Checkbox size={size} aria-label={t("tasks.tick", { name: task.businessKey ?? task.name ?? task.id })} checked={ticked.includes(task.id)} onChange={() => toggle(task.id)} />
    );
  const who = (task: UserTask) => (task.assignee ? <PersonName id={task.assignee} /> : t("tasks.nobody"));
  const columns: Column<UserTask>[] = [
    { key: "tick", label: t("tasks.pick"), width: "40px", cell: (task) => tick(task, "xs") },
    {
      key: "name",
      label: t("tasks.task"),
      width: "2fr",
      cell: (task) => (
        <Link to="/tasks/$taskId" params={{ taskId: task.id } as never}>
          <bdi>{task.name ?? task.element}</bdi>
        </Link>
      ),
    },
    { key: "key", label: t("column.key"), width: "1fr", cell: (task) => <bdi>{task.businessKey}</bdi> },
    { key: "with", label: t("tasks.with"), width: "1fr", cell: who },
    { key: "process", label: t("column.process"), width: "1.2fr", wide: true, cell: (task) => <bdi>{nameOf(task)}</bdi> },
    { key: "due", label: t("tasks.due"), width: "150px", wide: true, cell: (task) => <When at={task.due} /> },
    { key: "since", label: t("tasks.arrivedAt"), width: "150px", wide: true, cell: (task) => <When at={task.created} /> },
  ];
  return (
    <Page
      title={t("tasks.title")}
      actions={
        <FilterBar label={t("tasks.filter")} active={Boolean(person || process || unreachable)} onClear={() => void navigate({ to: ".", search: {} } as never)}>
          <PersonPicker aria-label={t("tasks.with")} placeholder={t("tasks.everybody")} value={person ?? null} onChange={(chosen) => go({ person: chosen ?? undefined })} />
          <ProcessSelect value={process} clearable onChange={(chosen) => go({ process: chosen })} />
          <Checkbox label={t("tasks.unreachable")} checked={unreachable ?? false} onChange={(event) => go({ unreachable: event.currentTarget.checked || undefined })} />
        </FilterBar>
      }
    >
      <div className={classes.searched}>
        <Handover tasks={movable} chosen={ticked} onChosen={setTicked} from={person} />
        <div className={classes.found}>
          {list.error ? (
            <ErrorState error={list.error} retry={list.refetch} />
          ) : (
            <Table {...list.table} label={t("tasks.title")} columns={columns} getKey={(task) => task.id} card={(task) => <Card task={task} tick={tick(task, "lg")} who={who(task)} />} empty={<EmptyState title={t("tasks.none")} hint={t("tasks.noneHint")} />} />
          )}
        </div>
      </div>
    </Page>
  );
}

/** A task on a phone: what is pressed is as large as a thumb. */
function Card({ task, tick, who }: { task: UserTask; tick: ReactNode; who: ReactNode }) {
  return (
    <span className={classes.card}>
      {tick || <span />}
      <span>
        <Link to="/tasks/$taskId" params={{ taskId: task.id } as never}>
          <bdi>{task.name ?? task.element}</bdi>
        </Link>
        <br />
        <bdi>{task.businessKey}</bdi> · {who}
      </span>
    </span>
  );
}

interface HandoverProps {
  tasks: UserTask[];
  chosen: string[];
  onChosen: (change: (now: string[]) => string[]) => void;
  /** Whose they are, where all are of one person. */
  from: string | undefined;
}

/** What was chosen, to whom it goes, and what of it was refused. */
function Handover({ tasks, chosen, onChosen, from }: HandoverProps) {
  const { t } = useTranslation(["ops", "common"]);
  const say = useProblemText();
  const client = useQueryClient();
  const [giving, setGiving] = useState(false);
  const [pending, setPending] = useState(false);
  const [to, setTo] = useState<string | null>(null);
  const [failed, setFailed] = useState<Refused[]>([]);
  const ticked = tasks.filter((task) => chosen.includes(task.id));
  const give = async (person: string) => {
    setPending(true);
    const act = (task: UserTask) => command("post", "/api/v1/user-tasks/{id}/transfer", { path: { id: task.id }, body: { to: person, force: true } }, freshKey());
    const { gone, refused } = await oneByOne(ticked, act, say);
    setPending(false);
    setFailed(refused);
    setGiving(false);
    setTo(null);
    onChosen((now) => now.filter((id) => !gone.includes(id)));
    if (gone.length > 0) notifyDone(t("tasks.given", { count: gone.length }));
    for (const queryKey of [keys.tasks(), keys.counts, keys.instances()]) void client.invalidateQueries({ queryKey });
  };
  return (
    <>
      {tasks.length > 0 && (
        <div className={classes.handover} role="status">
          <span>{t("tasks.chosen", { count: ticked.length })}</span>
          <Button disabled={ticked.length === 0} onClick={() => setGiving(true)}>
            {t("tasks.reassign")}
          </Button>
          {ticked.length < tasks.length && (
            <Button variant="subtle" onClick={() => onChosen(() => tasks.map((task) => task.id))}>
              {t("tasks.all", { count: tasks.length })}
            </Button>
          )}
          {ticked.length > 0 && (
            <Button variant="subtle" onClick={() => onChosen(() => [])}>
              {t("tasks.noneChosen")}
            </Button>
          )}
        </div>
      )}
      {failed.length > 0 && (
        <Alert color="red" role="alert" withCloseButton onClose={() => setFailed([])} closeButtonLabel={t("common:action.close")}>
          {failed.map(({ task, message }) => (
            <div key={task.id}>
              {task.businessKey ?? task.name}: {message}
            </div>
          ))}
        </Alert>
      )}
      {giving && (
        <Dialog onClose={() => setGiving(false)} title={t("tasks.give", { count: ticked.length })}>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              if (to) void give(to);
            }}
          >
            <Stack>
              <PersonPicker label={t("tasks.to")} description={t("tasks.noted")} required value={to} onChange={setTo} without={from ? [from] : []} />
              <Group justify="flex-end">
                <Button variant="default" onClick={() => setGiving(false)}>
                  {t("common:action.cancel")}
                </Button>
                <Button type="submit" loading={pending} disabled={!to}>
                  {t("tasks.reassign")}
                </Button>
              </Group>
            </Stack>
          </form>
        </Dialog>
      )}
    </>
  );
}
