import { ActionIcon, Button, Group, Select, Stack, Text, TextInput, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { isProblem } from "@/api/problem";
import { freshKey } from "@/api/request";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingRows } from "@/shared/Loading";
import { PersonPicker } from "@/shared/PersonPicker";
import { useProblemText } from "@/shared/problemText";
import type { Valid } from "./access";
import { allEntries, nameOfEntry, putEntry, removeEntry, type Entry, type Kind } from "./entries";
import { Panel, PanelForm, ProcessesField, ValidFields } from "./parts";
import classes from "../admin.module.css";

type Raw = Record<string, unknown>;

/** One thing of the organisation, or a new one. Whatever is changed takes a reason, which stays in the history. */
export function EntryPanel({ kind, id, onClose }: { kind: Kind; id: string | null; onClose: () => void }) {
  const { t } = useTranslation("admin");
  const all = useQuery({ queryKey: keys.admin("entries", kind), queryFn: () => allEntries(kind) });
  const entry = id === null ? null : all.data?.find((one) => one.id === id);
  const title = id === null ? t(`org.add.${kind}`) : <bdi>{entry && "name" in entry ? entry.name : id}</bdi>;
  return (
    <Panel title={title} onClose={onClose}>
      {all.error ? <ErrorState error={all.error} /> : !all.data ? <LoadingRows /> : id !== null && !entry ? <Text>{t("org.gone")}</Text> : <EntryForm key={id} kind={kind} entry={entry ?? null} onClose={onClose} />}
    </Panel>
  );
}

function EntryForm({ kind, entry, onClose }: { kind: Kind; entry: Entry | null; onClose: () => void }) {
  const { t } = useTranslation(["admin", "common"]);
  const say = useProblemText();
  const [value, setValue] = useState<Raw>(entry ? { ...entry } : blank(kind));
  const [reason, setReason] = useState("");
  const set = (change: Raw) => setValue((now) => ({ ...now, ...change }));
  const stale = [keys.admin("entries"), keys.admin("organisation"), keys.people(), keys.departments, ["person"], ["proxies"]];
  const save = useCommand(({ now, force }: { now: Raw; force: boolean }, key) => putEntry(kind, now, reason, key, force), { stale, onDone: onClose });
  const remove = useCommand((force: boolean, key) => removeEntry(kind, String(value["id"]), reason, key, force), { stale, onDone: onClose });
  const text = (name: string) => (typeof value[name] === "string" ? value[name] : "");
  const optional = (name: string, now: string | null) => set({ [name]: now || null });
  const complete = kind === "proxy" ? Boolean(value["principal"] && value["substitute"]) : Boolean(text("id").trim() && text("name").trim());
  return (
    <Stack>
      <PanelForm onSubmit={() => save.mutate({ now: value, force: false })} onClose={onClose} busy={save.isPending} error={save.error} disabled={!complete}>
        {kind !== "proxy" && (
          <Group grow align="flex-start">
            <TextInput label={t("org.id")} required disabled={entry !== null} value={text("id")} onChange={(event) => set({ id: event.currentTarget.value })} />
            <TextInput label={t(kind === "person" ? "user.name" : "org.name")} required value={text("name")} onChange={(event) => set({ name: event.currentTarget.value })} />
          </Group>
        )}
        {kind === "person" && (
          <>
            <Group grow align="flex-start">
              <TextInput label={t("org.email")} type="email" value={text("email")} onChange={(event) => optional("email", event.currentTarget.value)} />
              <Select label={t("org.locale")} clearable clearButtonProps={{ "aria-label": t("common:action.clear") }} data={LOCALES.map((one) => ({ value: one, label: t(`locale.${one}`) }))} value={text("locale") || null} onChange={(now) => optional("locale", now)} />
            </Group>
            <PersonPicker label={t("org.superior")} description={t("org.superiorHint")} value={text("superior") || null} onChange={(now) => optional("superior", now)} without={[text("id")]} />
            <Memberships value={(value["memberships"] as Membership[] | undefined) ?? []} onChange={(memberships) => set({ memberships })} />
          </>
        )}
        {kind === "department" && (
          <>
            <UnitSelect kind="department" label={t("org.parent")} value={text("parent") || null} without={text("id")} onChange={(now) => optional("parent", now)} />
            <PersonPicker label={t("org.head")} value={text("head") || null} onChange={(now) => optional("head", now)} />
          </>
        )}
        {kind === "proxy" && (
          <>
            <PersonPicker label={t("org.principal")} required disabled={entry !== null} value={text("principal") || null} onChange={(now) => set({ principal: now ?? "" })} />
            <PersonPicker label={t("org.substitute")} required value={text("substitute") || null} onChange={(now) => set({ substitute: now ?? "" })} without={[text("principal")]} />
            <ProcessesField value={(value["processes"] as string[] | undefined) ?? []} onChange={(processes) => set({ processes })} />
          </>
        )}
        {/* Below the times of what they belong to. */}
        {kind === "person" && <Title order={3} size="h5">{t("valid.person")}</Title>}
        <ValidFields value={(value["valid"] as Valid | undefined) ?? {}} onChange={(valid) => set({ valid })} />
        <TextInput label={t("reason")} description={t("reasonHint")} value={reason} onChange={(event) => setReason(event.currentTarget.value)} maxLength={200} />
      </PanelForm>
      {entry && (
        <Group justify="space-between">
          <Text className={classes.muted} maw={340}>
            {t("org.removeHint")}
          </Text>
          <Button variant="subtle" color="red" leftSection={<Trash2 size={14} aria-hidden />} loading={remove.isPending} onClick={() => remove.mutate(false)}>
            {t("common:action.remove")}
          </Button>
        </Group>
      )}
      {remove.error && (
        <Text c="red" role="alert">
          {say(remove.error)}
        </Text>
      )}
      {isProblem(save.error, "person-has-tasks") && <AllTheSame label={t("org.force.save")} busy={save.isPending} onForce={() => save.mutate({ now: value, force: true })} />}
      {isProblem(remove.error, "person-has-tasks") && <AllTheSame label={t("org.force.remove")} busy={remove.isPending} onForce={() => remove.mutate(true)} />}
    </Stack>
  );
}

/** Whoever leaves at once leaves their tasks behind: that is asked for, and not done by mistake. */
function AllTheSame({ label, busy, onForce }: { label: string; busy: boolean; onForce: () => void }) {
  const { t } = useTranslation("admin");
  return (
    <Group justify="space-between">
      <Text className={classes.muted} maw={340}>
        {t("org.force.hint")}
      </Text>
      <Button color="red" loading={busy} onClick={onForce}>
        {label}
      </Button>
    </Group>
  );
}

const LOCALES = ["zh-CN", "en"] as const;

function blank(kind: Kind): Raw {
  if (kind === "proxy") return { id: `proxy-${freshKey().slice(0, 8)}`, principal: "", substitute: "", processes: [], valid: {}, reason: null };
  return { id: "", name: "", valid: {}, ...(kind === "person" ? { memberships: [] } : {}) };
}

export interface Membership {
  kind: string;
  id: string;
  valid: Valid;
}

const UNITS = ["department", "post", "role", "group"] as const;

/** Where somebody belongs, each from when until when. The first department is their main one. */
function Memberships({ value, onChange }: { value: Membership[]; onChange: (value: Membership[]) => void }) {
  const { t } = useTranslation(["admin", "common"]);
  const at = (index: number, change: Partial<Membership>) => onChange(value.map((one, number) => (number === index ? { ...one, ...change } : one)));
  return (
    <section>
      <Group justify="space-between">
        <Title order={3} size="h5">
          {t("org.memberships")}
        </Title>
        <Button variant="subtle" size="compact-sm" leftSection={<Plus size={14} aria-hidden />} onClick={() => onChange([...value, { kind: "department", id: "", valid: {} }])}>
          {t("org.addMembership")}
        </Button>
      </Group>
      <Stack gap="xs">
        {value.map((one, index) => (
          <div key={index}>
            <Group align="flex-end" wrap="nowrap" gap="xs">
              <Select aria-label={t("org.unitKind")} w={146} allowDeselect={false} data={UNITS.map((kind) => ({ value: kind, label: t(`org.one.${kind}`) }))} value={one.kind} onChange={(kind) => at(index, { kind: kind ?? "department", id: "" })} />
              <div style={{ flex: 1 }}>
                <UnitSelect kind={one.kind} name={t(`org.one.${one.kind}`)} value={one.id || null} onChange={(id) => at(index, { id: id ?? "" })} />
              </div>
              <ActionIcon variant="subtle" color="red" aria-label={t("org.removeMembership", { id: one.id })} onClick={() => onChange(value.filter((_, number) => number !== index))}>
                <Trash2 size={14} />
              </ActionIcon>
            </Group>
            <ValidFields value={one.valid} onChange={(valid) => at(index, { valid })} />
          </div>
        ))}
      </Stack>
    </section>
  );
}

function UnitSelect({ kind, label, name, value, without, onChange }: { kind: string; label?: string; name?: string; value: string | null; without?: string; onChange: (id: string | null) => void }) {
  const { t } = useTranslation("common");
  const units = useQuery({ queryKey: keys.admin("entries", kind), queryFn: () => allEntries(kind) });
  const data = (units.data ?? []).filter((one) => one.id !== without).map(nameOfEntry);
  return <Select {...(label ? { label } : { "aria-label": name })} searchable clearable clearButtonProps={{ "aria-label": t("action.clear") }} data={data} value={value} onChange={onChange} />;
}
