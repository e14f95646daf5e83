import { ActionIcon, Button, Group, NativeSelect, Popover, Stack, Text, TextInput } from "@mantine/core";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { COMPARISONS, TESTS_MAX, asksForNothing, textOf, valueOf, type Comparison, type VariableTest } from "./lookedFor";

interface Row {
  name: string;
  is: Comparison;
  text: string;
}

const EMPTY: Row = { name: "", is: "equal", text: "" };
const rowOf = ({ name, is, value }: VariableTest): Row => ({ name, is, text: textOf(value) });

/** What the variables of the instances are to be: asked for together, when all is entered. */
export function VariableTests({ tests, onChange }: { tests: VariableTest[]; onChange: (tests: VariableTest[]) => void }) {
  const { t } = useTranslation("ops");
  const [rows, setRows] = useState<Row[] | null>(null);
  const open = () => setRows(tests.length > 0 ? tests.map(rowOf) : [EMPTY]);
  const change = (at: number, part: Partial<Row>) => setRows((all) => all && all.map((row, place) => (place === at ? { ...row, ...part } : row)));
  const find = () => {
    const asked = (rows ?? []).filter((row) => row.name.trim());
    onChange(asked.map(({ name, is, text }) => ({ name: name.trim(), is, value: asksForNothing(is) ? null : valueOf(text) })));
    setRows(null);
  };
  return (
    <Popover opened={rows !== null} onChange={(opened) => !opened && setRows(null)} position="bottom-end" trapFocus withinPortal>
      <Popover.Target>
        <Button variant={tests.length > 0 ? "light" : "default"} onClick={() => (rows ? setRows(null) : open())} aria-haspopup="dialog">
          {tests.length > 0 ? t("instances.variablesSome", { count: tests.length }) : t("instances.variables")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("instances.variables")}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            find();
          }}
        >
          <Stack gap="xs">
            {rows?.map((row, at) => (
              <Group key={at} gap={6} wrap="nowrap" align="flex-end">
                <TextInput aria-label={t("instances.variable")} placeholder={t("instances.variable")} w={130} value={row.name} onChange={(event) => change(at, { name: event.currentTarget.value })} />
                <NativeSelect aria-label={t("instances.comparison")} w={120} data={COMPARISONS.map((one) => ({ value: one, label: t(`instances.is.${one}`) }))} value={row.is} onChange={(event) => change(at, { is: event.currentTarget.value as Comparison })} />
                <TextInput aria-label={t("instances.value")} placeholder={t("instances.value")} title={t("instances.valueHint")} w={130} disabled={asksForNothing(row.is)} value={row.text} onChange={(event) => change(at, { text: event.currentTarget.value })} />
                <ActionIcon variant="subtle" aria-label={t("instances.removeVariable", { number: at + 1 })} onClick={() => setRows(rows.filter((_, place) => place !== at))}>
                  <X size={14} />
                </ActionIcon>
              </Group>
            ))}
            <Text size="sm" c="dimmed" maw={420}>
              {t("instances.variablesHint")}
            </Text>
            <Group justify="space-between">
              <Button variant="subtle" leftSection={<Plus size={14} aria-hidden />} disabled={(rows?.length ?? 0) >= TESTS_MAX} onClick={() => setRows([...(rows ?? []), EMPTY])}>
                {t("instances.addVariable")}
              </Button>
              <Button type="submit">{t("instances.find")}</Button>
            </Group>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
