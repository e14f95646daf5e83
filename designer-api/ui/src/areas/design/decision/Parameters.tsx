import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { get } from "@/api/request";
import { isProblem } from "@/api/problem";
import { amount } from "@/shared/amount";
import type { TableData } from "./dmn";
import classes from "./decision.module.css";

/** The rule parameters that cells name, with the values in force. */
export function Parameters({ table }: { table: TableData }) {
  const { t } = useTranslation("decision");
  const text = table.rows.flatMap((row) => [...row.inputs, ...row.outputs]).concat(table.inputs.map((one) => one.text)).join("\n");
  const names = [...new Set(Array.from(text.matchAll(/\bparams\.([\p{L}_][\p{L}\p{N}_]*)/gu), (found) => found[1]!))].sort();
  if (names.length === 0) return null;
  return (
    <section className={classes.panel} aria-label={t("parameters.title")} data-testid="parameters">
      <h2>{t("parameters.title")}</h2>
      {names.map((name) => <Parameter key={name} name={name} />)}
    </section>
  );
}

function Parameter({ name }: { name: string }) {
  const { t } = useTranslation("decision");
  const state = useQuery({ queryKey: ["parameter", name], queryFn: () => get("/api/v1/parameters/{name}", { path: { name } }), retry: false });
  const missing = isProblem(state.error) && state.error.status === 404;
  const value = state.data?.value;
  return (
    <Text size="sm">
      <code>{`params.${name}`}</code>{" "}
      {missing ? <span className={classes.missing}>{t("parameters.missing")}</span> : state.data ? <b>{value === null || value === undefined ? t("parameters.none") : amount(value, state.data.unit)}</b> : null}
    </Text>
  );
}
