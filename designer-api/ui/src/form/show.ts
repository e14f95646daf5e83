import { language } from "@/app/i18n";
import { isMoney } from "./chinese";
import type { Choice, Component, Value } from "./schema";
import { decimal } from "./values";

/** A value in one line. */
export function show(value: Value | undefined): string {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return value.map(show).join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** A number with its groups of digits, none of them lost. */
export function showNumber(value: Value | undefined, component: Component): string {
  if (value === undefined || value === null || value === "") return "";
  const number = decimal(String(value));
  if (!number) return String(value);
  const least = isMoney(component) ? Math.max(2, component.decimalDigits ?? 2) : 0;
  const options: Intl.NumberFormatOptions = { minimumFractionDigits: Math.min(least, 20), maximumFractionDigits: 20 };
  const text = new Intl.NumberFormat(language(), options).format(String(value) as `${number}`);
  const { prefixAdorner = "", suffixAdorner = "" } = component.appearance ?? {};
  return `${prefixAdorner}${text}${suffixAdorner && ` ${suffixAdorner}`}`;
}

/** What may be chosen, wherever it comes from. */
export function choicesOf(component: Component, computed: Value[] | undefined, found: Value | undefined): Choice[] {
  const all: readonly unknown[] = component.values ?? computed ?? (Array.isArray(found) ? found : []);
  return all.map((entry) => {
    if (typeof entry === "object" && entry !== null && "value" in entry) {
      const choice = entry as { value: Value; label?: string };
      return { value: choice.value, label: choice.label ?? show(choice.value) };
    }
    return { value: entry as Value, label: show(entry as Value) };
  });
}

/** Values need not be texts: a choice is known by its place. */
export function indexOf(choices: Choice[], value: Value | undefined): string | null {
  const wanted = JSON.stringify(value ?? null);
  const index = choices.findIndex((choice) => JSON.stringify(choice.value) === wanted);
  return index < 0 ? null : String(index);
}
