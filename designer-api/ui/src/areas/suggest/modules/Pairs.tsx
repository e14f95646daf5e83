import { ActionIcon, Button, Group, Input, Select, Stack, TextInput } from "@mantine/core";
import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { SpanField } from "@/shared/SpanField";

type Pair = [string | null, string | null];

/** Pairs of steps. One that is not whole yet, or names one step twice, is not told. */
export function Pairs({ label, hint, steps, value, onChange }: { label: string; hint: string; steps: { value: string; label: string }[]; value: string[][]; onChange: (pairs: string[][]) => void }) {
  const { t } = useTranslation(["suggest", "common"]);
  const [rows, setRows] = useState<Pair[]>(value.map(([a, b]) => [a ?? null, b ?? null]));
  const tell = (next: Pair[]) => {
    setRows(next);
    onChange(next.flatMap(([a, b]) => (a && b && a !== b ? [[a, b]] : [])));
  };
  const put = (at: number, pair: Pair) => tell(rows.map((one, place) => (place === at ? pair : one)));
  return (
    <Input.Wrapper label={label} description={hint} role="group" aria-label={label}>
      <Stack gap={6} mt={4}>
        {rows.map(([a, b], at) => (
          <Group key={at} gap={6} wrap="nowrap" align="start">
            <Select aria-label={t("settings.pairFirst", { what: label, n: at + 1 })} searchable data={steps} value={a} onChange={(next) => put(at, [next, b])} style={{ flex: 1, minWidth: 0 }} />
            <Select aria-label={t("settings.pairSecond", { what: label, n: at + 1 })} searchable data={steps} value={b} error={a !== null && a === b ? t("settings.pairSame") : undefined} onChange={(next) => put(at, [a, next])} style={{ flex: 1, minWidth: 0 }} />
            <ActionIcon variant="subtle" size={36} aria-label={t("settings.pairRemove", { what: label, n: at + 1 })} onClick={() => tell(rows.filter((_, place) => place !== at))}>
              <Trash2 size={16} />
            </ActionIcon>
          </Group>
        ))}
        <Button variant="default" size="xs" leftSection={<Plus size={14} />} aria-label={t("settings.pairAddTo", { what: label })} onClick={() => setRows([...rows, [null, null]])} style={{ alignSelf: "start" }}>
          {t("settings.pairAdd")}
        </Button>
      </Stack>
    </Input.Wrapper>
  );
}

/** How long work of each group should wait at most on average. A line without a group or a time is not told. */
export function WaitTargets({ value, onChange }: { value: Record<string, number>; onChange: (targets: Record<string, number>) => void }) {
  const { t } = useTranslation(["suggest", "common"]);
  const [rows, setRows] = useState<{ group: string; ms: number | null }[]>(Object.entries(value).map(([group, ms]) => ({ group, ms })));
  const label = t("settings.waitTargets");
  const tell = (next: typeof rows) => {
    setRows(next);
    onChange(Object.fromEntries(next.flatMap(({ group, ms }) => (group.trim() && ms !== null ? [[group.trim(), ms]] : []))));
  };
  const put = (at: number, change: Partial<(typeof rows)[number]>) => tell(rows.map((one, place) => (place === at ? { ...one, ...change } : one)));
  return (
    <Input.Wrapper label={label} description={t("settings.waitTargetsHint")} role="group" aria-label={label}>
      <Stack gap={6} mt={4}>
        {rows.map((row, at) => (
          <Group key={at} gap={6} wrap="nowrap" align="start">
            <TextInput aria-label={t("settings.waitGroup", { n: at + 1 })} value={row.group} onChange={(event) => put(at, { group: event.currentTarget.value })} style={{ flex: 1, minWidth: 0 }} />
            <SpanField quiet label={t("settings.waitTime", { n: at + 1 })} value={row.ms} onChange={(ms) => put(at, { ms })} />
            <ActionIcon variant="subtle" size={36} aria-label={t("settings.waitRemove", { n: at + 1 })} onClick={() => tell(rows.filter((_, place) => place !== at))}>
              <Trash2 size={16} />
            </ActionIcon>
          </Group>
        ))}
        <Button variant="default" size="xs" leftSection={<Plus size={14} />} onClick={() => setRows([...rows, { group: "", ms: null }])} style={{ alignSelf: "start" }}>
          {t("settings.waitAdd")}
        </Button>
      </Stack>
    </Input.Wrapper>
  );
}
