import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import codes from "../../src/api/codes.json";

/** Tests run in the folder of the application. */
const root = `${process.cwd()}/locales/`;
const languages = ["zh-CN", "en"] as const;

type Tree = { [key: string]: string | string[] | Tree };

function read(language: string, file: string): Tree {
  return JSON.parse(readFileSync(`${root}${language}/${file}`, "utf8")) as Tree;
}

function leaves(tree: Tree, path = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string"
      ? [[path + key, value] as [string, string]]
      : Array.isArray(value)
        ? [[path + key, value.join(" ")] as [string, string]]
        : leaves(value, `${path}${key}.`),
  );
}

/** English has two forms where Chinese has one. */
const stem = (key: string) => key.replace(/_(zero|one|other)$/, "");
const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).filter((name) => name !== "count").sort();

describe("what the pages say", () => {
  const files = readdirSync(`${root}zh-CN`);

  it("is written in both languages, file by file", () => {
    expect(readdirSync(`${root}en`)).toEqual(files);
  });

  it.each(files)("%s has the same keys and holes in both", (file) => {
    const [zh, en] = languages.map((language) => new Map(leaves(read(language, file)).map(([key, text]) => [stem(key), text])));
    expect([...en!.keys()].sort()).toEqual([...zh!.keys()].sort());
    for (const [key, text] of zh!) expect([key, holes(en!.get(key)!)]).toEqual([key, holes(text)]);
  });

  it.each(files)("%s says nothing empty, and Chinese in Chinese", (file) => {
    for (const [key, text] of leaves(read("en", file))) {
      expect(text.trim(), key).not.toBe("");
      if (key !== "switch.language") expect(/[\u4e00-\u9fff]/.test(text), `${key}: ${text}`).toBe(false);
    }
  });

  it("has words for whatever stands against an intervention", () => {
    const core = `${root}../../../engine/core/src/`;
    const rust = ["step", "migration"].flatMap((folder) => readdirSync(core + folder).filter((file) => file.endsWith(".rs")).map((file) => readFileSync(`${core}${folder}/${file}`, "utf8")));
    const told = rust.flatMap((text) => [...text.matchAll(/(?:Obstacle::new|\bsay|\bobstacle)\("([a-z-]+)"|\("([a-z]+(?:-[a-z]+)+)", (?:"|format|message)/g)].map((found) => found[1] ?? found[2]!));
    expect(told.length).toBeGreaterThan(30);
    const known = Object.keys(read("zh-CN", "ops.json")["obstacle"] as Tree);
    expect([...new Set(told)].filter((code) => !known.includes(code)).sort()).toEqual([]);
  });

  it("has words for every event and command of the engine, and for every code of an incident", () => {
    const core = `${root}../../../engine/core/src/`;
    const rust = (file: string) => readFileSync(core + file, "utf8");
    const missing = (told: string[], file: string, part: string) => [...new Set(told)].filter((one) => !(one in (read("zh-CN", file)[part] as Tree))).sort();
    const from = rust("event.rs").split("pub enum Event {")[1]!.split("\n}\n")[0]!;
    const events = [...from.matchAll(/^    ([A-Z])(\w+)/gm)].map((found) => found[1]!.toLowerCase() + found[2]!);
    expect(events.length).toBeGreaterThan(50);
    expect(missing(events, "events.json", "event")).toEqual([]);
    const names = rust("command.rs").split("pub fn name(&self)")[1]!;
    const commands = [...names.matchAll(/=> "([a-z-]+)"/g)].map((found) => found[1]!);
    expect(commands.length).toBeGreaterThan(30);
    expect(missing(commands, "audit.json", "command")).toEqual([]);
    const codes = ["failure.rs", "expression/error.rs", "juel/error.rs", "decision/error.rs"].flatMap((file) => [...rust(file).matchAll(/=> "([a-z]+(?:-[a-z]+)+)"/g)].map((found) => found[1]!));
    expect(codes.length).toBeGreaterThan(50);
    expect(missing(codes, "events.json", "code")).toEqual([]);
  });

  it("knows every code of the server", () => {
    const known = Object.keys(read("zh-CN", "problems.json"));
    expect(codes.filter((code) => !known.includes(code))).toEqual([]);
  });
});
