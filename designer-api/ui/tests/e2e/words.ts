// The words of the pages, so that one test speaks both languages.
import { readFileSync } from "node:fs";

type Tree = { [key: string]: string | Tree };

export function words(language: string, area: string): (key: string, holes?: Record<string, string | number>) => string {
  const tree = JSON.parse(readFileSync(new URL(`../../locales/${language}/${area}.json`, import.meta.url), "utf8")) as Tree;
  return (key, holes = {}) => {
    // Words with dots in them are no ways through the tree here.
    const find = (path: string) => path.split(".").reduce<string | Tree | undefined>((at, part) => (typeof at === "object" ? at[part] : undefined), tree);
    // Where English has two forms Chinese has one.
    const found = find(key) ?? find(key.replace(/_one$/, "_other"));
    if (typeof found !== "string") throw new Error(`${language} ${area}:${key}`);
    return found.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(holes[name] ?? ""));
  };
}
