// What a rule measures, by name: a measure, or an indicator that somebody has defined.
import { queryOptions, useQueries, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import type { DutyRuleVersion, Indicator } from "@/api/types";
import { useMay } from "@/app/session";
import { METRICS } from "./spec";
import { useSay } from "./say";

/** The indicators that may be seen. */
export function useIndicators(enabled: boolean) {
  return useQuery<Indicator[]>({
    queryKey: keys.analytics("indicators", "watched"),
    queryFn: async () => (await get("/api/v1/analytics/indicators", { query: {} })).items.map((one) => one.definition.indicator),
    staleTime: 60_000,
    enabled,
  });
}

/** The rules of duties that are kept, for those who may see them. */
export function useDuties(enabled = true) {
  const may = useMay();
  return useQuery<DutyRuleVersion[]>({
    queryKey: keys.audit("duty-rules", "watched"),
    queryFn: async () => (await get("/api/v1/audit/duty-rules")).items,
    staleTime: 60_000,
    enabled: enabled && may("see-audit"),
  });
}

/** The rules that the owner of a process has declared. */
export function useNorms(process: string | null | undefined) {
  return useQuery({ ...normsOf(process ?? ""), enabled: Boolean(process) });
}

function normsOf(process: string) {
  return queryOptions({
    queryKey: keys.analytics("index-settings", { process, watched: true }),
    queryFn: async () => (await get("/api/v1/analytics/index-settings", { query: { process } })).holds?.settings.rules ?? [],
    staleTime: 60_000,
  });
}

/** What a rule watches, and in which process. */
export interface Watched {
  source: string;
  process?: string | null;
}

const isMetric = (source: string) => METRICS.some((one) => one === source);

/** How what is measured is called: an indicator, a rule of its process or a rule of duties; one that is gone by its key. */
export function useSourceName(watched: Watched[]): (of: Watched) => string {
  const { t } = useTranslation("alerts");
  const say = useSay();
  const named = watched.filter(({ source }) => !isMetric(source));
  const processes = [...new Set(named.flatMap(({ process }) => (process ? [process] : [])))];
  const indicators = useIndicators(named.length > 0);
  const duties = useDuties(named.length > 0);
  const norms = useQueries({ queries: processes.map(normsOf) });
  return ({ source, process }) => {
    if (isMetric(source)) return t(`metric.${source}`);
    const declared = process ? norms[processes.indexOf(process)]?.data : undefined;
    const name = sourceName(source, indicators.data, declared, duties.data);
    return name ? say.name(name, source) : source;
  };
}

type Name = Indicator["name"];

/** The name under which something is kept. */
export function sourceName(
  source: string,
  indicators: { key: string; name: Name }[] = [],
  norms: { id: string; name: Name }[] = [],
  duties: { id: string; spec: { name: Name } }[] = [],
): Name | undefined {
  return indicators.find((one) => one.key === source)?.name ?? norms.find((one) => one.id === source)?.name ?? duties.find((one) => one.id === source)?.spec.name;
}
