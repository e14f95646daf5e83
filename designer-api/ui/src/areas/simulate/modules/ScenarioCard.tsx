import { ActionIcon, Button, NumberInput, Select, TextInput } from "@mantine/core";
import { Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { ALWAYS, KEEP, isOfPeople, stepNames, teamName, type ScenarioForm, type StepForm, type StepKind } from "./scenario";
import type { Learned } from "./types";
import { useSay } from "./say";
import classes from "../simulate.module.css";

interface Props {
  form: ScenarioForm;
  learned: Learned;
  drafts: { value: string; label: string }[];
  onChange: (form: ScenarioForm) => void;
  onRemove: () => void;
}

const KINDS: StepKind[] = ["factor", "duration", "automated", "wait", "without", "apart"];

/** One scenario: what is different in it, field by field. What is left empty stays as it is. */
export function ScenarioCard({ form, learned, drafts, onChange, onRemove }: Props) {
  const { t } = useTranslation(["simulate", "common"]);
  const set = (change: Partial<ScenarioForm>) => onChange({ ...form, ...change });
  const clear = { "aria-label": t("common:action.clear") };
  return (
    <fieldset className={classes.card} data-testid="scenario">
      <legend className={classes.hidden}>{form.name}</legend>
      <div className={classes.row}>
        <TextInput label={t("field.scenario")} required w={240} value={form.name} maxLength={100} onChange={(event) => set({ name: event.currentTarget.value })} />
        <NumberInput label={t("change.arrivals")} placeholder="100 %" suffix=" %" min={1} max={10000} w={130} value={form.arrivals} onChange={(value) => set({ arrivals: value === "" ? "" : Number(value) })} />
        <Select label={t("change.discipline")} placeholder={t("keep")} clearable clearButtonProps={clear} w={170} data={(["fifo", "priority", "earliestDueDate"] as const).map((one) => ({ value: one, label: t(`discipline.${one}`) }))} value={form.discipline} onChange={(value) => set({ discipline: value as ScenarioForm["discipline"] })} />
        {form.suggestion ? (
          <TextInput label={t("change.draft")} w={200} readOnly value={t("scenario.asSuggested")} />
        ) : (
        <Select label={t("change.draft")} placeholder={t("keep")} clearable searchable clearButtonProps={clear} w={200} data={drafts} value={form.draft} onChange={(draft) => set({ draft })} />
        )}
        <ActionIcon variant="subtle" color="gray" className={classes.push} aria-label={t("scenario.remove", { name: form.name })} onClick={onRemove}>
          <Trash2 size={15} aria-hidden />
        </ActionIcon>
      </div>
      <Teams form={form} learned={learned} onChange={onChange} />
      <Steps form={form} learned={learned} onChange={onChange} />
      <Branches form={form} learned={learned} onChange={onChange} />
    </fieldset>
  );
}

type Part = Pick<Props, "form" | "learned" | "onChange">;

function Teams({ form, learned, onChange }: Part) {
  const { t } = useTranslation("simulate");
  const name = stepNames(learned);
  if (learned.teams.length === 0) return null;
  const hours = [{ value: KEEP, label: t("keep") }, { value: ALWAYS, label: t("hours.always") }, ...learned.calendars.map((one) => ({ value: one, label: one === "learned" ? t("hours.learned") : one }))];
  return (
    <section aria-label={t("change.teams")} className={classes.part}>
      <h3>{t("change.teams")}</h3>
      {learned.teams.map((team) => {
        const own = form.teams[team.id] ?? { people: "", hours: KEEP };
        const set = (change: Partial<typeof own>) => onChange({ ...form, teams: { ...form.teams, [team.id]: { ...own, ...change } } });
        const label = teamName(team, name);
        return (
          <div key={team.id} className={classes.line}>
            <span className={classes.what}>
              <bdi>{label}</bdi> <span className={classes.dim}>{t("people", { count: team.people })}</span>
            </span>
            <NumberInput aria-label={t("change.peopleOf", { team: label })} placeholder="±0" w={90} min={-team.people} max={1000} allowDecimal={false} value={own.people} onChange={(value) => set({ people: value === "" || value === "-" ? "" : Number(value) })} />
            <Select aria-label={t("change.hoursOf", { team: label })} w={190} allowDeselect={false} data={hours} value={own.hours} onChange={(value) => set({ hours: value ?? KEEP })} />
          </div>
        );
      })}
    </section>
  );
}

function Steps({ form, learned, onChange }: Part) {
  const { t } = useTranslation("simulate");
  const say = useSay();
  const steps = learned.steps.filter((step) => step.kind !== "event");
  const set = (index: number, change: Partial<StepForm>) => onChange({ ...form, steps: form.steps.map((one, place) => (place === index ? { ...one, ...change } : one)) });
  return (
    <section aria-label={t("change.steps")} className={classes.part}>
      <h3>{t("change.steps")}</h3>
      {form.steps.map((one, index) => {
        const known = steps.find((step) => step.id === one.step);
        const percent = one.kind === "factor" || one.kind === "wait";
        return (
          <div key={index} className={classes.line}>
            <Select aria-label={t("field.step")} placeholder={t("field.step")} w={220} searchable data={steps.map((step) => ({ value: step.id, label: step.name ?? step.id }))} value={one.step || null} onChange={(value) => set(index, { step: value ?? "" })} />
            <Select aria-label={t("change.kind")} w={210} allowDeselect={false} data={KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))} value={one.kind} onChange={(value) => set(index, { kind: (value as StepKind | null) ?? "factor", whom: "" })} />
            {isOfPeople(one.kind) ? (
              <Select
                aria-label={t(`whom.${one.kind}`)}
                placeholder={t(`whom.${one.kind}`)}
                w={220}
                searchable
                data={
                  one.kind === "without"
                    ? learned.teams.map((team) => ({ value: team.id, label: teamName(team, stepNames(learned)) }))
                    : steps.filter((step) => step.id !== one.step).map((step) => ({ value: step.id, label: step.name ?? step.id }))
                }
                value={one.whom || null}
                onChange={(value) => set(index, { whom: value ?? "" })}
              />
            ) : (
              <NumberInput aria-label={t("change.value")} w={120} min={one.kind === "wait" ? 0 : 0.01} suffix={percent ? " %" : ` ${t("minutes")}`} value={one.value} onChange={(value) => set(index, { value: value === "" ? "" : Number(value) })} />
            )}
            <span className={classes.dim}>{known && typeof known.duration === "number" && t("now", { time: say.time(known.duration) })}</span>
            <ActionIcon variant="subtle" color="gray" aria-label={t("change.drop")} onClick={() => onChange({ ...form, steps: form.steps.filter((_, place) => place !== index) })}>
              <Trash2 size={14} aria-hidden />
            </ActionIcon>
          </div>
        );
      })}
      <Button variant="subtle" size="compact-sm" onClick={() => onChange({ ...form, steps: [...form.steps, { step: "", kind: "factor", value: "" }] })}>
        {t("change.addStep")}
      </Button>
    </section>
  );
}

function Branches({ form, learned, onChange }: Part) {
  const { t } = useTranslation("simulate");
  const say = useSay();
  const name = stepNames(learned);
  if (learned.branches.length === 0) return null;
  return (
    <details className={classes.part}>
      <summary>{t("change.branches")}</summary>
      {learned.branches.map((gateway) => {
        const own = form.branches[gateway.id] ?? {};
        return (
          <div key={gateway.id} className={classes.line}>
            <span className={classes.what}>
              <bdi>{gateway.name ?? gateway.id}</bdi> <span className={classes.dim}>{gateway.byData ? t("branch.byData") : t("branch.byFrequency")}</span>
            </span>
            {gateway.flows.map((flow) => {
              const to = flow.toName ?? name(flow.to);
              return (
                <NumberInput
                  key={flow.id}
                  label={to}
                  suffix=" %"
                  w={120}
                  min={0}
                  max={100}
                  placeholder={typeof flow.probability === "number" ? say.share(flow.probability) : t("keep")}
                  value={own[flow.id] ?? ""}
                  onChange={(value) => onChange({ ...form, branches: { ...form.branches, [gateway.id]: { ...Object.fromEntries(gateway.flows.map((one) => [one.id, own[one.id] ?? ""])), [flow.id]: value === "" ? "" : Number(value) } } })}
                />
              );
            })}
          </div>
        );
      })}
    </details>
  );
}
