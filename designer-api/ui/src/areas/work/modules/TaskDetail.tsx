import { ActionIcon, Alert, Button, Tabs, Text, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ArrowLeft, ChevronDown, Printer } from "lucide-react";
import { Suspense, lazy, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { isProblem } from "@/api/problem";
import { get } from "@/api/request";
import type { TaskAction, UserTask } from "@/api/types";
import { Form } from "@/form/Form";
import type { FormState } from "@/form/context";
import { submitted, isWritable } from "@/form/values";
import { useLive } from "@/form/useLive";
import { firstWrong, validate, type Faults } from "@/form/validate";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingPage, LoadingRows } from "@/shared/Loading";
import { Opening } from "@/shared/Opening";
import { useProcessName } from "@/shared/definitions";
import { notifyDone } from "@/shared/notify";
import { useProblemText } from "@/shared/problemText";
import { STEPS, type Step } from "@/shared/task/steps";
import { usePhone } from "@/shared/usePhone";
import { useMe } from "@/app/session";
import type { Asked } from "./Dialogs";
import { KeptMark } from "./KeptMark";
import { Opinion } from "./Opinion";
import { Progress } from "./Progress";
import { TaskFacts } from "./TaskFacts";
import { useTaskActions, leaves, wordOf, type Deed } from "./useTaskActions";
import { useTaskEntry } from "./useTaskEntry";
import { useTaskKeys } from "./useTaskKeys";
import classes from "../work.module.css";

// What is not seen at once is loaded when it is asked for.
const TaskDialog = lazy(() => import("./Dialogs").then((all) => ({ default: all.TaskDialog })));
const Gone = lazy(() => import("./Gone").then((all) => ({ default: all.Gone })));
const Typed = lazy(() => import("./Typed").then((all) => ({ default: all.Typed })));
const MoreMenu = lazy(() => import("./MoreMenu"));
const PlanDialog = lazy(() => import("@/shared/task/PlanDialog").then((all) => ({ default: all.PlanDialog })));
const Comments = lazy(() => import("./Comments").then((all) => ({ default: all.Comments })));
const Files = lazy(() => import("./Files").then((all) => ({ default: all.Files })));
const StepIn = lazy(() => import("@/shared/task/StepIn").then((all) => ({ default: all.StepIn })));
const InstanceDiagram = lazy(() => import("./InstanceDiagram").then((all) => ({ default: all.InstanceDiagram })));
const TaskSheet = lazy(() => import("./PrintSheet").then((all) => ({ default: all.TaskSheet })));
const Timeline = lazy(() => import("./Timeline").then((all) => ({ default: all.Timeline })));

interface Props {
  id: string;
  onBack: () => void;
  /** It is with somebody else now: what comes next? */
  onGone: (id: string) => void;
}

/** One task: what it is about, the form, the opinion, and what can be done. */
export function TaskDetail({ id, onBack, onGone }: Props) {
  const task = useQuery({ queryKey: keys.task(id), queryFn: () => get("/api/v1/user-tasks/{id}", { path: { id } }) });
  if (task.isPending) return <LoadingPage />;
  if (isProblem(task.error) && (task.error.status === 404 || task.error.status === 403)) {
    return (
      <Suspense fallback={<LoadingPage />}>
        <Gone id={id} onBack={onBack} />
      </Suspense>
    );
  }
  if (!task.data) return <ErrorState error={task.error} retry={() => void task.refetch()} />;
  return <Loaded key={id} task={task.data} onBack={onBack} onGone={onGone} />;
}

function Loaded({ task, onBack, onGone }: { task: UserTask } & Omit<Props, "id">) {
  const { t } = useTranslation("work");
  const say = useProblemText();
  const { person } = useMe();
  const nameOf = useProcessName();
  // Beside the list it is a part of the page; alone it is the page.
  const phone = usePhone();
  const entry = useTaskEntry(task);
  const live = useLive({ task: task.id }, entry.schema, entry.values, entry.before);
  const [faults, setFaults] = useState<Faults>({});
  const [asked, setAsked] = useState<Asked | "plan" | Step | null>(null);
  const [printing, setPrinting] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  const may = (action: TaskAction) => task.allowedActions.includes(action);
  const works = ["complete", "approve", "reject", "resolve"].some((action) => may(action as TaskAction));
  const writes = works && entry.schema !== null && isWritable(entry.schema);

  const act = useTaskActions(task, (deed) => {
    setAsked(null);
    notifyDone(t(`done.${wordOf(deed.do, task, person)}`));
    if (leaves(deed)) {
      entry.done();
      onGone(task.id);
    }
  });

  const client = useQueryClient();
  const refused = act.error;
  useEffect(() => {
    // Somebody else was quicker, or the matter is over: what is so now is said in place of a form that leads nowhere.
    if (isProblem(refused) && (refused.status === 404 || refused.status === 403 || refused.status === 409)) {
      for (const queryKey of [keys.task(task.id), keys.tasks(), keys.counts]) void client.invalidateQueries({ queryKey, exact: queryKey[0] === "task" });
    }
    if (!isProblem(refused, "form-invalid")) return;
    setFaults(Object.fromEntries(refused.fields.map((field) => [field.field, { code: field.code }])));
    showFirst(body.current);
  }, [refused, client, task.id]);

  const send = (what: "complete" | "approve" | "abstain" | "reject" | "resolve", comment: string) => {
    const whole = what === "complete" || what === "approve";
    const found = entry.schema && writes ? validate(entry.schema, entry.values, live, whole) : {};
    setFaults(found);
    if (Object.keys(found).length > 0) {
      setAsked(null);
      return showFirst(body.current);
    }
    const variables = entry.schema && writes ? submitted(entry.schema, entry.values, live, entry.before) : {};
    act.mutate({ do: what, comment, variables });
  };

  // One deed at a time, and none behind what is asked.
  const free = asked === null && !act.isPending;
  useTaskKeys({
    a: () => free && (may("approve") ? send("approve", entry.opinion) : may("complete") ? send("complete", entry.opinion) : undefined),
    r: () => free && may("reject") && setAsked("reject"),
  });

  const state: FormState = useMemo(
    () => ({
      values: works ? entry.values : entry.fresh,
      context: entry.context,
      live,
      faults,
      readOnly: !works,
      files: { instance: task.instance, task: task.id },
      change: (path, value) => {
        setFaults((now) => {
          const { [path]: _, ...rest } = now;
          return rest;
        });
        entry.change(path, value);
      },
    }),
    [entry, live, faults, works, task.instance, task.id],
  );

  return (
    <article className={classes.detail} aria-label={task.name ?? task.element}>
      <header className={classes.detailHead}>
        <div style={{ display: "flex", alignItems: "center", gap: 8 }}>
          <ActionIcon hiddenFrom="sm" aria-label={t("task.back")} onClick={onBack}>
            <ArrowLeft size={18} />
          </ActionIcon>
          <Title order={phone ? 1 : 2}>{task.name ?? task.element}</Title>
          <span className={classes.grow} />
          <ActionIcon visibleFrom="sm" aria-label={t("task.print")} loading={printing} onClick={() => setPrinting(true)}>
            <Printer size={16} />
          </ActionIcon>
        </div>
        {task.description && (
          <Text size="sm" style={{ whiteSpace: "pre-line" }}>
            {task.description}
          </Text>
        )}
        <TaskFacts task={task} />
      </header>
      <Tabs defaultValue="form" keepMounted={false} style={{ flex: 1, minHeight: 0, display: "flex", flexDirection: "column" }}>
        <Tabs.List px="md">
          {(["form", "timeline", "diagram", "comments", "files"] as const).map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {t(`tab.${tab}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <div className={classes.detailBody} ref={body} tabIndex={0} role="region" aria-label={t("task.content")}>
          <div className={classes.inner}>
            <Tabs.Panel value="form">
              {entry.restored && works && (
                <Alert color="teal" mb="md" data-noprint>
                  {t("draft.restored")}{" "}
                  <Button size="compact-xs" variant="subtle" onClick={entry.discard}>
                    {t("draft.discard")}
                  </Button>
                </Alert>
              )}
              {entry.error ? (
                <ErrorState error={entry.error} />
              ) : !entry.ready ? (
                <LoadingRows />
              ) : entry.schema ? (
                <Form schema={entry.schema} state={state} />
              ) : (
                <Text c="dimmed">{entry.formKey ? t("task.foreignForm", { form: entry.formKey }) : t("task.noForm")}</Text>
              )}
              {task.approval && (
                <Progress approval={task.approval} {...(may("addSigner") ? { onRemove: (seat: number) => act.mutate({ do: "removeSigner", seat }) } : {})} />
              )}
              {works && entry.ready && <Opinion value={entry.opinion} onChange={entry.setOpinion} />}
              {works && <KeptMark kept={entry.kept} settle={entry.settle} />}
              {!works && (
                <Suspense fallback={null}>
                  <Typed task={task.id} />
                </Suspense>
              )}
            </Tabs.Panel>
            <Suspense fallback={<LoadingRows />}>
            <Tabs.Panel value="timeline">
              <Timeline instance={task.instance} />
            </Tabs.Panel>
            <Tabs.Panel value="diagram">
              <InstanceDiagram instance={task.instance} name={nameOf(task.definition)} />
            </Tabs.Panel>
            <Tabs.Panel value="comments">
              <Comments instance={task.instance} task={task.id} />
            </Tabs.Panel>
            <Tabs.Panel value="files">
              <Files instance={task.instance} {...(works ? { values: entry.values } : {})} />
            </Tabs.Panel>
            </Suspense>
          </div>
        </div>
      </Tabs>
      {printing && (
        <Suspense fallback={null}>
          <TaskSheet task={task} title={`${nameOf(task.definition)} · ${task.name ?? task.element}`} onDone={() => setPrinting(false)}>
            {entry.schema && <Form schema={entry.schema} state={{ ...state, readOnly: true }} />}
            {task.approval && <Progress approval={task.approval} />}
          </TaskSheet>
        </Suspense>
      )}
      {refused && !asked && (
        <Alert color="red" role="alert" mx="md" mb="xs">
          {say(refused)}
        </Alert>
      )}
      <Bar may={may} task={task} pending={act.isPending ? act.variables : undefined} send={(what) => send(what, entry.opinion)} ask={setAsked} act={act.mutate} />
      {asked === "plan" && (
        <Suspense fallback={<Opening onClose={() => setAsked(null)} />}>
          <PlanDialog
            task={task}
            pending={act.isPending}
            error={refused}
            onClose={() => {
              setAsked(null);
              act.reset();
            }}
            onDone={(plan) => act.mutate({ do: "plan", plan })}
          />
        </Suspense>
      )}
      {isStep(asked) && (
        <Suspense fallback={<Opening onClose={() => setAsked(null)} />}>
          <StepIn task={task} step={asked} onClose={() => setAsked(null)} />
        </Suspense>
      )}
      {asked && asked !== "plan" && !isStep(asked) && (
        <Suspense fallback={<Opening onClose={() => setAsked(null)} />}>
        <TaskDialog
          what={asked}
          task={task}
          opinion={entry.opinion}
          pending={act.isPending}
          error={isProblem(refused, "form-invalid") ? null : refused}
          onClose={() => {
            setAsked(null);
            act.reset();
          }}
          onDone={(answered) => (asked === "reject" || asked === "abstain" || asked === "resolve" ? send(asked, answered.comment) : act.mutate({ do: asked, answered }))}
        />
        </Suspense>
      )}
    </article>
  );
}

const isStep = (what: string | null): what is Step => (STEPS as readonly (string | null)[]).includes(what);

const MORE: TaskAction[] = ["start", "abstain", "return", "transfer", "delegate", "addSigner", "copy", "remind", "plan", ...STEPS, "unclaim"];
/** What an operator may do with any task has another name where it is one's own. */
const OWN: Partial<Record<TaskAction, TaskAction>> = { reassign: "transfer", reschedule: "plan" };

interface BarProps {
  may: (action: TaskAction) => boolean;
  task: UserTask;
  pending: Deed | undefined;
  send: (what: "complete" | "approve") => void;
  ask: (what: Asked | "plan" | Step) => void;
  act: (deed: Deed) => void;
}

/** What can be done, always in reach of a thumb: only what the server allows. */
function Bar({ may, task, pending, send, ask, act }: BarProps) {
  const { t } = useTranslation("work");
  const { person } = useMe();
  const busy = pending !== undefined;
  const more = MORE.filter((action) => may(action) && !may(OWN[action] ?? ("" as TaskAction)));
  const press = (action: TaskAction) => {
    if (action === "remind" || action === "unclaim" || action === "start") act({ do: action });
    else ask(action as Asked);
  };
  if (more.length === 0 && !["claim", "complete", "approve", "reject", "resolve"].some((action) => may(action as TaskAction))) return null;
  return (
    <footer className={classes.bar} data-noprint>
      {may("claim") && (
        <Button className={classes.main} variant={may("approve") || may("complete") ? "default" : "filled"} loading={pending?.do === "claim"} disabled={busy} onClick={() => act({ do: "claim" })}>
          {t("action.claim")}
        </Button>
      )}
      {may("approve") && (
        <Button className={classes.main} loading={pending?.do === "approve"} disabled={busy} onClick={() => send("approve")} aria-keyshortcuts="a">
          {t("action.approve")}
        </Button>
      )}
      {may("reject") && (
        <Button className={`${classes.main} ${classes.reject}`} variant="default" disabled={busy} onClick={() => ask("reject")} aria-keyshortcuts="r">
          {t("action.reject")}
        </Button>
      )}
      {may("complete") && (
        <Button className={classes.main} loading={pending?.do === "complete"} disabled={busy} onClick={() => send("complete")} aria-keyshortcuts="a">
          {t("action.complete")}
        </Button>
      )}
      {may("resolve") && (
        <Button className={classes.main} loading={pending?.do === "resolve"} disabled={busy} onClick={() => ask("resolve")}>
          {t(`action.${wordOf("resolve", task, person)}`)}
        </Button>
      )}
      {more.length > 0 && (
        <More more={more} busy={busy} press={press} />
      )}
    </footer>
  );
}

/** The menu is loaded when somebody first asks for it. */
function More(props: { more: TaskAction[]; busy: boolean; press: (action: TaskAction) => void }) {
  const { t } = useTranslation("work");
  const [asked, setAsked] = useState(false);
  const button = (
    <Button variant="default" disabled={props.busy} aria-haspopup="menu" rightSection={<ChevronDown size={14} aria-hidden />} onClick={() => setAsked(true)}>
      {t("action.more")}
    </Button>
  );
  return asked ? (
    <Suspense fallback={button}>
      <MoreMenu {...props} />
    </Suspense>
  ) : (
    button
  );
}

/** The first field that has something wrong comes into sight, and takes the next key. */
function showFirst(box: HTMLElement | null): void {
  setTimeout(() => {
    const wrong = firstWrong(box);
    wrong?.scrollIntoView({ block: "center" });
    wrong?.focus();
  }, 50);
}
