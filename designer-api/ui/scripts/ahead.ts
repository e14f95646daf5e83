// Builds `src/ahead.ts` by itself and puts it first into the document: it is told which files each page is made of.
import { build, type Plugin, type Rolldown } from "vite";

/** The modules that each part of it names. */
const PAGES: Record<string, string> = {
  inbox: "src/areas/work/pages/InboxPage.tsx",
  task: "src/areas/work/pages/TaskPage.tsx",
  instance: "src/areas/ops/pages/InstancePage.tsx",
  diagram: "src/diagram/Diagram.tsx",
  viewer: "bpmn-js/lib/NavigatedViewer.js",
  model: "src/areas/design/pages/ModelPage.tsx",
  canvas: "src/areas/design/modules/Canvas.tsx",
  modeler: "bpmn-js/lib/Modeler.js",
};

/** What nearly every page has beside the shell: the document itself names them. */
const KIT = ["kit", "pieces"];

/** What the document loads by itself. */
const SHELL = /^(index|shell|rolldown-runtime|kit|pieces)$/;

/** What the library of the canvas says in Chinese. */
const CANVAS = "bpmn-js-i18n/translations/zn.js";

const WORDS = /locales\/([\w-]+)\/(\w+)\.json$/;

type Bundle = Rolldown.OutputBundle;
type Chunk = Rolldown.OutputChunk;

const chunksOf = (bundle: Bundle): Chunk[] => Object.values(bundle).filter((file): file is Chunk => file.type === "chunk");

/** A chunk and all it loads at once, without what is there anyway. */
function filesOf(bundle: Bundle, chunk: Chunk, seen = new Set<Chunk>()): string[] {
  if (seen.has(chunk) || SHELL.test(chunk.name)) return [];
  seen.add(chunk);
  const next = chunk.imports.flatMap((name) => {
    const other = bundle[name];
    return other?.type === "chunk" ? filesOf(bundle, other, seen) : [];
  });
  return [chunk.fileName, ...(chunk.viteMetadata?.importedCss ?? []), ...next];
}

/** The files of each page and of the words of each area. */
function filesIn(bundle: Bundle): Record<string, string[]> {
  const chunks = chunksOf(bundle);
  const files: Record<string, string[]> = {};
  for (const [page, module] of Object.entries(PAGES)) {
    const chunk = chunks.find((one) => one.facadeModuleId?.endsWith(module));
    if (!chunk) throw new Error(`${module} is no part of its own any more`);
    files[page] = filesOf(bundle, chunk);
  }
  const canvas = chunks.find((one) => one.facadeModuleId?.endsWith(CANVAS));
  if (canvas) files["zh-CN/canvas"] = [canvas.fileName];
  for (const chunk of chunks) {
    const [, language, area] = WORDS.exec(chunk.facadeModuleId ?? "") ?? [];
    if (language && area) files[`${language}/${area}`] = [chunk.fileName];
  }
  return files;
}

export function ahead(): Plugin {
  let first = "";
  return {
    name: "ahead",
    apply: "build",
    enforce: "pre",
    async generateBundle(_options, bundle) {
      const built = (await build({
        configFile: false,
        logLevel: "warn",
        define: { FILES: JSON.stringify(filesIn(bundle)) },
        build: { write: false, target: "es2022", lib: { entry: new URL("../src/ahead.ts", import.meta.url).pathname, formats: ["iife"], name: "ahead" } },
      })) as Rolldown.RolldownOutput[];
      first = this.getFileName(this.emitFile({ type: "asset", name: "ahead.js", source: built[0]!.output[0].code }));
    },
    transformIndexHtml: {
      order: "post",
      handler: (_html, { bundle }) => [
        { tag: "script", attrs: { async: true, src: `/${first}` }, injectTo: "head-prepend" },
        ...chunksOf(bundle ?? {})
          .filter(({ name }) => KIT.includes(name))
          .map(({ fileName }) => ({ tag: "link", attrs: { rel: "modulepreload", crossorigin: true, href: `/${fileName}` }, injectTo: "head" as const })),
      ],
    },
  };
}
