// The types of the API, made from the contract beside this folder. `--check` fails when the committed ones are stale.
import { readFile, writeFile } from "node:fs/promises";
import openapi, { astToString } from "openapi-typescript";

const contract = new URL("../../openapi.json", import.meta.url);
const typesFile = new URL("../src/api/schema.d.ts", import.meta.url);
const codesFile = new URL("../src/api/codes.json", import.meta.url);
const problems = new URL("../../../docs/problems.md", import.meta.url);
const rules = new URL("../../../docs/rules.md", import.meta.url);

const types = "// Made by scripts/types.mjs from designer-api/openapi.json.\n" + astToString(await openapi(contract));
// The codes of the page of problems: the UI says each in its own words, in both languages.
const rows = (await readFile(problems, "utf8")).matchAll(/^\| `([a-z0-9-]+)` \|/gm);
const codes = JSON.stringify([...new Set([...rows].map((row) => row[1]))].sort(), null, 2) + "\n";

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
