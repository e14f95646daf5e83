import { Alert, Button, Text, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useEffect, useMemo, useRef, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { isProblem } from "@/api/problem";
import { command, get } from "@/api/request";
import type { Definition, StartForm, UserTask } from "@/api/types";
import { useMe } from "@/app/session";
import { Form } from "@/form/Form";
import type { FormState } from "@/form/context";
import { isSchema, type Values } from "@/form/schema";
import { useLive } from "@/form/useLive";
import { firstWrong, validate, type Faults } from "@/form/validate";
import { beginning, put, submitted } from "@/form/values";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingPage } from "@/shared/Loading";
import { Page } from "@/shared/Page";
import { useDefinitions } from "@/shared/definitions";
import { dropHere, readHere, writeHere } from "@/shared/here";
import { notifyDone } from "@/shared/notify";
import { useProblemText } from "@/shared/problemText";
import { Ahead } from "../modules/Ahead";
import { remember } from "./StartPage";
import classes from "../start.module.css";

const NONE: Values = {};

interface Entered {
  values: Values;
  businessKey: string;
}

/** The start form of a process, or a start without one. */
export function StartFormPage() {
  const { t } = useTranslation("work");
  const { defKey } = useParams({ strict: false }) as { defKey: string };
  const definitions = useDefinitions();
  const definition = definitions.data?.find((one) => one.process === defKey);
  const form = useQuery({
    queryKey: keys.startForm(definition?.id ?? ""),
    queryFn: () => get("/api/v1/definitions/{id}/start-form", { path: { id: definition?.id ?? "" } }),
    enabled: definition !== undefined,
    staleTime: 60_000,
  });
  if (definitions.isPending || (definition && form.isPending)) return <LoadingPage />;
  if (definitions.isError) return <ErrorState error={definitions.error} retry={() => void definitions.refetch()} />;
  if (!definition) return <ErrorState error={new Error(t("start.unknown", { process: defKey }))} />;
  if (form.isError) return <ErrorState error={form.error} retry={() => void form.refetch()} />;
  return form.data ? <Loaded key={definition.id} definition={definition} form={form.data} /> : null;
}

function Loaded({ definition, form }: { definition: Definition; form: StartForm }) {
  const { t } = useTranslation("work");
  const say = useProblemText();
  const { person } = useMe();
  const navigate = useNavigate();
  const client = useQueryClient();
  const schema = isSchema(form.form) ? form.form : null;
  const place = `start-${definition.process}`;
  const [kept] = useState(() => readHere<Entered>(person, place));
  const [values, setValues] = useState<Values>(() => kept?.values ?? beginning(schema?.components ?? [], NONE));
  const [businessKey, setBusinessKey] = useState(kept?.businessKey ?? "");
  const touched = useRef(false);
  const [faults, setFaults] = useState<Faults>({});
  const box = useRef<HTMLFormElement>(null);
  const live = useLive({ definition: definition.id }, schema, values, NONE);

  const start = useCommand(
    (variables: Values, key) => {
      const body = { businessKey: businessKey.trim() || null, variables: variables as Record<string, never> };
      return schema
        ? command("post", "/api/v1/definitions/{id}/start-form", { path: { id: definition.id }, body }, key)
        : command("post", "/api/v1/instances", { body: { ...body, definition: definition.id } }, key);
    },
    {
      stale: [keys.instances(), keys.tasks(), keys.counts],
      onDone: (started) => {
        touched.current = false;
        dropHere(person, place);
        remember(definition.process);
        notifyDone(t("start.done", { name: definition.name ?? definition.process }));
        void follow(started.id);
      },
    },
  );

  /** What comes first is often theirs: then they are there at once. */
  const follow = async (instance: string) => {
    const tasks = await client
      .fetchQuery({ queryKey: keys.tasks("of", instance), queryFn: () => get("/api/v1/user-tasks", { query: { instance, assignee: person, limit: 1 } }) })
      .catch(() => ({ items: [] as UserTask[] }));
    const task = tasks.items[0];
    if (task) void navigate({ to: "/tasks/$taskId", params: { taskId: task.id } });
    else void navigate({ to: "/tasks/instances/$instanceId", params: { instanceId: instance }, search: { tab: "started" } as never });
  };

  useEffect(() => {
    if (!isProblem(start.error, "form-invalid")) return;
    setFaults(Object.fromEntries(start.error.fields.map((field) => [field.field, { code: field.code }])));
  }, [start.error]);
  useEffect(() => {
    if (Object.keys(faults).length > 0) firstWrong(box.current)?.focus();
  }, [faults]);

  const state: FormState = useMemo(
    () => ({
      values,
      context: NONE,
      live,
      faults,
      readOnly: false,
      files: { definition: definition.id },
      change: (path, value) =>
        setValues((now) => {
          touched.current = true;
          return put(now, path, value);
        }),
    }),
    [values, live, faults, definition.id],
  );
  // A reload, or a session that ends, loses nothing.
  useEffect(() => {
    if (touched.current) writeHere(person, place, { values, businessKey });
  }, [person, place, values, businessKey]);
  const entered = useMemo(() => (schema ? submitted(schema, values, live) : NONE), [schema, values, live]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = schema ? validate(schema, values, live, true) : {};
    setFaults(found);
    if (Object.keys(found).length === 0) start.mutate(entered);
  };
  const reset = () => {
    touched.current = false;
    dropHere(person, place);
    setBusinessKey("");
    setValues(beginning(schema?.components ?? [], NONE));
    setFaults({});
  };
  return (
    <Page title={definition.name ?? definition.process}>
      <form ref={box} onSubmit={submit} noValidate>
        <div className={classes.beside}>
          <div className={classes.form}>
            <TextInput
              label={t("start.businessKey")}
              description={t("start.businessKeyHint")}
              value={businessKey}
              onChange={(event) => {
                touched.current = true;
                setBusinessKey(event.currentTarget.value);
              }}
              maxLength={200}
            />
            {schema ? <Form schema={schema} state={state} /> : <Text c="dimmed">{form.formKey ? t("task.foreignForm", { form: form.formKey }) : t("start.noForm")}</Text>}
            {start.isError && (
              <Alert color="red" role="alert">
                {say(start.error)}
              </Alert>
            )}
          </div>
          <aside className={classes.aside}>
            <Ahead definition={definition.id} values={entered} />
          </aside>
        </div>
        <div className={classes.bar} data-noprint>
          <Button type="submit" loading={start.isPending}>
            {t("start.submit")}
          </Button>
          {schema && (
            <Button variant="default" onClick={reset}>
              {t("start.reset")}
            </Button>
          )}
        </div>
      </form>
    </Page>
  );
}
