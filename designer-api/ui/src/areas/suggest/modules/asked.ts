// What is asked of the server about suggestions.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import { LOOK, useTopic } from "@/api/topics";
import type { SuggestionRun } from "@/api/types";
import { useDefinitions } from "@/shared/definitions";
import { namesIn, useXml } from "@/shared/versions";

export function useSuggestions(process: string) {
  return useQuery({ queryKey: keys.suggestions(process, "all"), queryFn: () => get("/api/v1/suggestions/{id}", { path: { id: process } }) });
}

/** How many there are of each process. */
export function useCounts() {
  return useQuery({ queryKey: keys.suggestions("", "counts"), queryFn: () => get("/api/v1/suggestions"), select: (all) => new Map(all.map((one) => [one.process, one])) });
}

export function useSuggestion(process: string, id: string) {
  return useQuery({ queryKey: keys.suggestions(process, id), queryFn: () => get("/api/v1/suggestions/{id}/items/{suggestion}", { path: { id: process, suggestion: id } }) });
}

export function useGain(process: string, id: string, accepted: boolean) {
  return useQuery({ queryKey: keys.suggestions(process, `${id}/gain`), queryFn: () => get("/api/v1/suggestions/{id}/items/{suggestion}/gain", { path: { id: process, suggestion: id } }), enabled: accepted });
}

export function useSettings(process: string) {
  return useQuery({ queryKey: keys.suggestions(process, "settings"), queryFn: () => get("/api/v1/suggestions/{id}/settings", { path: { id: process } }) });
}

/** A search that was begun here: how far it is, until it has ended. */
export function useRun(process: string) {
  const client = useQueryClient();
  const [id, setId] = useState<string | null>(null);
  useTopic("work");
  const found = useQuery({
    queryKey: keys.suggestions(process, `run/${id ?? ""}`),
    queryFn: () => get("/api/v1/suggestions/{id}/runs/{run}", { path: { id: process, run: id ?? "" } }),
    enabled: id !== null,
    refetchInterval: (query) => (query.state.data && query.state.data.state !== "running" ? false : LOOK),
  });
  const run: SuggestionRun | undefined = id === null ? undefined : found.data;
  const state = run?.state;
  useEffect(() => {
    if (state === "done") void client.invalidateQueries({ queryKey: keys.suggestions(process, "all") });
  }, [state, client, process]);
  return { run, error: found.error, begin: (begun: SuggestionRun) => setId(begun.id) };
}

/** What people call the process and the steps of its latest version. */
export function useNames(process: string) {
  const definitions = useDefinitions();
  const found = definitions.data?.find((one) => one.process === process);
  const xml = useXml(found?.id);
  const names = useMemo(() => namesIn(xml.data), [xml.data]);
  return { title: found?.name ?? process, names, nameOf: (at: string) => names.get(at)?.name || at };
}
