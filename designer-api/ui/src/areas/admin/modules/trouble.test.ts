import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import en from "../../../../locales/en/admin.json";
import zh from "../../../../locales/zh-CN/admin.json";

const source = (path: string) => readFileSync(`${process.cwd()}/../../${path}`, "utf8");

/** Names of headers, and what is dropped without a word. */
const NO_ERRORS = ["webhook-id", "webhook-timestamp", "webhook-signature", "webhook-removed"];

it("has words in both languages for whatever keeps a notice from being delivered", () => {
  const files = ["mail", "webhook", "mod"].map((one) => source(`designer-api/src/outgoing/${one}.rs`)).join("\n");
  const codes = new Set([...files.matchAll(/"((?:mail|webhooks?|delivery)-[a-z-]+)"/g)].map((found) => found[1]!).filter((one) => !NO_ERRORS.includes(one)));
  expect(codes.size).toBeGreaterThan(15);
  expect([...codes].filter((code) => !(code in zh.outgoing.wrong))).toEqual([]);
  expect(Object.keys(en.outgoing.wrong)).toEqual(Object.keys(zh.outgoing.wrong));
});

it("has words for each kind of what the engine sets aside", () => {
  const kinds = [...source("engine/src/api/dead_letter.rs").matchAll(/\("([a-z-]+)", (?:Some|None)/g)].map((found) => found[1]!);
  expect(kinds.length).toBeGreaterThan(9);
  expect(kinds.filter((kind) => !(kind in zh.outgoing.command && kind in en.outgoing.command))).toEqual([]);
});
