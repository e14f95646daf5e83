import { Button, Group, Text, Textarea, TextInput } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { IncidentText, useIncidentName } from "@/shared/IncidentText";
import { PersonName } from "@/shared/PersonName";
import { PersonPicker } from "@/shared/PersonPicker";
import type { Run, Step } from "./TryOut";
import { readVariables } from "./variables";
import classes from "./tryout.module.css";

interface Props {
  run: Run;
  busy: boolean;
  onStep: (step: Step) => void;
  /** What an element is called. */
  nameOf: (element: string) => string;
}

/** What waits for somebody, each with what can be done to it. */
export function Work({ run, busy, onStep, nameOf }: Props) {
  const { t } = useTranslation("tryout");
  const codeName = useIncidentName();
  const messages = run.waits.filter((one) => one.kind === "message");
  const signals = run.waits.filter((one) => one.kind === "signal");
  const nothing = run.tasks.length + run.jobs.length + run.incidents.length + messages.length + signals.length === 0;
  return (
    <div className={classes.part}>
      <Text fw={600}>{t("waits")}</Text>
      {nothing && <Text size="sm" c="dimmed">{t("nothing")}</Text>}
      {run.tasks.map((task) => <Task key={String(task.id)} task={task} busy={busy} onStep={onStep} />)}
      {run.jobs.map((job) => <Job key={String(job.id)} job={job} busy={busy} onStep={onStep} />)}
      {messages.map((one, index) => <Message key={`m${index}`} name={String(one.name ?? nameOf(one.element))} onSend={(rest) => onStep({ message: { name: one.name ?? "", ...rest } })} busy={busy} label={t("message")} correlation={one.correlationKey ?? null} />)}
      {signals.map((one, index) => <Message key={`s${index}`} name={String(one.name ?? nameOf(one.element))} onSend={({ variables }) => onStep({ signal: { name: one.name ?? "", ...(variables ? { variables } : {}) } })} busy={busy} label={t("signal")} correlation={null} />)}
      {run.incidents.map((one) => (
        <Item key={String(one.id)} title={nameOf(one.element)} kind={t("incident")}>
          <Text size="sm" c="var(--weir-incident)">{codeName(one.code)}</Text>
          <div><IncidentText of={one} /></div>
          <Button size="compact-sm" variant="default" disabled={busy} onClick={() => onStep({ resolve: { element: one.element } })}>{t("resolve")}</Button>
        </Item>
      ))}
    </div>
  );
}

function Item({ title, kind, children }: { title: string; kind: string; children: ReactNode }) {
  return (
    <div className={classes.item} data-item={title}>
      <Text size="sm"><b><bdi>{title}</bdi></b> <span className={classes.kind}>{kind}</span></Text>
      {children}
    </div>
  );
}

function Variables({ value, onValue }: { value: string; onValue: (value: string) => void }) {
  const { t } = useTranslation("tryout");
  return <Textarea size="xs" aria-label={t("entered")} placeholder={t("entered")} autosize minRows={1} maxRows={8} spellCheck={false} value={value} error={readVariables(value) ? undefined : t("notJson")} onChange={(event) => onValue(event.currentTarget.value)} styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }} />;
}

function Task({ task, busy, onStep }: { task: Run["tasks"][number]; busy: boolean; onStep: (step: Step) => void }) {
  const { t } = useTranslation("tryout");
  const [by, setBy] = useState<string | null>(task.assignee ?? task.candidateUsers[0] ?? null);
  const [text, setText] = useState("");
  const variables = readVariables(text);
  const approval = task.seat !== null && task.seat !== undefined;
  const done = (outcome?: string) => onStep({ complete: { task: task.element, by: by ?? "tester", ...(variables && Object.keys(variables).length > 0 ? { variables } : {}), ...(outcome ? { outcome } : {}) } });
  return (
    <Item title={task.name ?? task.element} kind={t("task")}>
      {task.assignee ? <Text size="sm" c="dimmed">{t("of")}<PersonName id={task.assignee} /></Text> : <PersonPicker label={t("as")} value={by} onChange={setBy} />}
      <Variables value={text} onValue={setText} />
      <Group gap={6}>
        {approval ? (
          ["approve", "reject"].map((outcome) => <Button key={outcome} size="compact-sm" variant={outcome === "approve" ? "filled" : "default"} disabled={busy || !variables} onClick={() => done(outcome)}>{t(`outcome.${outcome}`)}</Button>)
        ) : (
          <Button size="compact-sm" disabled={busy || !variables} onClick={() => done()}>{t("complete")}</Button>
        )}
      </Group>
    </Item>
  );
}

function Job({ job, busy, onStep }: { job: Run["jobs"][number]; busy: boolean; onStep: (step: Step) => void }) {
  const { t } = useTranslation("tryout");
  const [text, setText] = useState("");
  const [code, setCode] = useState("");
  const variables = readVariables(text);
  return (
    <Item title={job.type} kind={t("job")}>
      <Variables value={text} onValue={setText} />
      <Group gap={6}>
        <Button size="compact-sm" disabled={busy || !variables} onClick={() => onStep({ job: { type: job.type, complete: variables ?? {} } })}>{t("complete")}</Button>
        <Button size="compact-sm" variant="default" disabled={busy} onClick={() => onStep({ job: { type: job.type, fail: { message: t("failed"), retries: 0 } } })}>{t("fail")}</Button>
        <TextInput size="xs" w={110} aria-label={t("errorCode")} placeholder={t("errorCode")} value={code} onChange={(event) => setCode(event.currentTarget.value)} />
        <Button size="compact-sm" variant="default" disabled={busy || !code.trim()} onClick={() => onStep({ job: { type: job.type, error: { code: code.trim() } } })}>{t("error")}</Button>
      </Group>
    </Item>
  );
}

function Message({ name, label, correlation, busy, onSend }: { name: string; label: string; correlation: string | null; busy: boolean; onSend: (rest: { correlationKey?: string; variables?: Record<string, unknown> }) => void }) {
  const { t } = useTranslation("tryout");
  const [text, setText] = useState("");
  const variables = readVariables(text);
  return (
    <Item title={name} kind={label}>
      <Variables value={text} onValue={setText} />
      <Button size="compact-sm" variant="default" disabled={busy || !variables} onClick={() => onSend({ ...(correlation ? { correlationKey: correlation } : {}), ...(variables && Object.keys(variables).length > 0 ? { variables } : {}) })}>{t("send")}</Button>
    </Item>
  );
}
