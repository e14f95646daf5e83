import { ActionIcon, Button, Text } from "@mantine/core";
import { Plus, Trash2 } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { usePhone } from "@/shared/usePhone";
import { Components } from "./Form";
import { Field } from "./Field";
import { inWords, isMoney } from "./chinese";
import { useForm } from "./context";
import { holds, isHidden, isInput, type Component, type Value } from "./schema";
import { showNumber } from "./show";
import { at, beginning, columnsOf, join, rowPath, total } from "./values";
import classes from "./form.module.css";

/** The rows of a table with what they add up to; on phones each row is a card. */
export function ListField({ component, path, around }: { component: Component; path: string; around: string }) {
  const { t } = useTranslation("form");
  const { t: say } = useTranslation("problems");
  const phone = usePhone();
  const form = useForm();
  const heading = useId();
  const value = at(form.values, path);
  const rows = Array.isArray(value) ? value : [];
  const components = component.components ?? [];
  const columns = columnsOf(components).filter(({ component: column }) => isInput(column) || column.label);
  // What is no column of a table (texts, tables in tables) makes each row a form of its own.
  const flat = components.every((inner) => isInput(inner) || inner.type === "expression");
  const grows = !form.readOnly && component.allowAddRemove !== false && component.isRepeating !== false && !holds(form.live, component.readonly, "");
  const add = () => form.change(path, [...rows, beginning(components, {}) as Value]);
  const remove = (row: number) => form.change(path, rows.filter((_, index) => index !== row));
  const fault = form.faults[path];
  const removeButton = (row: number) => (
    <ActionIcon aria-label={t("removeRow", { row: row + 1 })} onClick={() => remove(row)}>
      <Trash2 size={14} />
    </ActionIcon>
  );
  return (
    <div role="group" aria-labelledby={component.label ? heading : undefined} data-path={path}>
      {component.label && (
        <div id={heading} className={classes.legend}>
          {component.label}
        </div>
      )}
      {rows.length === 0 && <Text c="dimmed">{t("noRows")}</Text>}
      {phone || !flat
        ? rows.map((_, row) => (
            <div key={row} className={classes.rowCard}>
              <div className={classes.rowHead}>
                <span>{t("row", { row: row + 1 })}</span>
                {grows && removeButton(row)}
              </div>
              <Components components={components} around={rowPath(path, row)} row={rowPath(path, row)} />
            </div>
          ))
        : rows.length > 0 && (
            <div className={classes.tableBox}>
              <table className={classes.rows}>
                <thead>
                  <tr>
                    <th scope="col">{t("number")}</th>
                    {columns.map((column) => (
                      <th key={column.path} scope="col" className={column.component.type === "number" ? classes.number : undefined}>
                        {column.component.label ?? column.component.key}
                      </th>
                    ))}
                    {grows && <th scope="col" className={classes.act}>{t("remove")}</th>}
                  </tr>
                </thead>
                <tbody>
                  {rows.map((_, row) => (
                    <tr key={row}>
                      <td>{row + 1}</td>
                      {columns.map((column) => (
                        <td key={column.path} className={column.component.type === "number" ? classes.number : undefined}>
                          {!isHidden(form.live, column.component, rowPath(path, row)) && (
                            <Field component={column.component} path={join(rowPath(path, row), column.path)} row={rowPath(path, row)} bare />
                          )}
                        </td>
                      ))}
                      {grows && <td>{removeButton(row)}</td>}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
      {fault && (
        <Text c="var(--mantine-color-error)" size="xs" mt={4}>
          {say(fault.code, { limit: fault.limit ?? "", detail: "" })}
        </Text>
      )}
      <Totals component={component} rows={rows} around={around} />
      {grows && (
        <Button variant="default" mt={8} leftSection={<Plus size={14} aria-hidden />} onClick={add}>
          {t("addRow")}
        </Button>
      )}
    </div>
  );
}

function Totals({ component, rows, around }: { component: Component; rows: Value[]; around: string }) {
  const { t } = useTranslation("form");
  const { live, values, readOnly } = useForm();
  const totals = component.totals ?? [];
  if (totals.length === 0) return null;
  const columns = columnsOf(component.components ?? []);
  return (
    <div className={classes.totals} aria-live="polite">
      {totals.map((one) => {
        const path = join(around, one.key);
        const known = readOnly ? at(values, path) : live.values[path];
        const value = total(rows, one) ?? known;
        const column = columns.find((column) => column.path === one.of)?.component;
        if (value === null || value === undefined) return null;
        const words = column && isMoney(column) && (one.function ?? "sum") === "sum" ? inWords(String(value)) : null;
        return (
          <span key={one.key}>
            {t(`total.${one.function ?? "sum"}`, { column: column?.label ?? one.of ?? "" })}{" "}
            <span data-total={path}>{column && one.function !== "count" ? showNumber(value, column) : String(value)}</span>
            {words && <div className={classes.words}>{words}</div>}
          </span>
        );
      })}
    </div>
  );
}
