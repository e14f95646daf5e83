import { ActionIcon, Alert, Button, Tabs, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { ArrowLeft, Printer } from "lucide-react";
import { Suspense, lazy, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command, get } from "@/api/request";
import type { InstanceDetail } from "@/api/types";
import { useMe } from "@/app/session";
import { Form } from "@/form/Form";
import { NOTHING_LIVE, isSchema, type Values } from "@/form/schema";
import { Choices } from "@/shared/Choices";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingPage, LoadingRows } from "@/shared/Loading";
import { PersonName } from "@/shared/PersonName";
import { StatusTag, statusOf } from "@/shared/StatusTag";
import { When } from "@/shared/When";
import { useProcessName } from "@/shared/definitions";
import { notifyDone } from "@/shared/notify";
import { useProblemText } from "@/shared/problemText";
import { usePhone } from "@/shared/usePhone";
import { Comments } from "../modules/Comments";
import { Copies } from "../modules/Copies";
import { Files } from "../modules/Files";
import { takenBack, type Taken } from "../modules/takenBack";
import { Timeline } from "../modules/Timeline";
import classes from "../work.module.css";

// What is not seen at once is loaded when it is asked for.
const InstanceDiagram = lazy(() => import("../modules/InstanceDiagram").then((all) => ({ default: all.InstanceDiagram })));
const ReasonDialog = lazy(() => import("@/shared/ReasonDialog").then((all) => ({ default: all.ReasonDialog })));
const PrintSheet = lazy(() => import("../modules/PrintSheet").then((all) => ({ default: all.PrintSheet })));

/** What somebody started, did something in, or was told of. */
export function InstancePage() {
  const { instanceId } = useParams({ strict: false }) as { instanceId: string };
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const instance = useQuery({ queryKey: keys.instance(instanceId), queryFn: () => get("/api/v1/instances/{id}", { path: { id: instanceId } }) });
  if (instance.isPending) return <LoadingPage />;
  if (instance.isError) return <ErrorState error={instance.error} retry={() => void instance.refetch()} />;
  return <Loaded instance={instance.data} onBack={() => void navigate({ to: "/tasks", search: search as never })} />;
}

function Loaded({ instance, onBack }: { instance: InstanceDetail; onBack: () => void }) {
  const { t } = useTranslation("work");
  const nameOf = useProcessName();
  const { person } = useMe();
  // Beside the list it is a part of the page; alone it is the page.
  const phone = usePhone();
  const ended = instance.state === "completed" || instance.state === "terminated";
  const [printing, setPrinting] = useState(false);
  const facts = (
    <>
      {instance.businessKey && <bdi>{instance.businessKey}</bdi>}
      {instance.initiator && instance.initiator !== person && (
        <span>
          {t("column.initiator")} <PersonName id={instance.initiator} />
        </span>
      )}
      <span>
        {t("instance.started")} <When at={instance.started} />
      </span>
      {instance.ended && (
        <span>
          {t("instance.ended")} <When at={instance.ended} />
        </span>
      )}
    </>
  );
  return (
    <article className={classes.detail} aria-label={nameOf(instance.process)}>
      <header className={classes.detailHead}>
        <div style={{ display: "flex", alignItems: "center", gap: 8 }}>
          <ActionIcon hiddenFrom="sm" aria-label={t("task.back")} onClick={onBack}>
            <ArrowLeft size={18} />
          </ActionIcon>
          <Title order={phone ? 1 : 2}>{nameOf(instance.process)}</Title>
          <StatusTag status={statusOf(instance)} />
          <span className={classes.grow} />
          <ActionIcon visibleFrom="sm" aria-label={t("task.print")} loading={printing} onClick={() => setPrinting(true)}>
            <Printer size={16} />
          </ActionIcon>
        </div>
        <div className={classes.facts}>{facts}</div>
      </header>
      <Tabs defaultValue="timeline" keepMounted={false} style={{ flex: 1, minHeight: 0, display: "flex", flexDirection: "column" }}>
        <Tabs.List px="md">
          {(["timeline", "form", "diagram", "comments", "files"] as const).map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {t(tab === "form" ? "tab.data" : `tab.${tab}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <div className={classes.detailBody} tabIndex={0} role="region" aria-label={t("task.content")}>
          <div className={classes.inner}>
            <Tabs.Panel value="timeline">
              {!ended && <Choices instance={instance.id} />}
              <Timeline instance={instance.id} ended={ended} />
              <Copies instance={instance.id} />
            </Tabs.Panel>
            <Tabs.Panel value="form">
              <Data instance={instance} />
            </Tabs.Panel>
            <Tabs.Panel value="diagram">
              <Suspense fallback={<LoadingRows />}>
                <InstanceDiagram instance={instance.id} name={nameOf(instance.process)} />
              </Suspense>
            </Tabs.Panel>
            <Tabs.Panel value="comments">
              <Comments instance={instance.id} />
            </Tabs.Panel>
            <Tabs.Panel value="files">
              <Files instance={instance.id} />
            </Tabs.Panel>
          </div>
        </div>
      </Tabs>
      {printing && (
        <Suspense fallback={null}>
          <PrintSheet instance={instance.id} ended={ended} title={nameOf(instance.process)} facts={facts} onDone={() => setPrinting(false)}>
            <Data instance={instance} />
          </PrintSheet>
        </Suspense>
      )}
      {!ended && <Bar instance={instance} />}
    </article>
  );
}

/** What was entered at the start, with the values that it has now. */
function Data({ instance }: { instance: InstanceDetail }) {
  const { t } = useTranslation("work");
  const form = useQuery({
    queryKey: keys.startForm(instance.definition),
    queryFn: () => get("/api/v1/definitions/{id}/start-form", { path: { id: instance.definition } }),
    staleTime: Infinity,
  });
  const variables = useQuery({
    queryKey: keys.instancePart(instance.id, "variables"),
    queryFn: () => get("/api/v1/instances/{id}/variables", { path: { id: instance.id } }),
  });
  if (form.isPending || variables.isPending) return null;
  const failed = form.error ?? variables.error;
  if (failed) return <ErrorState error={failed} />;
  const schema = form.data?.form;
  if (!isSchema(schema)) return <Text c="dimmed">{t("instance.noForm")}</Text>;
  const values = Object.fromEntries((variables.data?.items ?? []).filter((one) => one.scope === 0).map((one) => [one.name, one.value])) as Values;
  const state = { values, context: values, live: NOTHING_LIVE, faults: {}, readOnly: true, files: { instance: instance.id }, change: () => undefined };
  return <Form schema={schema} state={state} />;
}


function Bar({ instance }: { instance: InstanceDetail }) {
  const { t } = useTranslation("work");
  const say = useProblemText();
  const { person } = useMe();
  const lines = useQuery({
    queryKey: keys.instancePart(instance.id, "timeline"),
    queryFn: () => get("/api/v1/instances/{id}/timeline", { path: { id: instance.id } }),
  });
  const stale = [keys.instance(instance.id), keys.tasks(), keys.counts, keys.instances()];
  const [revoking, setRevoking] = useState(false);
  const revoke = useCommand(
    (reason: string, key) => command("post", "/api/v1/instances/{id}/revoke", { path: { id: instance.id }, body: { reason } }, key),
    {
      stale,
      onDone: () => {
        setRevoking(false);
        notifyDone(t("done.revoke"));
      },
    },
  );
  const remind = useCommand((_: null, key) => command("post", "/api/v1/instances/{id}/remind", { path: { id: instance.id } }, key), {
    onDone: () => notifyDone(t("done.remind")),
  });
  const withdraw = useCommand(
    (taken: Taken, key) =>
      taken.approval
        ? command("post", "/api/v1/approvals/{id}/withdraw", { path: { id: taken.approval } }, key)
        : command("post", "/api/v1/instances/{id}/withdraw", { path: { id: instance.id }, body: { element: taken.line.element } }, key),
    { stale, onDone: () => notifyDone(t("done.withdraw")) },
  );
  const mine = takenBack(instance, lines.data ?? [], person);
  const may = (action: InstanceDetail["allowedActions"][number]) => instance.allowedActions.includes(action);
  const failed = remind.error ?? withdraw.error;
  return (
    <>
      {failed && (
        <Alert color="red" role="alert" mx="md" mb="xs">
          {say(failed)}
        </Alert>
      )}
      {(may("remind") || may("revoke") || mine) && (
        <footer className={classes.bar} data-noprint>
          {may("remind") && (
            <Button className={classes.main} variant="default" loading={remind.isPending} onClick={() => remind.mutate(null)}>
              {t("action.remind")}
            </Button>
          )}
          {mine && (
            <Button className={`${classes.main} ${classes.long}`} variant="default" loading={withdraw.isPending} onClick={() => withdraw.mutate(mine)}>
              {t(mine.approval ? "action.withdrawVote" : "action.withdraw", { task: mine.line.name ?? mine.line.element })}
            </Button>
          )}
          {may("revoke") && (
            <Button className={`${classes.main} ${classes.reject}`} variant="default" onClick={() => setRevoking(true)}>
              {t("action.revoke")}
            </Button>
          )}
        </footer>
      )}
      {revoking && (
        <Suspense fallback={null}>
          <ReasonDialog
            title={t("action.revoke")}
            effect={<Text>{t("revoke.effect")}</Text>}
            confirm={t("action.revoke")}
            danger
            busy={revoke.isPending}
            error={revoke.error}
            onConfirm={(reason) => revoke.mutate(reason)}
            onClose={() => setRevoking(false)}
          />
        </Suspense>
      )}
    </>
  );
}
