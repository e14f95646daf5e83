import { Badge, Button, Group, SegmentedControl, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { FastForward, Play, RotateCcw, Square } from "lucide-react";
import { Suspense, lazy, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { isProblem } from "@/api/problem";
import { command, freshKey } from "@/api/request";
import type { components } from "@/api/schema";
import type { Model } from "@/api/types";
import { Diagram } from "@/diagram";
import type { Paint } from "@/diagram/Diagram";
import { useKind } from "@/diagram/kind";
import { NOTHING_LIVE, type Values } from "@/form/schema";
import { beginning, submitted } from "@/form/values";
import { LoadingRows } from "@/shared/Loading";
import { useFinding, useMaybe } from "@/shared/maybe";
import { PersonPicker } from "@/shared/PersonPicker";
import { useProblemText } from "@/shared/problemText";
import { namesIn } from "@/shared/versions";
import { formatTime } from "@/shared/When";
import { Scenarios } from "./Scenarios";
import { Work } from "./Work";
import { filesOf, startFormOf } from "./needed";
import { readVariables } from "./variables";
import classes from "./tryout.module.css";

const StartForm = lazy(() => import("./StartForm"));

export type Run = components["schemas"]["TestRun"];
export type Step = Record<string, unknown>;

interface Props {
  model: Model;
  xml: string;
}

/** A draft is tried out: in an engine of its own, whose clock is in hand. Nothing leaves it. */
export default function TryOut({ model, xml }: Props) {
  const { t } = useTranslation(["tryout", "common", "events"]);
  const kindOf = useKind();
  const maybe = useMaybe("events");
  const finding = useFinding();
  const fault = useMaybe("problems");
  const say = useProblemText();
  const [run, setRun] = useState<Run | null>(null);
  const [starter, setStarter] = useState<string | null>(null);
  const [variables, setVariables] = useState("{}");
  const [duration, setDuration] = useState("P1D");
  const files = () => filesOf(model, xml);
  // What whoever starts it would fill in: written as variables where there is no form, or where somebody wants to.
  const form = useQuery({ queryKey: keys.modelPart(model.id, `start form ${model.revision}`), queryFn: async () => startFormOf(xml, await files()) });
  const [written, setWritten] = useState(false);
  const [entered, setEntered] = useState<Values>({});
  const schema = written ? null : (form.data ?? null);
  const values = useMemo(() => beginning(schema?.components ?? [], entered), [entered, schema]);
  // A box that nobody has ticked says nothing: it may be one that is not there yet.
  const filled = () => Object.fromEntries(Object.entries(submitted(schema!, values, NOTHING_LIVE)).filter(([key, value]) => value !== false || key in entered));
  const read = schema ? filled() : readVariables(variables);
  const begin = useMutation({
    mutationFn: async () => command("post", "/api/v1/test-runs", { body: { files: await files(), variables: read ?? {}, ...(starter ? { starter } : {}) } } as never, freshKey()) as Promise<Run>,
    onSuccess: setRun,
  });
  const act = useMutation({
    mutationFn: (step: Step) => command("post", "/api/v1/test-runs/{id}/steps", { path: { id: run!.id }, body: { step } } as never, freshKey()) as Promise<Run>,
    onSuccess: setRun,
  });
  const end = () => {
    if (run) void command("delete", "/api/v1/test-runs/{id}", { path: { id: run.id } } as never, freshKey()).catch(() => undefined);
    setRun(null);
    act.reset();
    begin.reset();
  };
  // Who goes away takes the run along: nothing is left behind on the server.
  const latest = useRef(run);
  latest.current = run;
  useEffect(
    () => () => {
      if (latest.current) void command("delete", "/api/v1/test-runs/{id}", { path: { id: latest.current.id } } as never, freshKey()).catch(() => undefined);
    },
    [],
  );
  const paint = useMemo(() => paintOf(run), [run]);
  const names = useMemo(() => namesIn(xml), [xml]);
  const nameOf = (element: string) => names.get(element)?.name || (names.has(element) ? kindOf(names.get(element)!.kind) : element);
  const nameIn = (data: unknown) => {
    const element = (data as { element?: string } | null)?.element;
    return element ? nameOf(element) : "";
  };
  const state = run?.instances.find((one) => one.id === run.instance)?.state;
  const share = useMemo(() => coverageOf(xml, run?.covered ?? []), [xml, run]);
  const error = begin.error ?? act.error;
  const faults = useMemo(() => (isProblem(begin.error, "form-invalid") ? Object.fromEntries(begin.error.fields.map(({ field, code }) => [field, { code }])) : {}), [begin.error]);
  const change = useCallback((to: (now: Values) => Values) => setEntered(to), []);
  return (
    <div className={classes.view}>
      <div className={classes.paper}>
        <Diagram xml={xml} label={t("diagram")} paint={paint} drawn={{ model: model.id, revision: model.revision, tokens: run?.tokens ?? [] }} />
      </div>
      <aside className={classes.side} data-testid="tryout" data-state={run ? String(state) : "none"} data-busy={begin.isPending || act.isPending}>
        {!run ? (
          <form
            className={`${classes.part} ${classes.begin}`}
            onSubmit={(event) => {
              event.preventDefault();
              if (read) begin.mutate();
            }}
          >
            <Text fw={600}>{t("begin.title")}</Text>
            <Text size="sm" c="dimmed">{t("begin.hint")}</Text>
            <PersonPicker label={t("begin.starter")} value={starter} onChange={setStarter} />
            {form.data && (
              <SegmentedControl size="xs" aria-label={t("begin.with")} value={written ? "json" : "form"} onChange={(next) => setWritten(next === "json")} data={[{ value: "form", label: t("begin.form") }, { value: "json", label: t("begin.json") }]} />
            )}
            {schema ? (
              <div className={classes.form}>
                <Suspense fallback={<LoadingRows rows={3} />}>
                  <StartForm schema={schema} values={values} faults={faults} onValues={change} />
                </Suspense>
              </div>
            ) : (
            <Textarea label={t("begin.variables")} autosize minRows={3} maxRows={12} spellCheck={false} value={variables} error={read ? undefined : t("notJson")} onChange={(event) => setVariables(event.currentTarget.value)} styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }} />
            )}
            <Button type="submit" leftSection={<Play size={14} aria-hidden />} loading={begin.isPending} disabled={!read}>{t("begin.go")}</Button>
          </form>
        ) : (
          <>
            <div className={classes.part}>
              <Group gap="xs">
                <Badge variant="light" color="gray">{t(`state.${state}`, { defaultValue: String(state) })}</Badge>
                <Text size="sm" data-testid="tryout-now">{formatTime(run.now)}</Text>
                <Text size="sm" c="dimmed" data-testid="tryout-coverage">{t("covered", { percent: share })}</Text>
              </Group>
              <Group gap="xs" mt="xs" align="end">
                <Button size="compact-sm" variant="default" leftSection={<FastForward size={13} aria-hidden />} disabled={!run.nextDue || act.isPending} onClick={() => act.mutate({ advance: "next" })}>{t("toNext")}</Button>
                <TextInput size="xs" w={90} aria-label={t("duration")} value={duration} onChange={(event) => setDuration(event.currentTarget.value)} />
                <Button size="compact-sm" variant="default" disabled={act.isPending} onClick={() => act.mutate({ advance: duration })}>{t("pass")}</Button>
              </Group>
              {run.nextDue && <Text size="sm" c="dimmed">{t("nextDue", { at: formatTime(run.nextDue) })}</Text>}
            </div>
            <Work run={run} busy={act.isPending} onStep={(step) => act.mutate(step)} nameOf={nameOf} />
            <div className={classes.part}>
              <Text fw={600}>{t("variables")}</Text>
              {run.variables.length === 0 && <Text size="sm" c="dimmed">{t("noVariables")}</Text>}
              <dl className={classes.variables}>
                {run.variables.map((one) => (
                  <div key={`${one.scope} ${one.name}`}><dt><bdi>{one.name}</bdi></dt><dd><bdi>{JSON.stringify(one.value)}</bdi></dd></div>
                ))}
              </dl>
            </div>
            <details className={classes.part}>
              <summary>{t("trace", { count: run.trace.length })}</summary>
              <ol className={classes.trace}>
                {run.trace.map((event) => (
                  <li key={event.seq}>{maybe(`event.${event.type}`, event.type)} <bdi>{nameIn(event.data)}</bdi></li>
                ))}
              </ol>
            </details>
            <Group gap="xs" className={classes.part}>
              <Button size="compact-sm" variant="default" leftSection={<RotateCcw size={13} aria-hidden />} onClick={() => { end(); begin.mutate(); }}>{t("again")}</Button>
              <Button size="compact-sm" variant="default" leftSection={<Square size={13} aria-hidden />} onClick={end}>{t("end")}</Button>
            </Group>
          </>
        )}
        {error && (
          <Stack gap={2} className={classes.part} role="alert">
            <Text c="red" size="sm">{say(error)}</Text>
            {isProblem(error, "form-invalid") && (run || !schema) && error.fields.map(({ field, code }) => <Text key={field} size="sm" c="red"><bdi>{field}</bdi>: {fault(code, code)}</Text>)}
            {((error as { document?: { problems?: { code: string; message: string }[] } }).document?.problems ?? []).map((one, index) => <Text key={index} size="sm" c="red" title={one.message}>{finding(one.code, one.message)}</Text>)}
          </Stack>
        )}
        <Scenarios model={model} files={files} run={run} />
      </aside>
    </div>
  );
}

function paintOf(run: Run | null): Record<string, Paint> {
  const paint: Record<string, Paint> = {};
  for (const id of run?.covered ?? []) paint[id] = { marker: "passed" };
  for (const id of run?.tokens ?? []) paint[id] = { ...paint[id], active: (paint[id]?.active ?? 0) + 1 };
  for (const { element } of run?.incidents ?? []) paint[element] = { ...paint[element], incidents: (paint[element]?.incidents ?? 0) + 1 };
  return paint;
}

/** The share of elements and flows that were passed, in percent. */
function coverageOf(xml: string, covered: string[]): number {
  const document = new DOMParser().parseFromString(xml, "application/xml");
  const counts = /(?:Event|Gateway|[tT]ask|callActivity|[sS]ubProcess|transaction|sequenceFlow)$/;
  const all = Array.from(document.getElementsByTagName("*"), (one) => (counts.test(one.localName) ? one.getAttribute("id") : null)).filter((id) => id !== null);
  const passed = new Set(covered);
  return all.length === 0 ? 0 : Math.round((all.filter((id) => passed.has(id)).length / all.length) * 100);
}
