// Values as they are told: with their unit, in the language of the page.
import { useTranslation } from "react-i18next";
import type { Words } from "@/api/types";
import { language } from "@/app/i18n";

const UNITS: [unit: "d" | "h" | "min" | "s", ms: number][] = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1_000],
];

/** A time in the greatest unit of which it has at least one, with three figures. */
export function inUnit(ms: number): { unit: "d" | "h" | "min" | "s"; value: number } {
  const [unit, size] = UNITS.find(([, least]) => Math.abs(ms) >= least) ?? UNITS[UNITS.length - 1]!;
  return { unit, value: Number((ms / size).toPrecision(3)) };
}

/** Units of indicators in which a number is followed by its unit. */
const NAMED = ["minutes", "hours", "days", "working-hours", "working-days", "per-instance", "per-week"];

/** How a line is typed: times in hours, shares in percent; those of indicators as they are. */
export const FACTORS: Record<string, number> = { ms: 3_600_000, share: 0.01, count: 1, deviations: 1 };

export function useSay() {
  const { t } = useTranslation("alerts");
  const number = (value: number) => value.toLocaleString(language(), { maximumFractionDigits: Math.abs(value) >= 100 ? 0 : 2 });
  const value = (amount: number | null | undefined, unit: string): string => {
    if (amount === null || amount === undefined) return t("value.none");
    if (unit === "%") return `${number(amount)}%`;
    if (NAMED.includes(unit)) return t(`unit.${unit}`, { value: number(amount) });
    if (unit === "share") return `${number(amount * 100)}%`;
    if (unit === "ms") {
      const told = inUnit(amount);
      return t(`unit.${told.unit}`, { value: number(told.value) });
    }
    return unit === "deviations" ? t("unit.deviations", { value: number(amount) }) : number(amount);
  };
  const name = (words: Words, id: string) => {
    const [own, other] = language() === "en" ? [words.en, words["zh-CN"]] : [words["zh-CN"], words.en];
    return own.trim() || other.trim() || id;
  };
  return { number, value, name };
}
