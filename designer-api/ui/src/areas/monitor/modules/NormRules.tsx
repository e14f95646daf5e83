import { Button, Group, NumberInput, Select, Stack, TextInput } from "@mantine/core";
import { Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { NormRule } from "@/api/types";
import { useModel } from "./asked";
import { COUNTED, KINDS, fresh, normOf, partsOf, type Parts } from "./normRules";
import classes from "../monitor.module.css";

/** What somebody or something does; gateways, events and flows are in no rule. */
const DONE = /([tT]ask|callActivity)$/;

/** The rules that every instance of a process is held against: what must be done, in what order, within what time, by whom. */
export function NormRules({ process, rules, onChange }: { process: string; rules: NormRule[]; onChange: (rules: NormRule[]) => void }) {
  const { t } = useTranslation("monitor");
  const { names, nameOf } = useModel(process, undefined);
  const activities = [...names].filter(([, { kind }]) => DONE.test(kind)).map(([id]) => ({ value: id, label: nameOf(id) }));
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
      <legend className={classes.small}>{t("norms.title")}</legend>
      <Stack gap="sm">
        {rules.map((rule, at) => (
          <Rule key={rule.id} rule={rule} activities={activities} onChange={(next) => onChange(rules.map((one, index) => (index === at ? next : one)))} onDrop={() => onChange(rules.filter((_, index) => index !== at))} />
        ))}
        <Button size="xs" variant="default" w="fit-content" leftSection={<Plus size={14} aria-hidden />} onClick={() => onChange([...rules, fresh(rules)])}>
          {t("norms.add")}
        </Button>
      </Stack>
    </fieldset>
  );
}

function Rule({ rule, activities, onChange, onDrop }: { rule: NormRule; activities: { value: string; label: string }[]; onChange: (rule: NormRule) => void; onDrop: () => void }) {
  const { t } = useTranslation("monitor");
  const parts = partsOf(rule.norm);
  const counted = COUNTED.includes(parts.kind);
  const set = (change: Partial<Parts>) => onChange({ ...rule, norm: normOf({ ...parts, ...change }) });
  const named = (change: Partial<NormRule["name"]>) => onChange({ ...rule, name: { ...rule.name, ...change } });
  // What only an earlier version has is still what the rule says.
  const all = (value: string) => (value && !activities.some((one) => one.value === value) ? [...activities, { value, label: value }] : activities);
  const activity = (name: "one" | "other", label: string) => <Select size="xs" label={label} required searchable allowDeselect={false} data={all(parts[name])} value={parts[name] || null} onChange={(value) => value && set({ [name]: value })} />;
  return (
    <Stack gap={4} role="group" aria-label={rule.name.en || rule.name["zh-CN"] || rule.id}>
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <Select size="xs" style={{ flex: 1 }} label={t("norms.kind")} allowDeselect={false} data={KINDS.map((kind) => ({ value: kind as string, label: t(`norms.kinds.${kind}`) }))} value={parts.kind} onChange={(value) => set({ kind: KINDS.find((kind) => kind === value) ?? "response" })} />
        <Button size="xs" variant="subtle" color="red" aria-label={t("scoring.dropRule")} onClick={onDrop}>
          <Trash2 size={14} aria-hidden />
        </Button>
      </Group>
      <Group gap="xs" align="flex-end" grow>
        {activity("one", t(`norms.one.${parts.kind}`))}
        {counted ? (
          <NumberInput size="xs" label={t(`norms.times.${parts.kind}`)} min={1} max={1000} allowDecimal={false} value={parts.times} onChange={(value) => typeof value === "number" && set({ times: value })} />
        ) : (
          activity("other", t(`norms.other.${parts.kind}`))
        )}
        {parts.kind === "response" && <NumberInput size="xs" label={t("norms.hours")} placeholder={t("norms.whenever")} min={1} max={87840} allowDecimal={false} value={parts.hours ?? ""} onChange={(value) => set({ hours: typeof value === "number" ? value : null })} />}
      </Group>
      <Group gap="xs" grow>
        <TextInput size="xs" label={t("norms.nameZh")} value={rule.name["zh-CN"]} onChange={(event) => named({ "zh-CN": event.currentTarget.value })} />
        <TextInput size="xs" label={t("norms.nameEn")} value={rule.name.en} onChange={(event) => named({ en: event.currentTarget.value })} />
      </Group>
    </Stack>
  );
}
