import { Alert, Button, Group, Select, Text } from "@mantine/core";
import "@mantine/core/styles/Alert.css";
import { Redo2, Undo2 } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ModelProblem } from "@/api/types";
import { EmptyState } from "@/shared/EmptyState";
import { Coverage } from "./Coverage";
import { AGGREGATIONS, POLICIES, cellAt, decisions, editor, parse, serialize } from "./dmn";
import { Parameters } from "./Parameters";
import { TableGrid } from "./TableGrid";
import { TryValues } from "./TryValues";
import classes from "./decision.module.css";

/** So many steps can be undone. */
const STEPS_MAX = 100;

interface Props {
  xml: string;
  edits: boolean;
  problems: ModelProblem[];
  onXml: (xml: string) => void;
  onReady: () => void;
  onXmlView: () => void;
}

/** The decisions of a file, one table at a time. */
export default function DecisionView({ xml, edits, problems, onXml, onReady, onXmlView }: Props) {
  const { t } = useTranslation("decision");
  const ready = useRef(onReady);
  useEffect(() => ready.current(), []);
  const [past, setPast] = useState<string[]>([]);
  const [behind, setBehind] = useState<string[]>([]);
  const [matched, setMatched] = useState<number[]>([]);
  const [chosen, setChosen] = useState<string | null>(null);
  const read = useMemo(() => {
    const document = parse(xml);
    return document && decisions(document);
  }, [xml]);
  if (!read || read.length === 0) {
    return (
      <EmptyState title={t(read ? "noDecision" : "unreadable")}>
        <Button onClick={onXmlView}>{t("toXml")}</Button>
      </EmptyState>
    );
  }
  const decision = read.find((one) => one.id === chosen) ?? read.find((one) => one.table) ?? read[0]!;
  const table = decision.table;

  const put = (text: string) => {
    setPast([...past, xml].slice(-STEPS_MAX));
    setBehind([]);
    setMatched([]);
    onXml(text);
  };
  const edit = (change: (of: ReturnType<typeof editor>) => void) => {
    const document = parse(xml);
    if (!document) return;
    change(editor(document, decision.id));
    const text = serialize(document);
    if (text !== xml) put(text);
  };
  const undo = () => {
    const text = past.at(-1);
    if (text === undefined) return;
    setPast(past.slice(0, -1));
    setBehind([...behind, xml]);
    onXml(text);
  };
  const redo = () => {
    const text = behind.at(-1);
    if (text === undefined) return;
    setBehind(behind.slice(0, -1));
    setPast([...past, xml]);
    onXml(text);
  };
  const wrong = problems.flatMap((problem) => {
    if (problem.severity === "note") return [];
    const at = cellAt(xml, problem.place.line, problem.place.column);
    return at && at.decision === decision.id ? [{ ...at, problem }] : [];
  });
  return (
    <div className={classes.view}>
      <div className={classes.bar}>
        {read.length > 1 && <Select size="xs" aria-label={t("decision")} data={read.map((one) => ({ value: one.id, label: one.name || one.id }))} value={decision.id} onChange={setChosen} allowDeselect={false} />}
        {table && (
          <>
            <Select
              size="xs"
              aria-label={t("policy")}
              data={POLICIES.map((value) => ({ value, label: t(`policies.${value.replace(" ", "_")}`) }))}
              value={table.policy}
              allowDeselect={false}
              disabled={!edits}
              onChange={(value) => value && edit((of) => of.policy(value, table.aggregation))}
            />
            {table.policy === "COLLECT" && (
              <Select
                size="xs"
                aria-label={t("aggregation")}
                placeholder={t("aggregations.none")}
                data={AGGREGATIONS.map((value) => ({ value, label: t(`aggregations.${value}`) }))}
                value={table.aggregation || null}
                clearable
                disabled={!edits}
                onChange={(value) => edit((of) => of.policy("COLLECT", value ?? ""))}
              />
            )}
          </>
        )}
        {edits && (
          <Group gap={4} ms="auto">
            <Button size="compact-sm" variant="default" leftSection={<Undo2 size={14} aria-hidden />} disabled={past.length === 0} onClick={undo}>{t("undo")}</Button>
            <Button size="compact-sm" variant="default" leftSection={<Redo2 size={14} aria-hidden />} disabled={behind.length === 0} onClick={redo}>{t("redo")}</Button>
          </Group>
        )}
      </div>
      {table ? (
        <div className={classes.body}>
          <div className={classes.main}>
            <TableGrid key={decision.id} table={table} edits={edits} wrong={wrong} matched={matched} edit={edit} onUndo={undo} onRedo={redo} />
            {edits && <Text size="sm" c="dimmed" px="sm" py="xs">{t("keys")}</Text>}
          </div>
          <aside className={classes.side}>
            <TryValues key={decision.id} xml={xml} decision={decision.id} table={table} onMatched={setMatched} />
            <Coverage xml={xml} decision={decision.id} table={table} />
            <Parameters table={table} />
          </aside>
        </div>
      ) : (
        <Alert m="sm" color="gray" title={t("noTable")}>
          <Button variant="default" onClick={onXmlView}>{t("toXml")}</Button>
        </Alert>
      )}
    </div>
  );
}
