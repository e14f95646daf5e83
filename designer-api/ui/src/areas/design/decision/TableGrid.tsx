import "@mantine/core/styles/Popover.css";
import { ActionIcon, Button, Group, Menu, Popover, Select, Stack, TextInput, UnstyledButton } from "@mantine/core";
import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp, Copy, MoreVertical, Plus, Trash2 } from "lucide-react";
import { useEffect, useRef, useState, type ClipboardEvent, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import type { ModelProblem } from "@/api/types";
import { useMaybe } from "@/shared/maybe";
import { TYPES, type Column, type Side, type TableData, type editor } from "./dmn";
import { useTyped } from "../modules/typed";
import { cellsOf } from "./paste";
import classes from "./decision.module.css";

interface Props {
  table: TableData;
  edits: boolean;
  wrong: { row: number; side: Side; column: number; problem: ModelProblem }[];
  /** Rules that matched when it was tried, from 1. */
  matched: number[];
  edit: (change: (of: ReturnType<typeof editor>) => void) => void;
  onUndo: () => void;
  onRedo: () => void;
}

/** The rules of a table: arrows go from cell to cell, what is pasted from a sheet fills cells. */
export function TableGrid({ table, edits, wrong, matched, edit, onUndo, onRedo }: Props) {
  const { t } = useTranslation(["decision", "common"]);
  const grid = useRef<HTMLTableElement>(null);
  const columns = table.inputs.length + table.outputs.length;
  const place = (column: number): [Side, number] => (column < table.inputs.length ? ["input", column] : ["output", column - table.inputs.length]);
  const go = (row: number, column: number) => grid.current?.querySelector<HTMLElement>(`[data-cell="${row}:${column}"]`)?.focus();
  // A row that is made by going down from the last one is there with the next drawing.
  const wanted = useRef<[number, number] | null>(null);
  useEffect(() => {
    if (!wanted.current || wanted.current[0] >= table.rows.length) return;
    go(...wanted.current);
    wanted.current = null;
  });
  const keys = (event: KeyboardEvent<HTMLTextAreaElement>, row: number, column: number) => {
    const field = event.currentTarget;
    const start = field.selectionStart === 0 && field.selectionEnd === 0;
    const end = field.selectionStart === field.value.length && field.selectionEnd === field.value.length;
    const whole = field.selectionStart === 0 && field.selectionEnd === field.value.length;
    const move = (down: number, right: number) => {
      event.preventDefault();
      go(row + down, column + right);
    };
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") {
      event.preventDefault();
      field.blur();
      if (event.shiftKey) onRedo();
      else onUndo();
    } else if (event.key === "ArrowUp") move(-1, 0);
    else if (event.key === "ArrowDown") move(1, 0);
    else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      if (row + 1 < table.rows.length) return go(row + 1, column);
      if (!edits) return;
      wanted.current = [row + 1, column];
      field.blur();
      // What was typed here is put first; the row comes with the next turn, on top of it.
      setTimeout(() => grid.current?.querySelector<HTMLButtonElement>("[data-add-row]")?.click());
    } else if (event.key === "ArrowLeft" && (start || whole)) move(0, -1);
    else if (event.key === "ArrowRight" && (end || whole)) move(0, 1);
  };
  const paste = (event: ClipboardEvent<HTMLTextAreaElement>, row: number, column: number) => {
    const cells = cellsOf(event.clipboardData.getData("text/plain"));
    if (!edits || (cells.length === 1 && cells[0]!.length === 1)) return;
    event.preventDefault();
    edit((of) => {
      cells.forEach((line, down) => {
        if (row + down >= table.rows.length) of.addRow(row + down);
        line.forEach((text, right) => {
          if (column + right >= columns) return;
          const [side, index] = place(column + right);
          of.cell(row + down, side, index, text.trim() || (side === "input" ? "-" : ""));
        });
      });
    });
  };
  return (
    <div className={classes.scroll}>
      <table className={classes.grid} ref={grid} data-testid="decision-table">
        <thead>
          <tr>
            <th scope="col" className={classes.number}>
              <span className={classes.hidden}>{t("rule")}</span>
            </th>
            {[...table.inputs.map((one, index) => ["input", index, one] as const), ...table.outputs.map((one, index) => ["output", index, one] as const)].map(([side, index, one]) => (
              <th key={`${side}${one.id}${index}`} scope="col" data-side={side}>
                <Head side={side} index={index} column={one} count={side === "input" ? table.inputs.length : table.outputs.length} edits={edits} edit={edit} />
              </th>
            ))}
            <th scope="col">{t("note")}</th>
            {edits && <th scope="col"><span className={classes.hidden}>{t("actions")}</span></th>}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, number) => (
            <tr key={row.id || number} data-matched={matched.includes(number + 1)}>
              <th scope="row" className={classes.number}>{number + 1}</th>
              {Array.from({ length: columns }, (_, column) => {
                const [side, index] = place(column);
                const text = (side === "input" ? row.inputs : row.outputs)[index] ?? "";
                const mine = wrong.filter((one) => one.row === number && one.side === side && one.column === index);
                const label = t("cell", { rule: number + 1, column: nameOf((side === "input" ? table.inputs : table.outputs)[index]!, t(side)) });
                return (
                  <td key={column} data-side={side} data-wrong={mine.length > 0}>
                    <Cell text={text} label={label} at={`${number}:${column}`} edits={edits} wrong={mine.map((one) => one.problem)} onText={(next) => edit((of) => of.cell(number, side, index, next))} onKeys={(event) => keys(event, number, column)} onPaste={(event) => paste(event, number, column)} />
                  </td>
                );
              })}
              <td className={classes.note}>
                <Cell text={row.note} label={t("cell", { rule: number + 1, column: t("note") })} at={`${number}:${columns}`} edits={edits} wrong={[]} onText={(next) => edit((of) => of.note(number, next))} onKeys={(event) => keys(event, number, columns)} />
              </td>
              {edits && (
                <td className={classes.rowMenu}>
                  <Menu position="bottom-end">
                    <Menu.Target>
                      <ActionIcon variant="subtle" color="gray" aria-label={t("more", { rule: number + 1 })}><MoreVertical size={15} /></ActionIcon>
                    </Menu.Target>
                    <Menu.Dropdown>
                      <Menu.Item leftSection={<Plus size={14} />} onClick={() => edit((of) => of.addRow(number))}>{t("addAbove")}</Menu.Item>
                      <Menu.Item leftSection={<Plus size={14} />} onClick={() => edit((of) => of.addRow(number + 1))}>{t("addBelow")}</Menu.Item>
                      <Menu.Item leftSection={<Copy size={14} />} onClick={() => edit((of) => of.addRow(number + 1, number))}>{t("duplicate")}</Menu.Item>
                      <Menu.Item leftSection={<ArrowUp size={14} />} disabled={number === 0} onClick={() => edit((of) => of.moveRow(number, number - 1))}>{t("up")}</Menu.Item>
                      <Menu.Item leftSection={<ArrowDown size={14} />} disabled={number === table.rows.length - 1} onClick={() => edit((of) => of.moveRow(number, number + 1))}>{t("down")}</Menu.Item>
                      <Menu.Item color="red" leftSection={<Trash2 size={14} />} onClick={() => edit((of) => of.removeRow(number))}>{t("common:action.remove")}</Menu.Item>
                    </Menu.Dropdown>
                  </Menu>
                </td>
              )}
            </tr>
          ))}
        </tbody>
        {edits && (
          <tfoot>
            <tr>
              <td colSpan={columns + 3}>
                <Group gap="xs">
                  <Button size="compact-sm" variant="subtle" data-add-row leftSection={<Plus size={14} aria-hidden />} onClick={() => edit((of) => of.addRow(table.rows.length))}>{t("addRule")}</Button>
                  <Button size="compact-sm" variant="subtle" leftSection={<Plus size={14} aria-hidden />} onClick={() => edit((of) => of.addColumn("input", table.inputs.length))}>{t("addInput")}</Button>
                  <Button size="compact-sm" variant="subtle" leftSection={<Plus size={14} aria-hidden />} onClick={() => edit((of) => of.addColumn("output", table.outputs.length))}>{t("addOutput")}</Button>
                </Group>
              </td>
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}

const nameOf = (column: Column, otherwise: string) => column.label || column.text || otherwise;

interface CellProps {
  text: string;
  label: string;
  at: string;
  edits: boolean;
  wrong: ModelProblem[];
  onText: (text: string) => void;
  onKeys: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
  onPaste?: (event: ClipboardEvent<HTMLTextAreaElement>) => void;
}

function Cell({ text, label, at, edits, wrong, onText, onKeys, onPaste }: CellProps) {
  const { i18n } = useTranslation("decision");
  const maybe = useMaybe("findings");
  const field = useRef<HTMLTextAreaElement>(null);
  const { typed, type, put } = useTyped(text, onText, field);
  const said = wrong.map((one) => (i18n.language === "en" ? one.message : maybe(one.code, one.message))).join("\n");
  return (
    <>
      <textarea
        className={classes.cell}
        rows={1}
        data-cell={at}
        aria-label={label}
        aria-invalid={wrong.length > 0}
        title={said || undefined}
        readOnly={!edits}
        spellCheck={false}
        value={typed}
        onFocus={(event) => event.currentTarget.select()}
        ref={field}
        onChange={(event) => type(event.currentTarget.value)}
        onBlur={put}
        onKeyDown={onKeys}
        onPaste={onPaste}
      />
      {said && <span className={classes.wrong}>{said}</span>}
    </>
  );
}

function Head({ side, index, column, count, edits, edit }: { side: Side; index: number; column: Column; count: number; edits: boolean; edit: Props["edit"] }) {
  const { t, i18n } = useTranslation(["decision", "common"]);
  const [open, setOpen] = useState(false);
  const typeOf = (type: string) => (i18n.exists(`decision:types.${type}`) ? t(`types.${type}`) : type);
  const change = (data: Partial<Column>) => edit((of) => of.column(side, index, data));
  const head = (
    <>
      <span className={classes.side_}>{t(side)}</span>
      <span className={classes.label}><bdi>{nameOf(column, t(side))}</bdi></span>
      <span className={classes.type}>{[column.label ? column.text : "", typeOf(column.type)].filter(Boolean).join(" · ")}</span>
    </>
  );
  if (!edits) return <div className={classes.head}>{head}</div>;
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus withinPortal>
      <Popover.Target>
        <UnstyledButton className={classes.head} onClick={() => setOpen(!open)} aria-label={t("column", { name: nameOf(column, t(side)) })}>{head}</UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs" w={260}>
          <Line label={t("label")} value={column.label} onCommit={(label) => change({ label })} />
          <Line label={t(side === "input" ? "expression" : "outputName")} value={column.text} code onCommit={(text) => change({ text })} />
          <Select label={t("type")} data={[...new Set([...TYPES, ...(column.type ? [column.type] : [])])].map((value) => ({ value, label: typeOf(value) }))} value={column.type || null} clearable comboboxProps={{ withinPortal: false }} onChange={(type) => change({ type: type ?? "" })} />
          <Line label={t("allowed")} hint={t("allowedHint")} value={column.allowed} code onCommit={(allowed) => change({ allowed })} />
          <Group gap={4}>
            <ActionIcon variant="default" aria-label={t("left")} disabled={index === 0} onClick={() => edit((of) => of.moveColumn(side, index, index - 1))}><ArrowLeft size={14} /></ActionIcon>
            <ActionIcon variant="default" aria-label={t("right")} disabled={index === count - 1} onClick={() => edit((of) => of.moveColumn(side, index, index + 1))}><ArrowRight size={14} /></ActionIcon>
            <Button size="compact-sm" variant="default" color="red" ms="auto" disabled={count === 1} leftSection={<Trash2 size={14} aria-hidden />} onClick={() => { setOpen(false); edit((of) => of.removeColumn(side, index)); }}>{t("common:action.remove")}</Button>
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function Line({ label, hint, value, code = false, onCommit }: { label: string; hint?: string; value: string; code?: boolean; onCommit: (value: string) => void }) {
  const field = useRef<HTMLInputElement>(null);
  const { typed, type, put } = useTyped(value, onCommit, field);
  return <TextInput ref={field} label={label} {...(hint ? { description: hint } : {})} value={typed} onChange={(event) => type(event.currentTarget.value)} onBlur={put} onKeyDown={(event) => event.key === "Enter" && put()} {...(code ? { styles: { input: { fontFamily: "var(--mantine-font-family-monospace)" } } } : {})} />;
}
