// The types of the API, made from the contract beside this folder. `--check` fails when the committed ones are stale.
import { readFile, writeFile } from "node:fs/promises";
import openapi, { astToString } from "openapi-typescript";

const contract = new URL("../../openapi.json", import.meta.url);
const typesFile = new URL("../src/api/schema.d.ts", import.meta.url);
const codesFile = new URL("../src/api/codes.json", import.meta.url);
const problems = new URL("../../../docs/problems.md", import.meta.url);

const types = "// Made by scripts/types.mjs from designer-api/openapi.json.\n" + astToString(await openapi(contract));
// The codes of the page of problems: the UI says each in its own words, in both languages.
const rows = (await readFile(problems, "utf8")).matchAll(/^\| `([a-z0-9-]+)` \|/gm);
const codes = JSON.stringify([...new Set([...rows].map((row) => row[1]))].sort(), null, 2) + "\n";

const old = async (file) => readFile(file, "utf8").catch(() => "");
if (process.argv.includes("--check")) {
  const stale = [];
  if ((await old(typesFile)) !== types) stale.push("src/api/schema.d.ts");
  if ((await old(codesFile)) !== codes) stale.push("src/api/codes.json");
  if (stale.length > 0) {
    console.error(`${stale.join(" and ")} no longer fit the contract: npm run types`);
    process.exit(1);
  }
} else {
  await writeFile(typesFile, types);
  await writeFile(codesFile, codes);
}
