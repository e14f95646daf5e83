// The words of the canvas in the language of the page: those of a public collection, and our own where it has none.
import { i18n, loadNamespaces, preferred } from "@/app/i18n";

type Words = Record<string, string>;

let chinese: Words | null = null;

/** Must be awaited before a canvas is made: it asks for its words while it is built. */
export async function loadWords(): Promise<void> {
  const words = loadNamespaces(["diagram"]);
  if ((i18n.language ?? preferred()) !== "en") chinese ??= (await import("bpmn-js-i18n/translations/zn")).default;
  await words;
}

/** Words that were asked for and are in no file: browser tests look at them. */
const missing = new Set<string>();

function slug(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, "_").replace(/^_|_$/g, "");
}

export function translate(template: string, holes: Record<string, string> = {}): string {
  let text = template;
  if (i18n.language !== "en") {
    const own = `diagram:canvas.${slug(template)}`;
    if (i18n.exists(own)) text = i18n.t(own);
    else if (chinese?.[template]) text = chinese[template];
    else if (/[A-Za-z]{3}/.test(template)) {
      missing.add(template);
      document.documentElement.dataset["untranslated"] = [...missing].join(" | ");
    }
  }
  return text.replace(/\{([^}]+)\}/g, (_, name: string) => holes[name] ?? `{${name}}`);
}

export const translateModule = { translate: ["value", translate] };
