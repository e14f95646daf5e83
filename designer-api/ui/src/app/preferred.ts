// Which language somebody reads; asked before anything else is loaded, so it stands alone.
export const LANGUAGES = ["zh-CN", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Where what was chosen is kept. */
export const KEPT = "weir-language";

/** What was chosen, else what the browser says, else Chinese. */
export function preferred(): Language {
  const kept = localStorage.getItem(KEPT);
  if (kept === "zh-CN" || kept === "en") return kept;
  const first = navigator.languages?.[0] ?? navigator.language ?? "zh";
  return first.toLowerCase().startsWith("zh") ? "zh-CN" : first.toLowerCase().startsWith("en") ? "en" : "zh-CN";
}
