import { Button, Group, NumberInput, SegmentedControl, Select, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command } from "@/api/request";
import type { Indicator, IndicatorVersion } from "@/api/types";
import { CalendarPicker } from "@/shared/CalendarPicker";
import { useDefinitions } from "@/shared/definitions";
import { Drawer } from "@/shared/Drawer";
import { PersonPicker } from "@/shared/PersonPicker";
import { Reason } from "@/shared/ReasonDialog";
import { useProblemText } from "@/shared/problemText";
import own from "../indicators.module.css";
import { Course } from "./Course";
import { Standing, Valued } from "./Standing";
import { useModel } from "./asked";
import { formulaOf, partsOf, said, statisticsOf, trial, useIndicatorWords, useKnownMeasures, type FormulaParts } from "./indicators";

interface Props {
  /** What is changed; none: a new one. */
  before: IndicatorVersion | null;
  onClose: () => void;
}

const FRESH: Indicator = {
  key: "",
  name: { "zh-CN": "", en: "" },
  formula: "p90(sojourn)",
  process: null,
  version: null,
  node: null,
  windowDays: 30,
  unit: "hours",
  direction: "lower",
  target: 24,
  warn: null,
  weight: 1,
  owner: "",
  calendar: null,
  least: 20,
};

/** All that is said of an indicator; what it would say is tried before it is kept, with a reason, on top of what was seen. */
export function IndicatorEditor({ before, onClose }: Props) {
  const { t } = useTranslation(["indicators", "common"]);
  const say = useProblemText();
  const [draft, setDraft] = useState<Indicator>(before?.indicator ?? FRESH);
  const [reason, setReason] = useState("");
  const change = (part: Partial<Indicator>) => setDraft((now) => ({ ...now, ...part }));
  const save = useCommand(
    (body: { indicator: Indicator; reason: string }, key) =>
      before
        ? command("put", "/api/v1/analytics/indicators/{key}", { path: { key: before.indicator.key }, body }, key, { headers: { "if-match": `"${before.version}"` } })
        : command("post", "/api/v1/analytics/indicators", { body }, key),
    { stale: [keys.analytics()], onDone: onClose },
  );
  const tried = useMutation({ mutationFn: () => trial(draft) });
  const whole = draft.key && (draft.name.en.trim() || draft.name["zh-CN"].trim()) && (draft.process || draft.node) && /^(person|role):.+/.test(draft.owner);
  const error = save.error ?? tried.error;
  return (
    <Drawer onClose={onClose} position="right" size="md" title={before ? said(before.indicator.name) : t("add")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (whole && reason.trim()) save.mutate({ indicator: draft, reason: reason.trim() });
        }}
      >
        <Stack gap="sm">
          {!before && <TextInput data-autofocus required label={t("field.key")} description={t("field.keyHint")} value={draft.key} onChange={(event) => change({ key: event.currentTarget.value.trim() })} />}
          <Group grow align="flex-start">
            <TextInput label={t("field.nameZh")} value={draft.name["zh-CN"]} onChange={(event) => change({ name: { ...draft.name, "zh-CN": event.currentTarget.value } })} />
            <TextInput label={t("field.nameEn")} value={draft.name.en} onChange={(event) => change({ name: { ...draft.name, en: event.currentTarget.value } })} />
          </Group>
          <Scope draft={draft} change={change} />
          <What draft={draft} change={change} />
          <Aim draft={draft} change={change} />
          <OwnerField owner={draft.owner} onChange={(owner) => change({ owner })} />
          <Group>
            <Button variant="default" disabled={!whole} loading={tried.isPending} onClick={() => tried.mutate()}>
              {t("try")}
            </Button>
            {tried.data && (
              <span role="status">
                <Standing value={tried.data.value} /> <Valued indicator={draft} value={tried.data.value} />
              </span>
            )}
          </Group>
          {tried.data && <Tried draft={tried.data.definition.indicator} series={tried.data.series} />}
          <Reason hint={t("reasonHint")} value={reason} onChange={setReason} />
          {error ? (
            <Text c="red" role="alert">
              {say(error)}
            </Text>
          ) : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common:action.cancel")}
            </Button>
            <Button type="submit" loading={save.isPending} disabled={!whole || !reason.trim()}>
              {t("common:action.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Drawer>
  );
}

function Tried({ draft, series }: { draft: Indicator; series: Parameters<typeof Course>[0]["series"] }) {
  const { t } = useTranslation("indicators");
  const say = useIndicatorWords();
  const warn = typeof draft.warn === "number" ? t("warnIs", { value: say.inUnit(draft.warn, draft.unit) }) : "";
  return <Course label={t("courseOf", { name: said(draft.name) })} indicator={draft} series={series} say={(one) => say.value(draft, one)} targetLabel={t("targetIs", { target: say.target(draft) })} warnLabel={warn} />;
}

interface Part {
  draft: Indicator;
  change: (part: Partial<Indicator>) => void;
}

/** Of a process, or of a node of the landscape with all that lies below it. */
function Scope({ draft, change }: Part) {
  const { t } = useTranslation("indicators");
  const definitions = useDefinitions();
  const [kind, setKind] = useState(draft.node ? "node" : "process");
  const processes = (definitions.data ?? []).map((one) => ({ value: one.process, label: one.name ? `${one.name} (${one.process})` : one.process }));
  const model = useModel(draft.process ?? "", draft.version ?? undefined);
  return (
    <Stack gap={6}>
      <SegmentedControl
        size="xs"
        aria-label={t("field.scope")}
        value={kind}
        onChange={(next) => {
          setKind(next);
          change({ process: null, node: null, version: null });
        }}
        data={["process", "node"].map((one) => ({ value: one, label: t(`scope.${one}`) }))}
      />
      {kind === "node" ? (
        <TextInput required label={t("scope.node")} description={t("field.nodeHint")} value={draft.node ?? ""} onChange={(event) => change({ node: event.currentTarget.value.trim() || null })} />
      ) : (
        <Group grow align="flex-start">
          <Select required searchable allowDeselect={false} label={t("scope.process")} data={processes} value={draft.process ?? null} onChange={(process) => change({ process, version: null })} />
          <Select label={t("field.version")} allowDeselect={false} data={[{ value: "all", label: t("field.allVersions") }, ...model.versions.map((one) => ({ value: String(one), label: t("version", { version: one }) }))]} value={draft.version ? String(draft.version) : "all"} onChange={(next) => change({ version: next === "all" ? null : Number(next) })} />
        </Group>
      )}
    </Stack>
  );
}

/** The formula, put together from what can be measured. */
function What({ draft, change }: Part) {
  const { t, i18n } = useTranslation("indicators");
  const say = useIndicatorWords();
  const known = useKnownMeasures();
  const model = useModel(draft.process ?? "", draft.version ?? undefined);
  const parts = partsOf(draft.formula);
  const measures = known.data ?? [];
  const chosen = measures.find((one) => one.name === parts.measure);
  const statistics = statisticsOf(chosen?.units ?? []);
  const offered = statistics.includes(parts.statistic) ? statistics : [parts.statistic, ...statistics];
  const put = (next: Partial<FormulaParts>) => {
    const all = { ...parts, ...next };
    const of = measures.find((one) => one.name === all.measure);
    const fits = statisticsOf(of?.units ?? []);
    const statistic = fits.includes(all.statistic) ? all.statistic : fits[0]!;
    const unit = of && !of.units.includes(draft.unit) ? { unit: of.units.includes("hours") ? "hours" : of.units[0]! } : {};
    change({ formula: formulaOf({ ...all, statistic, of: of?.ofElement ? all.of : "" }), calendar: null, ...unit });
  };
  const word = (name: string) => (i18n.exists(`indicators:measure.${name}`) ? t(`measure.${name}`) : name);
  const elements = [...model.names.keys()].map((id) => ({ value: id, label: model.nameOf(id) }));
  return (
    <Stack gap={6}>
      <Group grow align="flex-start">
        <Select searchable allowDeselect={false} label={t("field.measure")} data={measures.map((one) => ({ value: one.name, label: word(one.name) }))} value={chosen ? parts.measure : null} onChange={(measure) => measure && put({ measure, of: "" })} />
        <Select allowDeselect={false} label={t("field.statistic")} data={offered.map((one) => ({ value: one, label: t(`statistic.${one}`, { defaultValue: one }) }))} value={parts.statistic} onChange={(statistic) => statistic && put({ statistic })} />
      </Group>
      {chosen?.ofElement &&
        (elements.length > 0 ? (
          <Select searchable clearable={chosen.ofInstance} clearButtonProps={{ "aria-label": t("field.wholeInstance") }} required={!chosen.ofInstance} label={t("field.element")} placeholder={chosen.ofInstance ? t("field.wholeInstance") : ""} data={elements} value={parts.of || null} onChange={(of) => put({ of: of ?? "" })} />
        ) : (
          <TextInput required={!chosen.ofInstance} label={t("field.element")} value={parts.of} onChange={(event) => put({ of: event.currentTarget.value.trim() })} />
        ))}
      <Text size="xs" c="dimmed">
        <code>{draft.formula}</code>
      </Text>
      <Group grow align="flex-start">
        <Select allowDeselect={false} label={t("field.unit")} data={(chosen?.units ?? [draft.unit]).map((one) => ({ value: one, label: say.unit(one) }))} value={draft.unit} onChange={(unit) => unit && change({ unit, calendar: unit.startsWith("working-") ? (draft.calendar ?? null) : null })} />
        <NumberInput label={t("field.window")} min={1} max={3650} allowDecimal={false} value={draft.windowDays} onChange={(value) => change({ windowDays: Number(value) || 1 })} />
      </Group>
      {draft.unit.startsWith("working-") && <CalendarPicker label={t("field.calendar")} description={t("field.calendarHint")} value={draft.calendar ?? null} onChange={(calendar) => change({ calendar })} />}
    </Stack>
  );
}

function Aim({ draft, change }: Part) {
  const { t } = useTranslation("indicators");
  const number = (value: string | number) => (value === "" ? null : Number(value));
  return (
    <Stack gap={6} className={own.aim}>
      <SegmentedControl size="xs" aria-label={t("field.direction")} value={draft.direction} onChange={(direction) => change({ direction })} data={["lower", "higher"].map((one) => ({ value: one, label: t(`direction.${one}`) }))} />
      <Group grow align="flex-start">
        <NumberInput required label={t("field.target")} min={0} value={draft.target} onChange={(value) => change({ target: number(value) ?? 0 })} />
        <NumberInput label={t("field.warn")} min={0} value={draft.warn ?? ""} onChange={(value) => change({ warn: number(value) })} />
      </Group>
      <Group grow align="flex-start">
        <NumberInput label={t("field.least")} description={t("field.leastHint")} min={1} allowDecimal={false} value={draft.least ?? 20} onChange={(value) => change({ least: Number(value) || 1 })} />
        <NumberInput label={t("field.weight")} description={t("field.weightHint")} min={0.1} max={1000} value={draft.weight ?? 1} onChange={(value) => change({ weight: Number(value) || 1 })} />
      </Group>
    </Stack>
  );
}

function OwnerField({ owner, onChange }: { owner: string; onChange: (owner: string) => void }) {
  const { t } = useTranslation("indicators");
  const [kind, setKind] = useState(owner.startsWith("role:") ? "role" : "person");
  const id = owner.slice(owner.indexOf(":") + 1);
  return (
    <Stack gap={6}>
      <SegmentedControl
        size="xs"
        aria-label={t("field.owner")}
        value={kind}
        onChange={(next) => {
          setKind(next);
          onChange("");
        }}
        data={["person", "role"].map((one) => ({ value: one, label: t(`party.${one}`) }))}
      />
      {kind === "person" ? <PersonPicker label={t("field.owner")} value={owner ? id : null} onChange={(next) => onChange(next ? `person:${next}` : "")} /> : <TextInput required label={t("field.owner")} description={t("field.roleHint")} value={owner ? id : ""} onChange={(event) => onChange(event.currentTarget.value.trim() ? `role:${event.currentTarget.value.trim()}` : "")} />}
    </Stack>
  );
}
