// What a rule measures, by name: a measure, or an indicator that somebody has defined.
import { useQuery } from "@tanstack/react-query";
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
export function useDuties() {
  const may = useMay();
  return useQuery<DutyRuleVersion[]>({
    queryKey: keys.audit("duty-rules", "watched"),
    queryFn: async () => (await get("/api/v1/audit/duty-rules")).items,
    staleTime: 60_000,
    enabled: may("see-audit"),
  });
}

/** The rules that the owner of a process has declared. */
export function useNorms(process: string | null | undefined) {
  return useQuery({
    queryKey: keys.analytics("index-settings", { process, watched: true }),
    queryFn: async () => (await get("/api/v1/analytics/index-settings", { query: { process: process ?? "" } })).holds?.settings.rules ?? [],
    staleTime: 60_000,
    enabled: Boolean(process),
  });
}

/** How what is measured is called; an indicator that is gone by its key. */
export function useSourceName(sources: string[]): (source: string) => string {
  const { t } = useTranslation("alerts");
  const say = useSay();
  const isMetric = (source: string) => METRICS.some((one) => one === source);
  const indicators = useIndicators(sources.some((source) => !isMetric(source)));
  return (source) => {
    if (isMetric(source)) return t(`metric.${source}`);
    const found = indicators.data?.find((one) => one.key === source);
    return found ? say.name(found.name, source) : source;
  };
}
