// The first that runs, before there is a page or a library: the code, the words and the answers that the page of this address
// will need are asked for at once, and not one after the other as each finds out what comes next. Built by itself, see
// `scripts/ahead.ts`; whatever it does not know, or what fails, the page asks for as if this were not there.
import type { Early } from "./api/early";
import { preferred } from "./app/preferred";

/** The files of each page, and of the words of each area in a language; put in by the build. */
declare const FILES: Record<string, string[]>;

/** What was asked for and taken by nobody is old after so long, in milliseconds. */
const FRESH = 10_000;

interface Ahead {
  path: RegExp;
  pages: string[];
  words: string[];
  /** Of the server, with what the address names: at once, and when it is known who asks. */
  asks?: (named: string) => void;
  theirs?: (person: string) => void;
}

const early: Early = new Map();
globalThis.weirEarly = early;
setTimeout(() => early.clear(), FRESH);

/** Asks, and keeps the answer for whoever asks for the same; `then` hears of it first. */
function ask(url: string, then?: (answer: any) => void): void {
  const coming = fetch(url, { headers: { accept: "application/json" } });
  early.set(url, coming);
  coming.then(
    async (answer) => then && answer.ok && then(await answer.clone().json()),
    () => undefined,
  );
}

/** What processes are called. */
const names = () => ask("/api/v1/definitions?latest=true&limit=1000");

const language = preferred();

const PAGES: Ahead[] = [
  {
    path: /^\/tasks\/?$/,
    pages: ["inbox"],
    words: ["work"],
    asks: names,
    theirs: (person) => {
      // Another list is asked for by the page itself.
      if (!location.search) ask(`/api/v1/people/${person}/tasks?list=todo&limit=60`);
      ask(`/api/v1/people/${person}/counts`);
    },
  },
  { path: /^\/tasks\/[^/]+$/, pages: ["inbox", "task"], words: ["work", "problems"] },
  {
    path: /^\/ops\/instances\/([^/]+)$/,
    pages: ["instance", "diagram", "viewer"],
    words: ["ops", "events", "diagram", "canvas"],
    asks: (id) => {
      const instance = `/api/v1/instances/${id}`;
      ask(instance, ({ definition }: { definition: string }) => ask(`/api/v1/definitions/${encodeURIComponent(definition)}/xml?layout=true`));
      ask(`${instance}/activities`);
      names();
    },
  },
  { path: /^\/models\/[^/]+$/, pages: ["model", "canvas", "modeler"], words: ["design", "diagram", "problems", "canvas"] },
];

/** Has it loaded, not run: what runs is said by what comes after. */
function load(file: string): void {
  const link = document.createElement("link");
  if (file.endsWith(".css")) Object.assign(link, { rel: "preload", as: "style" });
  else link.rel = "modulepreload";
  link.crossOrigin = "";
  link.href = `/${file}`;
  document.head.append(link);
}

let found: RegExpExecArray | null = null;
const page = PAGES.find(({ path }) => (found = path.exec(location.pathname)));
const words = ["common", ...(page?.words ?? [])].map((area) => `${language}/${area}`);
// Answers come one after the other, code is asked for while they do.
ask("/api/v1/session", ({ person }: { person: string }) => page?.theirs?.(encodeURIComponent(person)));
page?.asks?.(found?.[1] ?? "");
for (const file of new Set([...(page?.pages ?? []), ...words].flatMap((part) => FILES[part] ?? []))) load(file);
