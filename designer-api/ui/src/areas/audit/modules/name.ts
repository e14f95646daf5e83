// What things are called, as far as the entry that tells of them says so.
import type { Language } from "@/app/i18n";

/** Under which of its fields an entry may describe the thing. */
const WITHIN = ["model", "indicator", "spec", "webhook", "batch"];

/** The name of a thing in the data of an entry: as such, or in both languages. */
export function nameIn(data: unknown, language: Language): string | null {
  if (typeof data !== "object" || data === null) return null;
  const all = data as Record<string, unknown>;
  for (const of of [all, ...WITHIN.map((field) => all[field])]) {
    const name = (of as { name?: unknown } | null | undefined)?.name;
    if (typeof name === "string" && name.trim()) return name;
    if (typeof name !== "object" || name === null) continue;
    const both = name as Partial<Record<Language, string>>;
    const said = both[language]?.trim() || both[language === "en" ? "zh-CN" : "en"]?.trim();
    if (said) return said;
  }
  return null;
}
