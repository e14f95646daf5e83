// Two languages, one file for each area and language; a file is loaded when the first page of its area is shown.
import i18n, { type BackendModule, type ResourceKey } from "i18next";
import { initReactI18next } from "react-i18next";
import { KEPT, LANGUAGES, preferred, type Language } from "./preferred";

const files = import.meta.glob<{ default: ResourceKey }>("../../locales/*/*.json");

const backend: BackendModule = {
  type: "backend",
  init: () => undefined,
  read: (language, namespace, done) => {
    const load = files[`../../locales/${language}/${namespace}.json`];
    if (!load) return done(new Error(`no ${namespace} in ${language}`), null);
    load().then(
      (file) => done(null, file.default),
      (error: unknown) => done(error as Error, null),
    );
  },
};

/** Keys that were asked for and are in no file: browser tests look at them. */
export const missing: string[] = [];

let started: Promise<unknown> | undefined;

export async function startI18n(): Promise<void> {
  started = i18n
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: preferred(),
      supportedLngs: [...LANGUAGES],
      fallbackLng: false,
      // What may go wrong is many words: they come behind the first page.
      ns: ["common"],
      defaultNS: "common",
      interpolation: { escapeValue: false },
      returnNull: false,
      saveMissing: true,
      missingKeyHandler: (languages, namespace, key) => {
        missing.push(`${languages.join()} ${namespace}:${key}`);
        document.documentElement.dataset["missing"] = missing.join(" ");
      },
    });
  await started;
  mark();
}

/** The words of a page, before it is drawn. Their files do not wait for those that every page needs. */
export async function loadNamespaces(namespaces: string[]): Promise<void> {
  const language = i18n.language ?? preferred();
  for (const namespace of namespaces) files[`../../locales/${language}/${namespace}.json`]?.().catch(() => undefined);
  await started;
  await i18n.loadNamespaces(namespaces);
}

export async function speak(language: Language): Promise<void> {
  localStorage.setItem(KEPT, language);
  await i18n.changeLanguage(language);
  mark();
}

export function language(): Language {
  return i18n.language === "en" ? "en" : "zh-CN";
}

/** Several names in one line, divided as the language divides them. */
export function listed(names: readonly string[]): string {
  return names.join(i18n.t("list"));
}

function mark(): void {
  document.documentElement.lang = i18n.language;
}

export { i18n };
export { LANGUAGES, preferred, type Language } from "./preferred";
