// Values as they are told: with their unit, in the language of the page.
import { useTranslation } from "react-i18next";
import type { Words } from "@/api/types";
import { language } from "@/app/i18n";
import { scaled } from "@/shared/span";

/** Units of indicators in which a number is followed by its unit. */
const NAMED = ["minutes", "hours", "days", "working-hours", "working-days", "per-instance", "per-week"];

/** How a line is typed that is no time: shares in percent; those of indicators as they are. */
export const FACTORS: Record<string, number> = { share: 0.01, "share-more": 0.01, count: 1, deviations: 1 };

export function useSay() {
  const { t } = useTranslation("alerts");
  const number = (value: number) => value.toLocaleString(language(), { maximumFractionDigits: Math.abs(value) >= 100 ? 0 : 2 });
  const value = (amount: number | null | undefined, unit: string): string => {
    if (amount === null || amount === undefined) return t("value.none");
    if (unit === "%") return `${number(amount)}%`;
    if (NAMED.includes(unit)) return t(`unit.${unit}`, { value: number(amount) });
    if (unit === "ms-more" || unit === "share-more") {
      const plain = value(Math.abs(amount), unit === "ms-more" ? "ms" : "share");
      return t(amount < 0 ? "unit.less" : "unit.more", { value: plain });
    }
    if (unit === "share") return `${number(amount * 100)}%`;
    if (unit === "ms") {
      const { unit: by, count } = scaled(amount);
      return t(`unit.${by}`, { value: count.toLocaleString(language(), { maximumSignificantDigits: 3 }) });
    }
    return unit === "deviations" ? t("unit.deviations", { value: number(amount) }) : number(amount);
  };
  /** How far two values are from each other: of two shares in points. */
  const apart = (amount: number, unit: string) => (unit === "share" || unit === "%" ? t("unit.points", { value: number(unit === "%" ? amount : amount * 100) }) : value(amount, unit));
  const name = (words: Words, id: string) => {
    const [own, other] = language() === "en" ? [words.en, words["zh-CN"]] : [words["zh-CN"], words.en];
    return own.trim() || other.trim() || id;
  };
  return { number, value, apart, name };
}
