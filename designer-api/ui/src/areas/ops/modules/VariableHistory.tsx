// What the variables of an instance were before: every change, from what to what, by whom, and where somebody stepped in.
import { Button, NativeSelect, Text } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import type { TraceEvent } from "@/api/types";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingRows } from "@/shared/Loading";
import { PersonName } from "@/shared/PersonName";
import { When } from "@/shared/When";
import { activitiesQuery } from "./ahead";
import { changesIn, type Written } from "./written";
import classes from "../ops.module.css";

interface Props {
  instance: string;
  nameOf: (element: string) => string;
}

/** Events that are read at once, and changes that are enough to be shown. */
const EVENTS = 1000;
const ENOUGH = 100;

interface Part {
  changes: Written[];
  next: number | null;
}

/** Reads on until there is something to show: most of what happens to an instance changes no variable. */
async function read(instance: string, from: number, signal: AbortSignal): Promise<Part> {
  const changes: Written[] = [];
  let next: number | null = from;
  while (next !== null && changes.length < ENOUGH) {
    const page = (await get("/api/v1/instances/{id}/events", { path: { id: instance }, query: { from: next, limit: EVENTS } as never }, { signal })) as { items: TraceEvent[]; next: number | null };
    changes.push(...changesIn(page.items));
    next = page.next;
  }
  return { changes, next };
}

export function VariableHistory({ instance, nameOf }: Props) {
  const { t } = useTranslation("ops");
  const [only, setOnly] = useState("");
  // What held a variable then may be over now.
  const visits = useQuery(activitiesQuery(instance));
  const elementOf = new Map((visits.data?.items ?? []).map((visit) => [Number(visit.key), visit.element]));
  const found = useInfiniteQuery({
    queryKey: keys.instancePart(instance, "written"),
    queryFn: ({ pageParam, signal }) => read(instance, pageParam, signal),
    initialPageParam: 0,
    getNextPageParam: (part) => part.next ?? undefined,
  });
  if (found.error) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <LoadingRows />;
  const all = found.data.pages.flatMap((part) => part.changes);
  if (all.length === 0) return <EmptyState title={t("variables.unchanged")} />;
  const names = [...new Set(all.map((one) => one.name))].toSorted((a, b) => a.localeCompare(b));
  const rows = all.filter((one) => !only || one.name === only);
  return (
    <>
      {names.length > 1 && (
        <NativeSelect
          mb="xs"
          maw={260}
          aria-label={t("column.name")}
          data={[{ value: "", label: t("variables.every") }, ...names]}
          value={names.includes(only) ? only : ""}
          onChange={(event) => setOnly(event.currentTarget.value)}
        />
      )}
      <table className={classes.lines}>
        <thead>
          <tr>
            <th scope="col">{t("column.name")}</th>
            <th scope="col">{t("column.value")}</th>
            <th scope="col">{t("column.by")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <tr key={one.id}>
              <td>
                <bdi>{one.name}</bdi>
                {one.scope !== 0 && (
                  <Text size="sm" c="dimmed">
                    <bdi>{nameOf(elementOf.get(one.scope) ?? "")}</bdi>
                  </Text>
                )}
              </td>
              <td>
                {one.before !== undefined && (
                  <pre className={classes.value}>
                    <del aria-label={t("variables.before")}>{told(one.before)}</del>
                  </pre>
                )}
                {one.large !== undefined && (
                  <Text size="sm" c="dimmed">
                    {t("variables.large", { count: one.large })}
                  </Text>
                )}
                {one.removed ? <Text size="sm">{t("variables.removed")}</Text> : <pre className={classes.value}>{told(one.after)}</pre>}
              </td>
              <td>
                <PersonName id={one.by} />
                {one.byHand && <Text size="sm">{t("variables.byHand")}</Text>}
                <Text size="sm" c="dimmed">
                  <When at={one.at} />
                </Text>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {found.hasNextPage && (
        <Button variant="default" mt="sm" loading={found.isFetching} onClick={() => void found.fetchNextPage()}>
          {t("events.more")}
        </Button>
      )}
    </>
  );
}

const told = (value: unknown): string => JSON.stringify(value, null, 1);
