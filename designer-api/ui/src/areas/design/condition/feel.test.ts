import { describe, expect, it } from "vitest";
import { literal, literals, readRows, shown, writeRows } from "./feel";

const NAMES = ["amount", "city", "limit", "order"];

describe("a condition", () => {
  it.each([
    "amount > 1000",
    'city = "上海"',
    'amount >= 1000 and city != "北京"',
    'city in ("上海", "北京") or amount < 5',
    'contains(order.note, "urgent, and more")',
    "order = null and city != null",
    "amount > limit * 2",
    'amount <= (limit + 1) and city = "a and b"',
    "amount > params.large_amount",
    'start > date("2026-01-01")',
  ])("%s is rows, and the same again when it is written", (text) => {
    const rows = readRows(text);
    expect(rows).not.toBeNull();
    expect(writeRows(rows!)).toBe(text);
  });

  it.each([
    'amount > 1 and city = "x" or order = null',
    "not(approved)",
    "approved",
    "amount between 1 and 5",
    "some x in items satisfies x > 5",
    "if amount > 5 then true else false",
    "count(items) > 3",
    '(amount > 1 or city = "x") and order = null',
    'city = "no end',
    "amount > (1",
    "a = b = c",
    "amount >",
  ])("%s is more than rows can say", (text) => {
    expect(readRows(text)).toBeNull();
  });

  it("may begin with an equals sign, and be empty", () => {
    expect(readRows("= amount > 5")).toEqual({ join: "and", rows: [{ variable: "amount", operator: "gt", value: "5" }] });
    expect(readRows("  ")).toEqual({ join: "and", rows: [] });
  });
});

describe("a value", () => {
  it.each([
    ["5", "5"],
    ["-1.5", "-1.5"],
    ["true", "true"],
    ["上海", '"上海"'],
    ["A-12", '"A-12"'],
    ['"5"', '"5"'],
    ["limit", "limit"],
    ["limit * 2", "limit * 2"],
    ["order.total", "order.total"],
    ["params.large_amount", "params.large_amount"],
    ['date("2026-01-01")', 'date("2026-01-01")'],
    ['say "yes"', '"say \\"yes\\""'],
    ["Somebody", '"Somebody"'],
  ])("%s is %s", (typed, feel) => {
    expect(literal(typed, NAMES)).toBe(feel);
    // What is shown of it is read as the same again.
    expect(literal(shown(feel, NAMES), NAMES)).toBe(feel);
  });

  it("of several is a list", () => {
    expect(literals('上海, 北京，"a, b", 5', NAMES)).toBe('"上海", "北京", "a, b", 5');
    expect(shown('"上海", "北京", "a, b", 5', NAMES)).toBe('上海, 北京, "a, b", 5');
  });

  it("keeps its quotes where it would be something else without", () => {
    expect(shown('"5"', NAMES)).toBe('"5"');
    expect(shown('"limit"', NAMES)).toBe('"limit"');
  });
});
