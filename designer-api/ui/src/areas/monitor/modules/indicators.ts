// Indicators as the pages read them: how they stand, how their values are written, and what may be defined.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { command, freshKey, get } from "@/api/request";
import { LOOK, useTopic } from "@/api/topics";
import type { Indicator, IndicatorValue, Words } from "@/api/types";
import { language } from "@/app/i18n";
import { useFigures } from "./figures";

export function useIndicators(process?: string) {
  useTopic("indicators");
  const query = process ? { process } : {};
  return useQuery({ queryKey: keys.analytics("indicators", query), queryFn: () => get("/api/v1/analytics/indicators", { query }), refetchInterval: LOOK, placeholderData: keepPreviousData });
}

export function useIndicator(key: string, version: number | undefined, query: { from?: string; until?: string }) {
  useTopic("indicators");
  return useQuery({
    queryKey: keys.analytics("indicators", key, version, query),
    queryFn: () =>
      version === undefined
        ? get("/api/v1/analytics/indicators/{key}", { path: { key }, query })
        : get("/api/v1/analytics/indicators/{key}/versions/{version}", { path: { key, version }, query }),
    refetchInterval: LOOK,
    placeholderData: keepPreviousData,
  });
}

export function useIndicatorVersions(key: string) {
  return useQuery({ queryKey: keys.analytics("indicators", key, "versions"), queryFn: () => get("/api/v1/analytics/indicators/{key}/versions", { path: { key }, query: { limit: 100 } }) });
}

export function useKnownMeasures() {
  return useQuery({ queryKey: keys.analytics("measures"), queryFn: () => get("/api/v1/analytics/measures"), staleTime: Infinity });
}

/** What one that is being thought of would say. It reads, though it is asked with a body. */
export const trial = (indicator: Indicator) => command("post", "/api/v1/analytics/indicator-trials", { body: { indicator } }, freshKey());

export function useAllIndices(query: { from: string; until: string }) {
  useTopic("indicators");
  return useQuery({ queryKey: keys.analytics("indices", query), queryFn: () => get("/api/v1/analytics/indices", { query }), refetchInterval: LOOK, placeholderData: keepPreviousData });
}

/** A text in the language of the page, else in the other one. */
export function said(words: Words): string {
  const [first, second] = language() === "en" ? [words.en, words["zh-CN"]] : [words["zh-CN"], words.en];
  return first.trim() || second;
}

/** What the units of time have in milliseconds. */
export const SIZES: Record<string, number> = { minutes: 60_000, hours: 3_600_000, days: 86_400_000 };
/** A time with less than this of its unit is told in a smaller one. */
const LEAST = 0.01;

/** The milliseconds of a time that is next to nothing in its unit. */
export function tiny(value: number, unit: string): number | undefined {
  const size = SIZES[unit];
  return size !== undefined && value !== 0 && Math.abs(value) < LEAST ? value * size : undefined;
}

/** How the numbers of an indicator are written. */
export function useIndicatorWords() {
  const { t, i18n } = useTranslation("indicators");
  const number = (value: number) => new Intl.NumberFormat(language(), { maximumSignificantDigits: 3 }).format(value);
  const unit = (name: string) => (i18n.exists(`indicators:unit.${name}`) ? t(`unit.${name}`) : name);
  const { time } = useFigures();
  const inUnit = (value: number, name: string) => {
    const ms = tiny(value, name);
    return ms === undefined ? t(`inUnit.${name}`, { value: number(value), defaultValue: `${number(value)} ${name}` }) : time(ms);
  };
  const sign = (direction: string) => (direction === "higher" ? "≥" : "≤");
  const target = (one: Pick<Indicator, "direction" | "target" | "unit">) => `${sign(one.direction)} ${inUnit(one.target, one.unit)}`;
  /** The value; or why there is none. */
  const value = (one: Pick<Indicator, "unit">, of: IndicatorValue) =>
    typeof of.value === "number" ? inUnit(of.value, one.unit) : of.why ? t(`why.${of.why}`) : t(`state.${of.state}`, { n: of.measure.n, least: of.measure.least });
  return { number, unit, inUnit, sign, target, value };
}

export interface FormulaParts {
  statistic: string;
  measure: string;
  of: string;
}

/** `p90(sojourn of answer)` in its parts. */
export function partsOf(formula: string): FormulaParts {
  const found = /^\s*([a-z0-9]+)\s*\(\s*([a-z-]+)(?:\s+of\s+(.+?))?\s*\)\s*$/.exec(formula);
  return { statistic: found?.[1] ?? "mean", measure: found?.[2] ?? "sojourn", of: found?.[3] ?? "" };
}

export function formulaOf({ statistic, measure, of }: FormulaParts): string {
  return `${statistic}(${measure}${of ? ` of ${of}` : ""})`;
}

/** Of what is told in these units, which statistics are made. */
export function statisticsOf(units: string[]): string[] {
  if (units.includes("%")) return ["share"];
  if (units.includes("per-week")) return ["rate"];
  return ["mean", "p50", "p75", "p90", "p95", "max"];
}
