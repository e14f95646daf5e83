// How numbers and activities are told.
import { useTranslation } from "react-i18next";
import { language } from "@/app/i18n";
import { scaled } from "@/shared/span";

export function useSay() {
  const { t } = useTranslation("analyze");
  const locale = language();
  const number = (value: number, digits = 3) => new Intl.NumberFormat(locale, { maximumSignificantDigits: digits }).format(value);
  const count = (value: number) => new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(value);
  const time = (ms: number | null | undefined) => {
    if (ms === null || ms === undefined) return "–";
    const { unit, count } = scaled(ms);
    return t(`unit.${unit}`, { value: number(count) });
  };
  /** A quantile: of fewer than it takes there is none, and that is said. */
  const quantile = (ms: number | null | undefined, n: number, least: number) => (n < least ? t("few", { least: count(least) }) : time(ms));
  const share = (value: number | null | undefined) => (value === null || value === undefined ? "–" : new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 }).format(value));
  const points = (value: number) => `${value > 0 ? "+" : value < 0 ? "−" : ""}${t("unit.points", { value: number(Math.abs(value) * 100, 2) })}`;
  return { number, count, time, quantile, share, points };
}

/** What people call something: the name of the answer, else the id. */
export function namer(names: Record<string, string> | undefined): (id: string) => string {
  return (id) => names?.[id] || id;
}

/** No more letters than there is room for; Chinese ones are about twice as wide. */
export function short(text: string, most: number): string {
  const letters = [...text];
  let width = 0;
  for (const [place, letter] of letters.entries()) {
    width += letter > "\u2e7f" ? 1.7 : 1;
    if (width > most) return `${letters.slice(0, place).join("")}…`;
  }
  return text;
}
