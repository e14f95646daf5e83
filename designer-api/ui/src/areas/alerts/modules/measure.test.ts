import { describe, expect, it } from "vitest";
import en from "../../../../locales/en/alerts.json";
import zh from "../../../../locales/zh-CN/alerts.json";
import { measureSaid } from "./measure";

/** The words of a language, as the page looks them up. */
function words(file: unknown) {
  return ((key: string, values: Record<string, unknown> = {}) => {
    const found = (all: unknown, path: string[]): unknown => (path.length === 0 ? all : found((all as Record<string, unknown>)[path[0]!], path.slice(1)));
    const path = key.split(".");
    const plural = [...path.slice(0, -1), `${path.at(-1)}_${values["count"] === 1 ? "one" : "other"}`];
    const text = (found(file, path) ?? found(file, plural)) as string;
    return Object.entries(values).reduce((said, [name, value]) => said.replaceAll(`{{${name}}}`, String(value)), text);
  }) as never;
}

const say = { number: String, value: (ms: number | null | undefined) => `${(ms ?? 0) / 3_600_000} h` };
const lines = (code: string, parameter: number | null, about: string[] = [], file: unknown = en) => measureSaid({ code, parameter, about }, { t: words(file), say });

describe("a recommended measure", () => {
  it("says its number with its unit, and what it is about", () => {
    expect(lines("add-capacity", 2, ["Check"])).toEqual(["Reckoned: 2 more people", "At: Check"]);
    expect(lines("add-capacity", 1)).toEqual(["Reckoned: 1 more person"]);
    expect(lines("shift-calendar", 7)).toEqual(["Most of it waits for nobody at 07:00"]);
    expect(lines("remind-and-release", 7_200_000)).toEqual(["Reckoned: after 2 h"]);
    expect(lines("compare-version", 3)).toEqual(["Worse than the others: version 3"]);
    expect(lines("assignment-constraint", null, ["Check", "$initiator"])).toEqual(["Not by one person: Check and who started it"]);
  });

  it("says nothing that is not known", () => {
    expect(lines("add-capacity", null)).toEqual([]);
    expect(lines("deputy-rule", 4)).toEqual([]);
  });

  it("has words in Chinese as well", () => {
    expect(lines("smaller-batch", 4, ["复核"], zh)).toEqual(["测算：每批 4 件", "环节：复核"]);
    expect(lines("train-group", 3_600_000, [], zh)[0]).toContain("1 h");
  });
});
