import { Button, NumberInput, Select, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { isProblem } from "@/api/problem";
import { command, get } from "@/api/request";
import { useMay } from "@/app/session";
import { LoadingRows } from "@/shared/Loading";
import { MomentField } from "@/shared/MomentField";
import { Page } from "@/shared/Page";
import { useDefinitions } from "@/shared/definitions";
import { useProblemText } from "@/shared/problemText";
import { GateSay } from "../modules/GateView";
import { LearnedView } from "../modules/LearnedView";
import { Reasons } from "../modules/reasons";
import { ScenarioCard } from "../modules/ScenarioCard";
import { assumed, changes, empty, stepNames, type ScenarioForm } from "../modules/scenario";
import { METRICS, type Gate, type Metric, type Question } from "../modules/types";
import { useGate, useLearned } from "../modules/useLearned";
import classes from "../simulate.module.css";

const WEEKS = ["8", "13", "26", "52"];
const WEEK = 7 * 86_400_000;
const SEEN = "seen";

/** A simulation is asked for: which process, what history does not know, and what is different in each scenario. */
export function EditorPage() {
  const { t } = useTranslation(["simulate", "common"]);
  const search = useSearch({ strict: false }) as { process?: string; suggestion?: string };
  const navigate = useNavigate();
  const problem = useProblemText();
  const may = useMay();
  const processes = useDefinitions();
  const [process, setProcess] = useState<string | null>(search.process ?? null);
  const [name, setName] = useState("");
  const [weeks, setWeeks] = useState<string | null>(null);
  // Rounded, so that the same question has the same answer for a while.
  const [now] = useState(() => Math.floor(Date.now() / 3_600_000) * 3_600_000);
  const [calendar, setCalendar] = useState(SEEN);
  const [wanted, setWanted] = useState<Metric>("time");
  const [cases, setCases] = useState<number | "">(2000);
  const [replications, setReplications] = useState<number | "">(30);
  const [until, setUntil] = useState("");
  const [costs, setCosts] = useState<Record<string, number | "">>({});
  const [minutes, setMinutes] = useState<Record<string, number | "">>({});
  const [scenarios, setScenarios] = useState<ScenarioForm[]>(() => (search.suggestion ? [{ ...empty(t("scenario.suggested")), suggestion: search.suggestion }] : []));
  const base = { name: name.trim() || "?", process: process ?? "", ...(weeks ? { from: new Date(now - Number(weeks) * WEEK).toISOString() } : {}), ...(calendar === SEEN ? {} : { calendar }) };
  const learned = useLearned(process ? base : null);
  const gate = useGate(process ?? undefined);
  const drafts = useQuery({ queryKey: keys.models({ limit: 200 }), queryFn: () => get("/api/v1/models", { query: { limit: 200 } }), enabled: may("see-models") });
  const of = (drafts.data?.items ?? []).filter((one) => process !== null && one.processes.includes(process));
  const begin = useCommand(
    (question: Question, key) => command("post", "/api/v1/simulations", { body: question as never }, key),
    { stale: [keys.simulations()], onDone: (one) => void navigate({ to: "/simulations/$id", params: { id: one.id }, ...(search.suggestion ? { search: { suggestion: search.suggestion } } : {}) } as never) },
  );
  const ask = () => {
    const moment = until ? new Date(until) : null;
    begin.mutate({
      ...base,
      name: name.trim(),
      wanted,
      ...(cases === "" ? {} : { cases }),
      ...(replications === "" ? {} : { replications }),
      ...(moment && !Number.isNaN(moment.getTime()) ? { liveUntil: moment.toISOString() } : {}),
      assumed: assumed(costs, minutes),
      scenarios: scenarios.map((form) => ({ name: form.name.trim(), ...(form.draft ? { draft: form.draft } : {}), ...(form.suggestion ? { suggestion: form.suggestion } : {}), changes: changes(form) })),
    });
  };
  const said = isProblem(begin.error) ? (begin.error.document.reasons ?? []) : [];
  const unlearned = isProblem(learned.error) ? (learned.error.document.reasons ?? []) : [];
  return (
    <Page title={t("editor.title")}>
      <form
        className={classes.sheet}
        aria-label={t("editor.title")}
        onSubmit={(event) => {
          event.preventDefault();
          ask();
        }}
      >
        <section aria-label={t("editor.question")}>
          <h2>{t("editor.question")}</h2>
          <div className={classes.row}>
            <TextInput label={t("field.name")} placeholder={t("editor.namePlaceholder")} required w={260} maxLength={100} value={name} onChange={(event) => setName(event.currentTarget.value)} />
            <Select label={t("field.process")} required searchable w={220} data={(processes.data ?? []).map((one) => ({ value: one.process, label: one.name ?? one.process }))} value={process} onChange={(value) => { setProcess(value); setScenarios([]); setCosts({}); setMinutes({}); }} />
            <Select label={t("field.history")} w={150} clearable placeholder={t("history.all")} clearButtonProps={{ "aria-label": t("common:action.clear") }} data={WEEKS.map((one) => ({ value: one, label: t("history.weeks", { count: Number(one) }) }))} value={weeks} onChange={setWeeks} />
            <Select label={t("field.calendar")} w={190} allowDeselect={false} data={[{ value: SEEN, label: t("hours.learned") }, ...(learned.data?.calendars ?? []).filter((one) => one !== "learned").map((one) => ({ value: one, label: one }))]} value={calendar} onChange={(value) => setCalendar(value ?? SEEN)} />
          </div>
          <div className={classes.row}>
            <Select label={t("field.wanted")} w={220} allowDeselect={false} data={METRICS.map((one) => ({ value: one, label: t(`metric.${one}`) }))} value={wanted} onChange={(value) => setWanted((value as Metric | null) ?? "time")} />
            <NumberInput label={t("field.cases")} w={130} min={1} max={50000} allowDecimal={false} value={cases} onChange={(value) => setCases(value === "" ? "" : Number(value))} />
            <NumberInput label={t("field.replications")} w={130} min={2} max={200} allowDecimal={false} value={replications} onChange={(value) => setReplications(value === "" ? "" : Number(value))} />
            <MomentField label={t("field.liveUntil")} width={250} value={until} onChange={setUntil} />
          </div>
          <Text size="sm" c="dimmed">{until ? t("editor.liveHint") : t("editor.hint")}</Text>
        </section>
        {process && (
          <section aria-label={t("learned.title")}>
            <h2>{t("learned.title")}</h2>
            <GateSay gate={gate.data?.last ? ((gate.data.last as { gate: Gate }).gate) : null} />
            {learned.error && (unlearned.length > 0 ? <Reasons label={t("learned.missing")} reasons={unlearned} /> : <Text role="alert" className={classes.bad}>{problem(learned.error)}</Text>)}
            {learned.isLoading && <LoadingRows rows={4} />}
            {learned.data && !learned.error && <LearnedView learned={learned.data} costs={costs} minutes={minutes} onCosts={setCosts} onMinutes={setMinutes} />}
          </section>
        )}
        {learned.data && !learned.error && (
          <section aria-label={t("editor.scenarios")}>
            <h2>{t("editor.scenarios")}</h2>
            <Text size="sm" c="dimmed">{t("editor.scenariosHint")}</Text>
            {scenarios.map((form, index) => (
              <ScenarioCard
                key={index}
                form={form}
                learned={learned.data}
                drafts={of.map((one) => ({ value: one.id, label: one.name }))}
                onChange={(next) => setScenarios(scenarios.map((one, place) => (place === index ? next : one)))}
                onRemove={() => setScenarios(scenarios.filter((_, place) => place !== index))}
              />
            ))}
            <Button variant="default" mt={8} disabled={scenarios.length >= 8} onClick={() => setScenarios([...scenarios, empty(t("scenario.named", { number: scenarios.length + 1 }))])}>
              {t("scenario.add")}
            </Button>
          </section>
        )}
        {begin.error && <Text role="alert" className={classes.bad} mt={12}>{problem(begin.error)}</Text>}
        <Reasons label={t("refused.title")} reasons={said} nameOf={stepNames(learned.data)} />
        <div className={classes.foot}>
          <Button type="submit" loading={begin.isPending} disabled={!process || !name.trim() || !learned.data || Boolean(learned.error)}>
            {t("editor.begin")}
          </Button>
          <Button variant="default" onClick={() => void navigate({ to: "/simulations" } as never)}>{t("common:action.cancel")}</Button>
        </div>
      </form>
    </Page>
  );
}
