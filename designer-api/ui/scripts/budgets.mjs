// What each way into the application may weigh, and of how many files it may be made where somebody waits for its first rows.
// Sizes are of what is sent: compressed by brotli, scripts and styles, with all that they load at once; the shell is also
// measured in gzip, as the budget for it is.
import { readFile } from "node:fs/promises";
import { brotliDecompressSync, gzipSync } from "node:zlib";

const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(await readFile(new URL(".vite/manifest.json.br", dist)).then(brotliDecompressSync));

/** Kilobytes; pages by their module. */
const BUDGETS = [
  { name: "shell (gzip, scripts)", entries: ["index.html"], gzip: true, most: 190 },
  {
    name: "designer",
    entries: [
      "index.html",
      "src/areas/design/pages/ModelPage.tsx",
      "src/areas/design/modules/Canvas.tsx",
      "node_modules/bpmn-js/lib/Modeler.js",
      "node_modules/bpmn-js-create-append-anything/dist/index.es.js",
      "node_modules/diagram-js-minimap/dist/index.esm.js",
      "node_modules/bpmn-js-i18n/translations/zn.js",
    ],
    most: 450,
  },
  {
    name: "instance in the cockpit",
    entries: ["index.html", "src/areas/ops/pages/InstancePage.tsx", "src/diagram/Diagram.tsx", "node_modules/bpmn-js/lib/NavigatedViewer.js"],
    most: 260,
    files: 18,
  },
  {
    name: "monitoring",
    entries: ["index.html", "src/areas/monitor/pages/PortfolioPage.tsx"],
    most: 260,
  },
  {
    name: "process in monitoring, with its diagram",
    entries: ["index.html", "src/areas/monitor/pages/ProcessPage.tsx", "src/diagram/Diagram.tsx", "node_modules/bpmn-js/lib/NavigatedViewer.js"],
    most: 310,
  },
  {
    name: "suggestions",
    entries: ["index.html", "src/areas/suggest/pages/index.ts"],
    most: 240,
  },
  {
    name: "analysis, with its map",
    entries: ["index.html", "src/areas/analyze/pages/index.tsx", "src/areas/analyze/pages/MapPage.tsx", "src/areas/analyze/modules/MapGraph.tsx"],
    most: 275,
  },
  {
    name: "analysis, with its diagram",
    entries: ["index.html", "src/areas/analyze/pages/index.tsx", "src/areas/analyze/pages/ConformancePage.tsx", "src/diagram/Diagram.tsx", "node_modules/bpmn-js/lib/NavigatedViewer.js"],
    most: 325,
  },
  {
    name: "alerts",
    entries: ["index.html", "src/areas/alerts/pages/index.ts"],
    most: 255,
  },
  {
    name: "alert rule editor",
    entries: ["index.html", "src/areas/alerts/pages/RulePage.tsx"],
    most: 280,
  },
  {
    name: "inbox",
    entries: ["index.html", "src/areas/work/pages/InboxPage.tsx", "src/areas/work/pages/TaskPage.tsx"],
    most: 250,
  },
  {
    name: "list of the inbox",
    entries: ["index.html", "src/areas/work/pages/InboxPage.tsx"],
    most: 230,
    files: 12,
  },
];

function files(entries) {
  const all = new Set();
  const seen = new Set();
  const add = (key) => {
    const chunk = manifest[key];
    if (!chunk) throw new Error(`there is no ${key} in what was built`);
    if (seen.has(key)) return;
    seen.add(key);
    all.add(chunk.file);
    for (const style of chunk.css ?? []) all.add(style);
    for (const next of chunk.imports ?? []) add(next);
  };
  entries.forEach(add);
  return [...all];
}

let over = false;
for (const { name, entries, gzip, most, files: few = Infinity } of BUDGETS) {
  let bytes = 0;
  const all = files(entries);
  for (const file of all) {
    if (gzip && !file.endsWith(".js")) continue;
    const stored = await readFile(new URL(`${file}.br`, dist));
    bytes += gzip ? gzipSync(brotliDecompressSync(stored)).length : stored.length;
  }
  const size = bytes / 1000;
  over ||= size > most || all.length > few;
  const many = few < Infinity ? `, ${all.length > few ? "TOO MANY: " : ""}${all.length} of ${few} files` : "";
  console.log(`${size > most ? "TOO LARGE " : ""}${name}: ${size.toFixed(1)} of ${most} kB${many}`);
}
process.exit(over ? 1 : 0);
