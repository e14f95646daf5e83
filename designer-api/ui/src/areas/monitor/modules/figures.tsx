// Numbers as they are told: with their unit, on how many they rest; or the server's statement why there is none.
import { useTranslation } from "react-i18next";
import type { Measure } from "@/api/types";
import { language } from "@/app/i18n";
import { scaled } from "@/shared/span";
import classes from "../monitor.module.css";

/** How numbers are written in the language of the page. */
export function useFigures() {
  const { t } = useTranslation("monitor");
  const locale = language();
  const number = (value: number, digits = 3) => new Intl.NumberFormat(locale, { maximumSignificantDigits: digits }).format(value);
  const count = (value: number) => new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(value);
  const time = (ms: number) => {
    const { unit, count } = scaled(ms);
    return t(`unit.${unit}`, { value: number(count) });
  };
  // What is next to nothing is nothing, on whichever side of it a bound was rounded to.
  const share = (value: number) => new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 }).format(Math.abs(value) < 0.0005 ? 0 : value);
  const signed = (ms: number) => (ms > 0 ? `+${time(ms)}` : ms < 0 ? `−${time(-ms)}` : time(0));
  const inUnit = (value: number, unit: Measure["unit"]) =>
    unit === "ms" ? time(value) : unit === "share" ? share(value) : unit === "perDay" ? t("unit.perDay", { value: number(value) }) : count(value);
  const value = (measure: Measure) => (typeof measure.value === "number" ? `${measure.approximate ? "≈ " : ""}${inUnit(measure.value, measure.unit)}` : undefined);
  const statement = (measure: Measure) => t(`state.${measure.state}`, { n: measure.n, least: measure.least });
  const bounds = (measure: Measure) =>
    typeof measure.low === "number" && typeof measure.high === "number" ? t("interval", { low: inUnit(measure.low, measure.unit), high: inUnit(measure.high, measure.unit) }) : undefined;
  return { number, count, time, share, signed, inUnit, value, statement, bounds };
}

/** A number in a table; where there is none, why. */
export function Figure({ measure, n = false }: { measure: Measure | null | undefined; n?: boolean }) {
  const { t } = useTranslation("monitor");
  const say = useFigures();
  if (!measure) return <span className={classes.none}>{t("state.unavailable")}</span>;
  const value = say.value(measure);
  if (value === undefined) return <span className={classes.none} title={say.statement(measure)}>{measure.state === "noData" ? t("state.noDataShort") : say.statement(measure)}</span>;
  return (
    <span title={[say.bounds(measure), t("n", { n: say.count(measure.n) })].filter(Boolean).join(" · ")}>
      {value}
      {n && <span className={classes.small}> {t("n", { n: say.count(measure.n) })}</span>}
    </span>
  );
}
