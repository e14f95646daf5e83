// Figures as they are told: in the language of the page, with their interval.
import { useTranslation } from "react-i18next";
import { language } from "@/app/i18n";
import { scaled } from "@/shared/span";
import type { Estimate, Metric } from "./types";

/** How figures are written. */
export function useSay() {
  const { t } = useTranslation("simulate");
  const locale = language();
  const number = (value: number, digits = 3) => new Intl.NumberFormat(locale, { maximumSignificantDigits: digits }).format(value);
  const count = (value: number) => new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(value);
  const share = (value: number) => new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 }).format(value);
  const time = (ms: number) => {
    const { unit, count } = scaled(ms);
    // A number and its unit stay on one line.
    return t(`unit.${unit}`, { value: number(count) }).replace(" ", "\u00a0");
  };
  const day = (at: string | null | undefined) =>
    at ? new Intl.DateTimeFormat(locale, { dateStyle: "medium" }).format(new Date(at)) : "–";
  /** A value of what is compared: times, money, percent. */
  const value = (metric: Metric, one: number) => (metric === "cost" ? number(one) : metric === "unfinished" ? share(one / 100) : time(one));
  const signed = (metric: Metric, one: number) => (one > 0 ? `+${value(metric, one)}` : one < 0 ? `−${value(metric, -one)}` : value(metric, 0));
  const interval = (metric: Metric, one: Estimate, plus = false) => {
    if (one.low === null || one.low === undefined || one.high === null || one.high === undefined) return undefined;
    const of = plus ? signed : value;
    return t("interval", { low: of(metric, one.low), high: of(metric, one.high) });
  };
  return { number, count, share, time, day, value, signed, interval };
}
