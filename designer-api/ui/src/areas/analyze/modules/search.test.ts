import { describe, expect, it } from "vitest";
import { HOUR, windowOf } from "@/shared/level/question";
import { USUAL, analyzeSearch, carried, question, questionBody } from "./search";
import { setsOf, valueOf } from "./sides";

const NOW = Date.parse("2026-03-02T08:30:00Z");

describe("the address of an analysis", () => {
  it("keeps what can be asked and forgets the rest", () => {
    expect(analyzeSearch({ days: "7", activities: "60", paths: 101, behind: "flow", of: 3, one: "none", other: {}, gap: -1, where: { a: 1, b: {} } })).toEqual({ days: 7, activities: 60, behind: "flow", of: "3", other: {}, where: { a: 1 } });
    expect(analyzeSearch({ from: "2026-03-03", until: "2026-03-02" })).toEqual({});
  });

  it("carries the question through all views and leaves what belongs to one", () => {
    const search = analyzeSearch({ days: 7, rework: "true", activities: 60, run: "r", one: { longer: 4 } });
    expect(carried(search)).toEqual({ days: 7, rework: true });
  });

  it("moves with the hour", () => {
    expect(windowOf({ days: 1 }, NOW, USUAL)).toEqual({ from: Date.parse("2026-03-01T09:00:00Z"), until: Date.parse("2026-03-02T09:00:00Z") });
    expect(question({ days: 1, where: { supplier: "north" } }, NOW)).toEqual({ from: "2026-03-01T09:00:00.000Z", until: "2026-03-02T09:00:00.000Z", variables: '{"supplier":"north"}' });
    expect(questionBody({ days: 1, where: { supplier: "north" } }, NOW)).toMatchObject({ variables: { supplier: "north" } });
  });

  it("holds sets against each other only when it is said which", () => {
    const sets = (raw: Record<string, unknown>) => {
      const search = analyzeSearch(raw);
      return setsOf(carried(search), search.one, search.other);
    };
    expect(sets({ days: 7 })).toBeUndefined();
    expect(sets({ one: { days: 30 } })).toBeUndefined();
    expect(sets({ days: 7, one: { longer: 4 * HOUR } })).toEqual({ one: { question: { days: 7, longer: 4 * HOUR } } });
    expect(sets({ where: { a: 1 }, one: { version: 2, where: { b: "x" }, way: "i" } })).toEqual({ one: { question: { version: 2, where: { a: 1, b: "x" } }, way: "i" } });
    expect(sets({ version: 1, one: { version: 2 }, other: {} })).toEqual({ one: { question: { version: 2 } }, other: { question: { version: 1 } } });
    // A window of its own takes the place of that of the page.
    const own = { from: "2026-03-01T00:00:00.000Z", until: "2026-03-02T00:00:00.000Z" };
    expect(sets({ ...own, other: { days: 3 } })).toEqual({ one: { question: own }, other: { question: { days: 3 } } });
    expect(sets({ days: 7, one: own, other: {} })).toEqual({ one: { question: own }, other: { question: { days: 7 } } });
  });

  it("takes a value for what it is written like", () => {
    expect(["true", " 12 ", "-0.5", "007", "1e3", "north"].map(valueOf)).toEqual([true, 12, -0.5, "007", "1e3", "north"]);
  });
});
