// What is asked of the server, and under which keys it is kept.
import { useQuery } from "@tanstack/react-query";
import { keys } from "@/api/keys";
import { command, freshKey, get } from "@/api/request";
import type { AlertBackTest, AlertGroups, AlertLine, AlertRule, AlertRuleSpec, AlertView, WatchedRule } from "@/api/types";

/** Whoever is told of nothing sees what is new after so long, ms. */
const AGAIN = 30_000;

export function useCounts() {
  return useQuery({ queryKey: keys.alerts("counts"), queryFn: () => get("/api/v1/alerts/counts"), refetchInterval: AGAIN });
}

/** Alerts, those of one place as one. */
export function useGroups(asked: Record<string, string>, enabled: boolean) {
  return useQuery<AlertGroups>({ queryKey: keys.alerts("groups", asked), queryFn: () => get("/api/v1/alerts/groups", { query: asked as never }), refetchInterval: AGAIN, enabled });
}

export function useAlert(id: string) {
  return useQuery<AlertView>({ queryKey: keys.alerts("one", id), queryFn: () => get("/api/v1/alerts/{id}", { path: { id } }), refetchInterval: AGAIN });
}

export function useLines(id: string) {
  return useQuery<AlertLine[]>({
    queryKey: keys.alerts("lines", id),
    queryFn: async () => (await get("/api/v1/alerts/{id}/lines", { path: { id }, query: { limit: 200 } })).items,
    refetchInterval: AGAIN,
  });
}

/** Every rule that may be seen. */
export function useRules() {
  return useQuery<WatchedRule[]>({
    queryKey: keys.alerts("rules"),
    queryFn: async () => (await get("/api/v1/analytics/alert-rules", { query: { limit: 1000 } })).items,
    refetchInterval: AGAIN,
  });
}

export function useRule(id: string | null) {
  return useQuery<WatchedRule>({ queryKey: keys.alerts("rule", id), queryFn: () => get("/api/v1/analytics/alert-rules/{id}", { path: { id: id ?? "" } }), enabled: id !== null });
}

export function useVersions(id: string | null) {
  return useQuery<AlertRule[]>({
    queryKey: keys.alerts("versions", id),
    queryFn: async () => (await get("/api/v1/analytics/alert-rules/{id}/versions", { path: { id: id ?? "" }, query: { limit: 100 } })).items,
    enabled: id !== null,
  });
}

/** What a rule would have done; asked anew when it says something else. */
export function useBackTest(id: string | null, spec: AlertRuleSpec, days: number, enabled: boolean) {
  return useQuery<AlertBackTest>({
    queryKey: keys.alerts("backTest", { id, spec, days }),
    queryFn: ({ signal }) => command("post", "/api/v1/analytics/alert-rules/back-test", { body: { spec, days, ...(id ? { id } : {}) } as never }, freshKey(), { signal }),
    enabled,
    retry: false,
    placeholderData: (before) => before,
  });
}

/** The latest silences that are not over, or all. */
export function useSilences(all: boolean) {
  return useQuery({ queryKey: keys.alerts("silences", { all }), queryFn: async () => (await get("/api/v1/alert-silences", { query: { all, limit: 500 } })).items });
}
