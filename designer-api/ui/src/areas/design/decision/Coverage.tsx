import { Text } from "@mantine/core";
import { CircleCheck, TriangleAlert } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { command, freshKey } from "@/api/request";
import type { components } from "@/api/schema";
import type { TableData } from "./dmn";
import classes from "./decision.module.css";

type Covered = components["schemas"]["Covered"];
type Found = Covered["tables"][number];

/** So long after the last change it is looked at, in milliseconds. */
const PAUSE = 700;
/** So many of each are shown. */
const SHOWN_MAX = 12;

/** What the rules leave out, and where several match: the server says it, and what it could not look at. */
export function Coverage({ xml, decision, table }: { xml: string; decision: string; table: TableData }) {
  const { t } = useTranslation("decision");
  const [found, setFound] = useState<Found | null>(null);
  useEffect(() => {
    let over = false;
    const timer = setTimeout(() => {
      const asked = command("post", "/api/v1/decision-coverage", { body: { xml } } as never, freshKey()) as Promise<Covered>;
      // What cannot be asked now is asked with the next change.
      asked.then(({ tables }) => !over && setFound(tables.find((one) => one.decision === decision) ?? null)).catch(() => undefined);
    }, PAUSE);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [xml, decision]);
  if (!found) return null;
  const name = (column: number) => table.inputs[column]?.label || table.inputs[column]?.text || String(column + 1);
  const said = (cells: string[]) => cells.flatMap((cell, column) => (cell === "-" ? [] : [`${name(column)} ${cell}`])).join(", ") || t("cover.everything");
  const clean = found.gaps.length + found.overlaps.length + found.unreached.length === 0;
  const unread = found.unread.length + found.unreadColumns.length;
  return (
    <section className={classes.panel} aria-label={t("cover.title")} data-testid="coverage">
      <h2>{t("cover.title")}</h2>
      {clean && unread === 0 && (
        <Text size="sm" className={classes.clean}><CircleCheck size={14} aria-hidden />{t("cover.clean")}</Text>
      )}
      <List title={t("cover.gaps", { count: found.gaps.length })} lines={found.gaps.map(said)} />
      <List title={t("cover.overlaps", { count: found.overlaps.length })} lines={found.overlaps.map((one) => t("cover.both", { one: one.rules[0], other: one.rules[1], inputs: said(one.inputs) }))} />
      <List title={t("cover.unreached", { count: found.unreached.length })} lines={found.unreached.map((rule) => t("cover.rule", { rule }))} />
      {unread > 0 && (
        <Text size="sm" c="dimmed">
          {found.unreadColumns.length > 0
            ? t("cover.unreadColumns", { columns: found.unreadColumns.map((one) => name(one - 1)).join(", ") })
            : t("cover.unread", { cells: found.unread.slice(0, SHOWN_MAX).map(([rule, column]) => `${rule}/${name(column! - 1)}`).join(", ") })}
        </Text>
      )}
      {!found.whole && unread === 0 && <Text size="sm" c="dimmed">{t("cover.more")}</Text>}
      <Text size="sm" c="dimmed">{t("cover.nulls")}</Text>
    </section>
  );
}

function List({ title, lines }: { title: string; lines: string[] }) {
  const { t } = useTranslation("decision");
  if (lines.length === 0) return null;
  return (
    <>
      <Text size="sm" className={classes.found}><TriangleAlert size={14} aria-hidden />{title}</Text>
      <ul className={classes.list}>
        {lines.slice(0, SHOWN_MAX).map((line, index) => <li key={index}><bdi>{line}</bdi></li>)}
        {lines.length > SHOWN_MAX && <li>{t("cover.rest", { count: lines.length - SHOWN_MAX })}</li>}
      </ul>
    </>
  );
}
