import { MultiSelect, NativeSelect, NumberInput, Select, Switch, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import type { AlertRuleSpec } from "@/api/types";
import { useMay } from "@/app/session";
import { sorted } from "@/form/DepartmentPicker";
import { useDepartments } from "@/form/useDepartments";
import { CalendarPicker } from "@/shared/CalendarPicker";
import { useDefinitions } from "@/shared/definitions";
import { ClockField } from "@/shared/ClockField";
import { MomentField } from "@/shared/MomentField";
import { PeoplePicker, PersonPicker } from "@/shared/PersonPicker";
import { SpanField } from "@/shared/SpanField";
import { ZoneField } from "@/shared/ZoneField";
import { zoneHere } from "@/shared/zones";
import classes from "../alerts.module.css";
import { useRules } from "./asked";
import { FACTORS, useSay } from "./say";
import { useDuties, useIndicators, useNorms } from "./source";
import { DETECTORS, OF_TIMES, TOGETHER, comparesVersions, detectorOf, dutyOf, fitted, guarding, holding, indicatorOf, isAt, metricOf, metricsAt, moved, narrowed, normOf, unitOf, watching, type DetectorName, type MetricName } from "./spec";

interface Props {
  id: string | null;
  spec: AlertRuleSpec;
  onChange: (spec: AlertRuleSpec) => void;
  disabled: boolean;
}

/** What a rule says, in the order in which one thinks of it: what, when it is bad, for how long, who is told. */
export function RuleForm(props: Props) {
  const { t } = useTranslation("alerts");
  return (
    <fieldset disabled={props.disabled} className={classes.form} style={{ border: 0, margin: 0, padding: 0 }}>
      <h2>{t("form.what")}</h2>
      <Name {...props} />
      <Place {...props} />
      <Measured {...props} />
      <h2>{t("form.when")}</h2>
      <Lines {...props} />
      <h2>{t("form.who")}</h2>
      <Told {...props} />
    </fieldset>
  );
}

function Name({ spec, onChange, disabled }: Props) {
  const { t } = useTranslation("alerts");
  const set = (change: Partial<AlertRuleSpec["name"]>) => onChange({ ...spec, name: { ...spec.name, ...change } });
  return (
    <>
      <TextInput label={t("form.nameZh")} disabled={disabled} value={spec.name["zh-CN"]} onChange={(event) => set({ "zh-CN": event.currentTarget.value })} />
      <TextInput label={t("form.nameEn")} disabled={disabled} value={spec.name.en} onChange={(event) => set({ en: event.currentTarget.value })} />
    </>
  );
}

/** The place that is everywhere. */
const ALL = "a:";

function Place({ spec, onChange, disabled }: Props) {
  const { t } = useTranslation("alerts");
  const may = useMay();
  const definitions = useDefinitions();
  const landscape = useQuery({ queryKey: keys.landscape(), queryFn: () => get("/api/v1/landscape"), staleTime: 60_000, enabled: may("see-models") });
  const departments = useDepartments();
  const [everywhere, setEverywhere] = useState(false);
  const { process, node, landscape: part, department, tag } = spec.scope;
  const linked = (landscape.data?.nodes ?? []).filter((one) => one.level <= 3);
  const nodes = useQuery({
    queryKey: keys.analytics("nodes", process),
    queryFn: () => get("/api/v1/analytics/processes/{id}", { path: { id: process ?? "" } }),
    enabled: Boolean(process),
    staleTime: 60_000,
  });
  // What is watched elsewhere is another measure, with other lines.
  const scope = (change: AlertRuleSpec["scope"]) => onChange(fitted({ ...spec, scope: change }, !("metric" in spec.source)));
  const processes = (definitions.data ?? []).map((one) => ({ value: `p:${one.process}`, label: one.name ?? one.process }));
  const parts = linked.map((one) => ({ value: `l:${one.id}`, label: one.name["zh-CN"] || one.name.en || one.id }));
  const chosen = part ? `l:${part}` : process ? `p:${process}` : department || tag || everywhere ? ALL : null;
  const units = sorted(departments.data ?? []);
  if (department && !units.some((one) => one.value === department)) units.push({ value: department, label: department });
  const to = (value: string) => (value === ALL ? {} : value.startsWith("l:") ? { landscape: value.slice(2) } : { process: value.slice(2) });
  const place = (value: string) => {
    setEverywhere(value === ALL);
    scope(moved(spec.scope, to(value)));
  };
  // Whose work it is about, and which versions, goes with the place; without either of them and without a place nothing is said.
  const only = (change: { department?: string | null; tag?: string | null }) => {
    const { department: _, tag: __, ...rest } = spec.scope;
    const next = { department, tag, ...change };
    onChange(narrowed(spec, { ...rest, ...(next.department ? { department: next.department } : {}), ...(next.tag ? { tag: next.tag } : {}) }));
  };
  return (
    <>
      <Select label={t("form.place")} required searchable disabled={disabled} allowDeselect={false} data={[{ value: ALL, label: t("form.everywhere") }, { group: t("form.processes"), items: processes }, { group: t("form.landscape"), items: parts }]} value={chosen} description={chosen === ALL && !department && !tag ? t("form.everywhereHint") : undefined} onChange={(value) => value && place(value)} />
      <Select label={t("form.node")} description={undefined} clearable searchable disabled={disabled || !process || indicatorOf(spec) !== null} placeholder={t("form.whole")} data={(nodes.data?.nodes ?? []).map((one) => ({ value: one.node, label: one.name ?? one.node }))} value={node ?? null} onChange={(value) => scope({ ...moved(spec.scope, { process: process ?? "" }), ...(value ? { node: value } : {}) })} clearButtonProps={{ "aria-label": t("form.whole") }} />
      <Select label={t("form.department")} description={t(node ? "form.departmentDid" : "form.departmentBegan")} clearable searchable disabled={disabled} placeholder={t("form.anybody")} data={units} value={department ?? null} onChange={(value) => only({ department: value })} clearButtonProps={{ "aria-label": t("form.anybody") }} />
      <TextInput label={t("form.tag")} description={t("form.tagHint")} disabled={disabled} placeholder={t("form.anyVersion")} value={tag ?? ""} onChange={(event) => only({ tag: event.currentTarget.value.trim() || null })} />
    </>
  );
}

function Measured({ spec, onChange, disabled }: Props) {
  const { t } = useTranslation("alerts");
  const say = useSay();
  const metric = metricOf(spec) as MetricName;
  const indicator = indicatorOf(spec);
  const detector = detectorOf(spec);
  const times = OF_TIMES.includes(metric);
  const all = useIndicators(true).data ?? [];
  // Those of the place; a rule about an activity watches what is measured of activities.
  const there = spec.scope.node ? [] : all.filter((one) => isAt(one, spec.scope));
  const measures = metricsAt(Boolean(spec.scope.node)).map((one) => ({ value: one as string, label: t(`metric.${one}`) }));
  const indicators = there.map((one) => ({ value: `i:${one.key}`, label: say.name(one.name, one.key) }));
  // One that is gone, or may not be seen, is still what the rule says.
  if (indicator !== null && !there.some((one) => one.key === indicator)) indicators.push({ value: `i:${indicator}`, label: indicator });
  const duty = dutyOf(spec);
  const kept = (useDuties().data ?? []).filter((one) => one.spec.process && (!spec.scope.process || one.spec.process === spec.scope.process) && !spec.scope.node && !spec.scope.department);
  const duties = kept.map((one) => ({ value: `d:${one.id}`, label: say.name(one.spec.name, one.id) }));
  if (duty !== null && !kept.some((one) => one.id === duty)) duties.push({ value: `d:${duty}`, label: duty });
  const norm = normOf(spec);
  const declared = (useNorms(spec.scope.process).data ?? []).filter(() => !spec.scope.node);
  const norms = declared.map((one) => ({ value: `n:${one.id}`, label: say.name(one.name, one.id) }));
  if (norm !== null && !declared.some((one) => one.id === norm)) norms.push({ value: `n:${norm}`, label: norm });
  const measure = (value: string) => {
    const held = declared.find((one) => value === `n:${one.id}`);
    if (held) return onChange(holding(spec, held));
    if (value.startsWith("n:")) return;
    const chosen = kept.find((one) => value === `d:${one.id}`);
    if (chosen) return onChange(guarding(spec, chosen));
    if (value.startsWith("d:")) return;
    const found = there.find((one) => value === `i:${one.key}`);
    if (found) onChange(watching(spec, found));
    else if (!value.startsWith("i:")) onChange(fitted({ ...spec, source: { metric: value as MetricName } }, true));
  };
  const choose = (value: DetectorName) => {
    const next: AlertRuleSpec = { ...spec, detector: value === "threshold" || value === "version" ? value : value === "seasonal" ? { seasonal: 8 } : { outliers: 0.99 } };
    const found = there.find((one) => one.key === indicator);
    if (indicator === null) onChange(fitted(next, true));
    else if (value === "threshold" && found) onChange(watching(spec, found));
    else onChange({ ...next, side: "above", warn: 3, critical: null, clear: null });
  };
  const detectors = DETECTORS.filter((one) => (one === "version" ? comparesVersions(spec) : one === "outliers" ? times : one === "seasonal" ? metric !== "running" && duty === null && norm === null : true));
  return (
    <>
      <Select label={t("column.metric")} disabled={disabled} searchable allowDeselect={false} data={[{ group: t("form.measures"), items: measures }, ...(indicators.length > 0 ? [{ group: t("form.indicators"), items: indicators }] : []), ...(duties.length > 0 ? [{ group: t("form.duties"), items: duties }] : []), ...(norms.length > 0 ? [{ group: t("form.norms"), items: norms }] : [])]} value={norm !== null ? `n:${norm}` : duty !== null ? `d:${duty}` : indicator === null ? metric : `i:${indicator}`} onChange={(value) => value && measure(value)} />
      <Select label={t("form.statistic")} disabled={disabled || !times || detector === "outliers"} allowDeselect={false} data={["mean", "p95"].map((one) => ({ value: one, label: t(`statistic.${one}`) }))} value={indicator === null && duty === null && norm === null ? (spec.statistic ?? "mean") : null} placeholder={t("form.byIndicator")} onChange={(value) => value && onChange({ ...spec, statistic: value as "mean" | "p95" })} />
      <Select data-wide label={t("form.detector")} description={t(`detector.${detector}Hint`)} disabled={disabled} allowDeselect={false} data={detectors.map((one) => ({ value: one as string, label: t(`detector.${one}`) }))} value={detector} onChange={(value) => value && choose(value as DetectorName)} />
      <NumberInput label={t("form.window")} disabled={disabled} min={1} max={2160} allowDecimal={false} value={spec.windowHours} onChange={(value) => typeof value === "number" && onChange({ ...spec, windowHours: value })} />
      <CalendarPicker label={t("form.windowCalendar")} description={t("form.windowCalendarHint")} disabled={disabled} placeholder={t("form.byTheClock")} value={spec.windowCalendar ?? null} onChange={(windowCalendar) => onChange({ ...spec, windowCalendar })} />
      <NumberInput label={t("form.every")} disabled={disabled} min={1} max={1440} allowDecimal={false} value={spec.everyMinutes} onChange={(value) => typeof value === "number" && onChange({ ...spec, everyMinutes: value })} />
    </>
  );
}

function Lines({ spec, onChange, disabled }: Props) {
  const { t } = useTranslation("alerts");
  const unit = unitOf(spec);
  const factor = FACTORS[unit] ?? 1;
  const shown = (value: number | null | undefined) => (value === null || value === undefined ? "" : Number((value / factor).toPrecision(10)));
  const change = (name: "warn" | "critical" | "clear", value: number | null) => (value !== null || name !== "warn") && onChange({ ...spec, [name]: value });
  const line = (name: "warn" | "critical" | "clear") =>
    unit === "ms" || unit === "ms-more" ? (
      <SpanField label={t(`form.${name}`)} required={name === "warn"} disabled={disabled} value={spec[name]} onChange={(ms) => change(name, ms)} />
    ) : (
      <NumberInput
        label={t(`form.${name}`)}
        suffix={unit === "count" ? "" : t(`form.suffix.${unit}`)}
        required={name === "warn"}
        disabled={disabled}
        value={shown(spec[name])}
        onChange={(value) => (typeof value === "number" ? change(name, value * factor) : value === "" && change(name, null))}
      />
    );
  const whole = (name: "beyond" | "of" | "keep") => <NumberInput label={t(`form.${name}`)} disabled={disabled} min={1} max={288} allowDecimal={false} value={spec[name]} onChange={(value) => typeof value === "number" && onChange({ ...spec, [name]: value })} />;
  return (
    <>
      <Select label={t("form.side")} disabled={disabled} allowDeselect={false} data={["above", "below"].map((one) => ({ value: one, label: t(`form.${one}`) }))} value={spec.side} onChange={(value) => value && onChange({ ...spec, side: value as "above" | "below", critical: null, clear: null })} />
      <NumberInput label={t("form.least")} description={undefined} disabled={disabled} min={0} allowDecimal={false} value={spec.least} onChange={(value) => typeof value === "number" && onChange({ ...spec, least: value })} />
      <div className={classes.three} data-wide>
        {line("warn")}
        {line("critical")}
        {line("clear")}
      </div>
      <div className={classes.three} data-wide>
        {whole("beyond")}
        {whole("of")}
        {whole("keep")}
      </div>
    </>
  );
}

function Told({ id, spec, onChange, disabled }: Props) {
  const { t } = useTranslation("alerts");
  const may = useMay();
  const say = useSay();
  const rules = useRules();
  const roles = useQuery({
    queryKey: keys.admin("entries", "roles of alerts"),
    queryFn: async () => (await get("/api/v1/organisation/entries", { query: { kind: "role", limit: 1000 } })).items as { role?: { id: string; name: string } }[],
    staleTime: 60_000,
    enabled: may("manage-organisation"),
  });
  const ofRoles = (roles.data ?? []).flatMap((one) => (one.role ? [one.role] : []));
  const webhooks = useQuery({ queryKey: keys.admin("webhooks"), queryFn: () => get("/api/v1/webhooks"), enabled: may("manage-access"), retry: false });
  const receivers = { people: spec.receivers?.people ?? [], roles: spec.receivers?.roles ?? [], webhooks: spec.receivers?.webhooks ?? [] };
  const to = (change: Partial<typeof receivers>) => onChange({ ...spec, receivers: { ...receivers, ...change } });
  const known = (ids: string[], chosen: string[]) => [...new Set([...ids, ...chosen])];
  const hooks = webhooks.data?.items ?? [];
  return (
    <>
      <PeoplePicker label={t("form.people")} disabled={disabled} value={receivers.people} onChange={(people) => to({ people })} />
      <MultiSelect label={t("form.roles")} disabled={disabled} searchable data={known(ofRoles.map((one) => one.id), receivers.roles).map((one) => ({ value: one, label: ofRoles.find((role) => role.id === one)?.name ?? one }))} value={receivers.roles} onChange={(value) => to({ roles: value })} />
      <MultiSelect label={t("form.webhooks")} disabled={disabled} data={known(hooks.map((one) => one.id), receivers.webhooks)} value={receivers.webhooks} onChange={(value) => to({ webhooks: value })} />
      <PersonPicker label={t("form.owner")} disabled={disabled} value={spec.owner ?? null} onChange={(owner) => onChange({ ...spec, owner })} />
      <MultiSelect label={t("form.inhibitedBy")} disabled={disabled} searchable data={(rules.data ?? []).filter(({ rule }) => rule.id !== id).map(({ rule }) => ({ value: rule.id, label: say.name(rule.spec.name, rule.id) }))} value={spec.inhibitedBy ?? []} onChange={(inhibitedBy) => onChange({ ...spec, inhibitedBy })} />
      <NumberInput label={t("form.repeat")} disabled={disabled} min={1} max={10080} allowDecimal={false} value={spec.repeatMinutes ?? ""} onChange={(value) => onChange({ ...spec, repeatMinutes: typeof value === "number" ? value : null })} />
      <NativeSelect label={t("form.together")} disabled={disabled} data={TOGETHER.map((one) => ({ value: one, label: t(`together.${one}`) }))} value={spec.together ?? "process"} onChange={(event) => onChange({ ...spec, together: TOGETHER.find((one) => one === event.currentTarget.value) ?? "process" })} />
      <NumberInput label={t("form.reopen")} disabled={disabled} min={0} max={720} allowDecimal={false} value={spec.reopenHours ?? 0} onChange={(value) => typeof value === "number" && onChange({ ...spec, reopenHours: value })} />
      <Quiet spec={spec} onChange={onChange} disabled={disabled} />
      <Switch label={t("form.criticalAlways")} disabled={disabled} checked={spec.criticalAlways ?? false} onChange={(event) => onChange({ ...spec, criticalAlways: event.currentTarget.checked })} />
      <fieldset disabled={disabled} style={{ border: 0, margin: 0, padding: 0 }}>
        <MomentField label={t("form.effectiveFrom")} description={t("form.effectiveFromHint")} value={spec.effectiveFrom ?? ""} onChange={(at) => onChange({ ...spec, effectiveFrom: at || null })} />
      </fieldset>
      <Switch label={t("form.enabled")} disabled={disabled} checked={spec.enabled} onChange={(event) => onChange({ ...spec, enabled: event.currentTarget.checked })} />
    </>
  );
}

/** One quiet time is edited here, that of every day; others that a program has set stay as they are. */
function Quiet({ spec, onChange, disabled }: Omit<Props, "id">) {
  const { t } = useTranslation("alerts");
  const quiet = spec.quiet ?? [];
  const [first, ...rest] = quiet;
  const set = (change: Partial<NonNullable<typeof first>>) => {
    const now = { from: "22:00:00", until: "08:00:00", timeZone: zoneHere(), days: [], ...first, ...change };
    onChange({ ...spec, quiet: now.from && now.until ? [now, ...rest] : rest });
  };
  const field = (end: "from" | "until") => (
    <ClockField disabled={disabled} label={t(`form.quiet.${end}`)} value={first?.[end]?.slice(0, 5) ?? ""} onChange={(at) => (at ? set({ [end]: `${at}:00` }) : onChange({ ...spec, quiet: rest }))} />
  );
  return (
    <>
      <div className={classes.three} style={{ gridTemplateColumns: "1fr 1fr" }}>
        {field("from")}
        {field("until")}
      </div>
      {first && <ZoneField disabled={disabled} value={first.timeZone} onChange={(timeZone) => set({ timeZone })} />}
    </>
  );
}
