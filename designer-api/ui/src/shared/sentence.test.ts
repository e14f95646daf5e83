import { readFileSync } from "node:fs";
import i18next from "i18next";
import { describe, expect, it } from "vitest";
import type { Sentence } from "@/api/types";
import en from "../../locales/en/events.json";
import zh from "../../locales/zh-CN/events.json";
import { dataOf, inWords, withoutData } from "./sentence";

const sentence = (over: Partial<Sentence>): Sentence => ({ name: "null", parts: {}, types: [], values: [], moreValues: 0, needs: [], moreNeeds: 0, ...over });

function telling(lng: string) {
  const words = i18next.createInstance();
  void words.init({ lng, resources: { en: { events: en }, "zh-CN": { events: zh } }, defaultNS: "events", interpolation: { escapeValue: false }, initAsync: false });
  return (said: Sentence | null) => inWords(said, words.getFixedT(lng, "events") as never, (key) => words.exists(key));
}

const cannot = sentence({
  name: "cannot",
  parts: { part: "amount > 10", what: "compare", expression: "amount > 10 and ok", line: "1", column: "1" },
  types: ["string", "date and time"],
  values: [{ name: "amount", value: '"much"' }],
  moreValues: 2,
});

describe("a sentence of the engine", () => {
  it("is told in the language of the page, with where it stands and what the data were", () => {
    expect(telling("zh-CN")(cannot)).toBe('amount > 10：文本和日期时间之间无法比较；表达式：amount > 10 and ok；第 1 行第 1 列；当时的数据：amount = "much", 另有 2 项');
    expect(telling("en")(cannot)).toBe('amount > 10: text and date and time cannot be compared; expression: amount > 10 and ok; line 1, column 1; data: amount = "much", 2 more');
  });

  it("names what each way out needs, and what it is said of", () => {
    const noFlow = sentence({ name: "no-flow", needs: [{ name: "f1", value: "a > 1" }] });
    expect(telling("zh-CN")(noFlow)).toBe("没有条件成立的出口，也没有默认出口；各出口的条件：f1：a > 1");
    expect(telling("zh-CN")(sentence({ name: "range", parts: { of: "the number of retries", part: "x", least: "1", most: "100" } }))).toBe("重试次数须为 1 到 100 的整数，现为 x");
    expect(telling("zh-CN")(sentence({ name: "gives", parts: { expression: "a", type: "a number", wanted: "a text", value: "3" } }))).toBe("结果是数字，应为文本 (3)；表达式：a");
  });

  it("tells where in a decision it was, and in which line of a script", () => {
    const rules = sentence({ name: "rules-together", parts: { decision: "risk", rules: "1, 3" } });
    expect(telling("zh-CN")(rules)).toBe("规则 1, 3 同时命中，而只允许命中一条；决策：risk");
    const cell = sentence({ name: "not-of-type", parts: { decision: "risk", rule: "2", output: "`fee`", given: '"much"', type: "number" } });
    expect(telling("zh-CN")(cell)).toBe('"much" 不是声明的类型：数字；决策：risk；规则 2；输出 `fee`');
    expect(telling("en")(cell)).toBe('"much" is not of the declared type number; decision: risk; rule 2; output `fee`');
    expect(telling("zh-CN")(sentence({ name: "script-no-variable", parts: { name: "total", line: "3" } }))).toBe("脚本用到了不存在的 total；第 3 行");
    expect(telling("zh-CN")(sentence({ name: "no-order", parts: { part: "a < b" }, types: ["a list", "an object"] }))).toBe("a < b：列表和对象之间没有大小");
    expect(telling("en")(sentence({ name: "script-threw", parts: { reason: "Error: no", line: "2" } }))).toBe("the script failed in line 2: Error: no");
  });

  it("has no words where the page knows none, or it was kept before there were parts", () => {
    expect(telling("en")(sentence({ name: "of-tomorrow" }))).toBeNull();
    expect(telling("en")(null)).toBeNull();
  });

  it("is parted from the data of a single instance", () => {
    expect(dataOf(cannot)).toBe('amount = "much"');
    expect(withoutData(cannot)).toMatchObject({ name: "cannot", values: [], moreValues: 0 });
    expect(dataOf(null)).toBeUndefined();
  });

  it("has words for each that the engine says, and for no other", () => {
    const source = readFileSync(`${process.cwd()}/../../engine/core/src/sentence.rs`, "utf8");
    const names = [.../NAMES: \[&str; \d+\] = \[(.*?)\];/s.exec(source)![1]!.matchAll(/"([^"]+)"/g)].map((found) => found[1]);
    expect(names.length).toBeGreaterThan(60);
    expect(Object.keys(zh.said).sort()).toEqual([...names].sort());
    expect(Object.keys(en.said).sort()).toEqual([...names].sort());
  });
});
