import { useTranslation } from "react-i18next";
import type { Indicator, IndicatorValue } from "@/api/types";
import { PersonName } from "@/shared/PersonName";
import own from "../indicators.module.css";
import classes from "../monitor.module.css";
import { useFigures } from "./figures";
import { useIndicatorWords } from "./indicators";

const MARKS: Record<IndicatorValue["state"], string> = { good: "●", warn: "▲", bad: "■", noData: "○", tooFew: "○", unavailable: "○" };

/** How a value stands: a form and a word, never a colour alone. */
export function Standing({ value, words = true }: { value: IndicatorValue; words?: boolean }) {
  const { t } = useTranslation("indicators");
  const label = t(`stand.${value.state}`);
  return (
    <span className={own.standing} data-state={value.state} title={label}>
      <span aria-hidden>{MARKS[value.state]}</span> <span className={words ? undefined : own.unseen}>{label}</span>
    </span>
  );
}

/** The value in its unit with its interval and n; or why there is none. */
export function Valued({ indicator, value }: { indicator: Indicator; value: IndicatorValue }) {
  const { t } = useTranslation("indicators");
  const say = useIndicatorWords();
  const figures = useFigures();
  const known = typeof value.value === "number";
  const interval = typeof value.low === "number" && typeof value.high === "number" ? t("interval", { low: say.inUnit(value.low, indicator.unit), high: say.inUnit(value.high, indicator.unit) }) : undefined;
  return (
    <span className={known ? undefined : classes.none} title={interval}>
      {value.measure.approximate && known ? "≈ " : ""}
      {say.value(indicator, value)}
      {known && <span className={classes.small}> {t("n", { n: figures.count(value.measure.n) })}</span>}
    </span>
  );
}

/** Whoever answers for it. */
export function Owner({ owner }: { owner: string }) {
  const at = owner.indexOf(":");
  const [kind, id] = [owner.slice(0, at), owner.slice(at + 1)];
  const { t } = useTranslation("indicators");
  return kind === "person" ? <PersonName id={id} /> : <bdi>{t("role", { id })}</bdi>;
}
