// The types of the API, made from the contract beside this folder. `--check` fails when the committed ones are stale.
import { readdir, readFile, writeFile } from "node:fs/promises";
import openapi, { astToString } from "openapi-typescript";

const contract = new URL("../../openapi.json", import.meta.url);
const typesFile = new URL("../src/api/schema.d.ts", import.meta.url);
const codesFile = new URL("../src/api/codes.json", import.meta.url);
const problems = new URL("../../../docs/problems.md", import.meta.url);
const rules = new URL("../../../docs/rules.md", import.meta.url);

const types = "// Made by scripts/types.mjs from designer-api/openapi.json.\n" + astToString(await openapi(contract));
// Every code that somebody may be answered with, as the sources of the server have them: the page of problems, refusals at the
// edge, and what the engine calls invalid. The UI says each in its own words, in both languages.
const SOURCES = ["designer-api/src", "engine/src", "engine/mining/src/ledger", ...["form", "access", "organisation", "approval", "landscape"].map((part) => `engine/core/src/${part}`)];
const REFUSED = /(?:Refusal::new\(\s*StatusCode::\w+,|Refusal::bad\(|Error::invalid\(|Error::Invalid \{ code:)\s*"([a-z0-9-]+)"/g;
const root = new URL("../../../", import.meta.url);
const found = new Set();
for (const row of (await readFile(problems, "utf8")).matchAll(/^\| `([a-z0-9-]+)` \|/gm)) found.add(row[1]);
for (const folder of SOURCES) {
  for (const name of await readdir(new URL(folder, root), { recursive: true })) {
    if (!name.endsWith(".rs")) continue;
    const text = await readFile(new URL(`${folder}/${name}`, root), "utf8");
    for (const match of text.matchAll(REFUSED)) found.add(match[1]);
    for (const [body] of text.matchAll(/fn code\(.*?\n {4}\}\n/gs)) {
      for (const match of body.matchAll(/=> (?:Some\()?"([a-z0-9-]+)"/g)) found.add(match[1]);
    }
  }
}
const codes = JSON.stringify([...found].sort(), null, 2) + "\n";

// What the findings about models are called, by the page of rules: Chinese in its second column, English in its third.
const findings = [...(await readFile(rules, "utf8")).matchAll(/^\| `([a-z0-9-]+)` \| ([^|]+) \| ([^|]+) \|/gm)];
const called = (column) => JSON.stringify(Object.fromEntries(findings.map((row) => [row[1], row[column].trim()])), null, 2) + "\n";
const made = [
  ["src/api/schema.d.ts", typesFile, types],
  ["src/api/codes.json", codesFile, codes],
  ["locales/zh-CN/findings.json", new URL("../locales/zh-CN/findings.json", import.meta.url), called(2)],
  ["locales/en/findings.json", new URL("../locales/en/findings.json", import.meta.url), called(3)],
];

const old = async (file) => readFile(file, "utf8").catch(() => "");
if (process.argv.includes("--check")) {
  const stale = [];
  for (const [name, file, text] of made) if ((await old(file)) !== text) stale.push(name);
  if (stale.length > 0) {
    console.error(`${stale.join(" and ")} no longer fit what they are made of: npm run types`);
    process.exit(1);
  }
} else {
  for (const [, file, text] of made) await writeFile(file, text);
}
