import { ActionIcon, Autocomplete, Button, SegmentedControl, Text } from "@mantine/core";
import { Plus, Trash2 } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { ChoiceField } from "../modules/fields";
import { OPERATORS, isAlone, literal, literals, readRows, shown, writeRows, type Operator, type Row } from "./feel";
import classes from "../design.module.css";

interface Props {
  text: string;
  /** The names that are offered. */
  names: string[];
  onText: (text: string) => void;
}

const FRESH: Row = { variable: "", operator: "gt", value: "" };

/** A condition put together from rows: all of them hold, or one of them. What is more than that is said to be text. */
export function ConditionRows({ text, names, onText }: Props) {
  const { t } = useTranslation("design");
  // A row that lacks something is no FEEL yet: it is kept here until it is whole.
  const [begun, setBegun] = useState<Row[]>([]);
  const read = readRows(text);
  useEffect(() => setBegun([]), [text]);
  if (!read) {
    return (
      <Text size="sm" c="dimmed">
        {t("condition.written")}
      </Text>
    );
  }
  const rows = [...read.rows, ...begun];
  const put = (next: Row[], join = read.join) => {
    const isWhole = (row: Row) => row.variable.trim() !== "" && (isAlone(row.operator) || row.value !== "");
    const whole = writeRows({ join, rows: next.filter(isWhole) });
    const rest = next.filter((row) => !isWhole(row));
    if (whole === writeRows(read) && join === read.join) setBegun(rest);
    else onText(whole);
  };
  return (
    <div className={classes.conditions} data-testid="condition-rows">
      {rows.length > 1 && (
        <SegmentedControl
          size="xs"
          aria-label={t("condition.join")}
          value={read.join}
          onChange={(join) => put(rows, join as "and" | "or")}
          data={(["and", "or"] as const).map((value) => ({ value, label: t(`condition.${value}`) }))}
        />
      )}
      {rows.map((row, index) => (
        <RowFields key={index} number={index + 1} row={row} names={names} onChange={(next) => put(rows.map((one, at) => (at === index ? next : one)))} onRemove={() => put(rows.filter((_, at) => at !== index))} />
      ))}
      <Button variant="subtle" size="compact-xs" leftSection={<Plus size={12} aria-hidden />} disabled={begun.length > 0} onClick={() => setBegun([...begun, FRESH])}>
        {t("condition.add")}
      </Button>
    </div>
  );
}

interface RowProps {
  number: number;
  row: Row;
  names: string[];
  onChange: (row: Row) => void;
  onRemove: () => void;
}

function RowFields({ number, row, names, onChange, onRemove }: RowProps) {
  const { t } = useTranslation("design");
  const list = row.operator === "in";
  const operator = (next: string) => {
    const chosen = next as Operator;
    // What was one value is the first of several, and the other way round.
    onChange({ ...row, operator: chosen, value: isAlone(chosen) ? "" : row.value });
  };
  return (
    <div role="group" aria-label={t("condition.group", { number })} className={classes.condition}>
      <Offered label={t("condition.variable")} value={row.variable} data={names} onCommit={(variable) => onChange({ ...row, variable: variable.trim() })} />
      <ChoiceField fixed label={t("condition.operator")} bare value={row.operator} choices={OPERATORS.map((value) => ({ value, label: t(`condition.op.${value}`) }))} onCommit={operator} />
      {!isAlone(row.operator) && (
        <Offered
          label={t("condition.value")}
          value={shown(row.value, names)}
          data={names.filter((name) => name.startsWith("params."))}
          onCommit={(typed) => onChange({ ...row, value: (list ? literals : literal)(typed, names) })}
        />
      )}
      <ActionIcon variant="subtle" color="gray" aria-label={t("condition.remove", { number })} onClick={onRemove}>
        <Trash2 size={14} />
      </ActionIcon>
    </div>
  );
}

/** A field with names to choose from; told when one leaves it. */
function Offered({ label, value, data, onCommit }: { label: string; value: string; data: string[]; onCommit: (value: string) => void }) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const commit = (next: string) => {
    if (next !== value) onCommit(next);
  };
  return (
    <Autocomplete
      aria-label={label}
      placeholder={label}
      data={data}
      limit={40}
      value={typed}
      onChange={setTyped}
      onOptionSubmit={commit}
      onBlur={() => commit(typed)}
      onKeyDown={(event) => {
        if (event.key === "Enter") commit(typed);
      }}
      styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
    />
  );
}
