import { Button, Select, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Play } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { command, freshKey } from "@/api/request";
import type { components } from "@/api/schema";
import { useProblemText } from "@/shared/problemText";
import type { Column, TableData } from "./dmn";
import classes from "./decision.module.css";

type Answer = components["schemas"]["DecisionAnswer"];

/** A name, or a way through names: what a value can be entered for. */
const SIMPLE = /^[\p{L}_$][\p{L}\p{N}_$]*(?:\.[\p{L}_$][\p{L}\p{N}_$]*)*$/u;

interface Props {
  xml: string;
  decision: string;
  table: TableData;
  onMatched: (rules: number[]) => void;
}

/** Asks the table as it stands now, and shows which rules matched. */
export function TryValues({ xml, decision, table, onMatched }: Props) {
  const { t } = useTranslation("decision");
  const say = useProblemText();
  const [values, setValues] = useState<Record<string, string>>({});
  const asked = table.inputs.filter((one) => SIMPLE.test(one.text) && !one.text.startsWith("params."));
  const others = table.inputs.length - asked.length;
  const attempt = useMutation({
    mutationFn: () => command("post", "/api/v1/decision-trials", { body: { xml, decision, variables: variablesOf(asked, values) } } as never, freshKey()) as Promise<Answer>,
    onSuccess: (answer) => onMatched([...(answer.tables.findLast((one) => one.decision === decision)?.rules ?? [])]),
    onError: () => onMatched([]),
  });
  const rules = attempt.data?.tables.findLast((one) => one.decision === decision)?.rules ?? [];
  return (
    <section className={classes.panel} aria-label={t("try.title")}>
      <h2>{t("try.title")}</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          attempt.mutate();
        }}
      >
        {asked.map((one) => (
          <Value key={one.text} column={one} value={values[one.text] ?? ""} onValue={(value) => setValues({ ...values, [one.text]: value })} />
        ))}
        {others > 0 && <Text size="sm" c="dimmed">{t("try.others", { count: others })}</Text>}
        <Button type="submit" mt="xs" size="compact-sm" variant="default" leftSection={<Play size={13} aria-hidden />} loading={attempt.isPending}>{t("try.ask")}</Button>
      </form>
      <div aria-live="polite" data-testid="try-answer">
        {attempt.error && <Text c="red" size="sm">{say(attempt.error)}</Text>}
        {attempt.data && (
          <>
            <Text size="sm" mt="xs"><b>{t("try.result")}</b> <code className={classes.result}>{JSON.stringify(attempt.data.result)}</code></Text>
            <Text size="sm" c="dimmed">{rules.length > 0 ? t("try.matched", { rules: rules.join(", ") }) : t("try.none")}</Text>
            {attempt.data.problems.map((problem, index) => <Text key={index} size="sm" c="var(--weir-overdue)">{problem}</Text>)}
          </>
        )}
      </div>
    </section>
  );
}

function Value({ column, value, onValue }: { column: Column; value: string; onValue: (value: string) => void }) {
  const { t } = useTranslation("decision");
  const label = column.label || column.text;
  if (column.type === "boolean") return <Select label={label} data={[{ value: "true", label: t("yes") }, { value: "false", label: t("no") }]} value={value || null} clearable onChange={(next) => onValue(next ?? "")} />;
  return <TextInput label={label} value={value} {...(column.type === "number" ? { inputMode: "decimal" as const } : {})} onChange={(event) => onValue(event.currentTarget.value)} />;
}

/** What was entered, as the types of the columns say. What is empty is null. */
export function variablesOf(columns: Column[], values: Record<string, string>): Record<string, unknown> {
  const all: Record<string, unknown> = {};
  for (const { text, type } of columns) {
    const typed = (values[text] ?? "").trim();
    const number = Number(typed);
    const value = typed === "" ? null : type === "boolean" ? typed === "true" : type === "number" || (type !== "string" && typed !== "" && Number.isFinite(number)) ? (Number.isFinite(number) ? number : typed) : typed;
    const way = text.split(".");
    let at = all;
    for (const part of way.slice(0, -1)) at = (at[part] ??= {}) as Record<string, unknown>;
    at[way.at(-1)!] = value;
  }
  return all;
}
