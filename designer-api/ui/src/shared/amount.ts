import { language } from "@/app/i18n";

/** As people write it: `¥5,000`, `8,000 元`, `3 days`. What is no number is told as it is. */
export function amount(value: unknown, unit: string | null | undefined, words: (unit: string) => string = (own) => own): string {
  if (value === null || value === undefined) return "–";
  if (typeof value !== "number") return [typeof value === "string" ? value : JSON.stringify(value), unit ? words(unit) : ""].filter(Boolean).join(" ");
  const digits = { maximumSignificantDigits: 15 };
  if (unit && /^[A-Z]{3}$/.test(unit)) {
    try {
      return new Intl.NumberFormat(language(), { style: "currency", currency: unit, currencyDisplay: "narrowSymbol", trailingZeroDisplay: "stripIfInteger" } as Intl.NumberFormatOptions).format(value);
    } catch {
      // Three letters that are no currency.
    }
  }
  return [new Intl.NumberFormat(language(), digits).format(value), unit ? words(unit) : ""].filter(Boolean).join(unit === "%" ? "" : " ");
}
