import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ATTRIBUTES } from "./moddle";

const catalogue = readFileSync(`${process.cwd()}/../../engine/core/src/catalogue/weir.rs`, "utf8");
const known = [...catalogue.matchAll(/(?:extension|truth)\(\s*"(\w+)"/g)].map(([, name]) => name!);
/** What the library and the index of suggestions write by themselves. */
const OURS = new Set(["template", "suggestions"]);
const fields = ["Inspector", "bindings", "behaviour", "special"].map((file) => readFileSync(`${process.cwd()}/src/areas/design/modules/${file}.tsx`, "utf8")).join("\n");

test("the library is told of all extensions that the engine knows", () => {
  expect(known.length).toBeGreaterThan(40);
  const told = new Set(ATTRIBUTES.map(([name]) => name));
  expect(known.filter((name) => !told.has(name) && !OURS.has(name))).toEqual([]);
  expect([...told].filter((name) => !known.includes(name))).toEqual([]);
});

test("each of them can be said in the inspector, under a name of its own", () => {
  const words = JSON.parse(readFileSync(`${process.cwd()}/locales/en/design.json`, "utf8")) as { field: Record<string, string> };
  for (const [name] of ATTRIBUTES) {
    // Either as `weir:name`, or by one of the helpers that put the prefix before it.
    expect(fields, name).toMatch(new RegExp(`weir:${name}\\b|attribute\\("${name}"\\)|truth\\("${name}"\\)`));
    if (name !== "approvers") expect(words.field[name], name).toBeTruthy();
  }
});
