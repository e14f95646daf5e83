import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDebouncedValue } from "@mantine/hooks";
import { useMemo } from "react";
import { keys } from "@/api/keys";
import { command, freshKey } from "@/api/request";
import { NOTHING_LIVE, isLive, type Live, type Schema, type Values } from "./schema";
import { submitted } from "./values";

/** Which form is filled in. */
export type Where = { task: string } | { definition: string };

/** What the server finds out about a form while it is filled in; it is asked only where there is something to find out. */
export function useLive(where: Where, schema: Schema | null, values: Values, before: Values): Live {
  const asks = useMemo(() => schema !== null && isLive(schema.components), [schema]);
  const [now] = useDebouncedValue(values, 250);
  const variables = useMemo(() => (schema && asks ? (submitted(schema, now, NOTHING_LIVE, before) as Record<string, never>) : {}), [schema, asks, now, before]);
  const live = useQuery({
    queryKey: keys.live(where, variables),
    queryFn: ({ signal }) =>
      "task" in where
        ? command("post", "/api/v1/user-tasks/{id}/form/live", { path: { id: where.task }, body: { variables } }, freshKey(), { signal })
        : command("post", "/api/v1/definitions/{id}/start-form/live", { path: { id: where.definition }, body: { variables } }, freshKey(), { signal }),
    enabled: asks,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 30_000,
  });
  return (live.data as Live | undefined) ?? NOTHING_LIVE;
}
