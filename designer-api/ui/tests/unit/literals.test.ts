// Nothing that people read stands in the code: it would be in one language only.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

/** Tests run in the folder of the application. */
const SRC = join(process.cwd(), "src");
/** Attributes that people read or hear. */
const READ = new Set(["label", "title", "placeholder", "alt", "description", "aria-label", "message", "hint", "nothingFoundMessage"]);
const WORDS = /[A-Za-z\u4e00-\u9fff]{2,}/;
/** Amounts of money are written in the numerals of cheques in every language, and there are these alone. */
const NUMERALS = join("form", "chinese.ts");
const CHINESE = /[\u4e00-\u9fff]/;

export function literals(name: string, text: string): string[] {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true, name.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
  const found: string[] = [];
  const tell = (node: ts.Node, what: string) => {
    const { line } = file.getLineAndCharacterOfPosition(node.getStart());
    found.push(`${name}:${line + 1}: ${what.trim()}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && WORDS.test(node.text)) tell(node, node.text);
    if (ts.isJsxAttribute(node) && node.initializer && ts.isStringLiteral(node.initializer)) {
      if (READ.has(node.name.getText()) && WORDS.test(node.initializer.text)) tell(node, node.initializer.text);
    }
    if (ts.isStringLiteralLike(node) && CHINESE.test(node.text)) tell(node, node.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

describe("the code", () => {
  it("has no words of its own for people", () => {
    const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((name) => /\.tsx?$/.test(name) && !/\.test\.|schema\.d\.ts/.test(name) && name !== NUMERALS);
    expect(files.length).toBeGreaterThan(20);
    const found = files.flatMap((name) => literals(name, readFileSync(join(SRC, name), "utf8")));
    expect(found).toEqual([]);
    // All sources are read: a busy machine takes its time.
  }, 60_000);

  it("would be caught", () => {
    const bad = '<p title="Close it">Hello <b>{t("a.b")}</b>{"好"}</p>';
    expect(literals("bad.tsx", bad)).toEqual(["bad.tsx:1: Close it", "bad.tsx:1: Hello", "bad.tsx:1: 好"]);
  });
});
