import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import en from "../../../../locales/en/plan.json";
import zh from "../../../../locales/zh-CN/plan.json";

it("has words in both languages for the tags of the typical processes", () => {
  const library = `${process.cwd()}/../../process-models`;
  const folders = readdirSync(library, { withFileTypes: true }).filter((one) => one.isDirectory());
  const tags = folders.flatMap((folder) => (JSON.parse(readFileSync(`${library}/${folder.name}/process.json`, "utf8")) as { tags: string[] }).tags);
  expect(tags.length).toBeGreaterThan(50);
  expect(tags.filter((tag) => !(tag in zh.tag && tag in en.tag))).toEqual([]);
});
