import { describe, expect, it } from "vitest";
import { HOUR, windowOf } from "@/shared/level/question";
import { USUAL, analyzeSearch, carried, partOf, question, questionBody } from "./search";

const NOW = Date.parse("2026-03-02T08:30:00Z");

describe("the address of an analysis", () => {
  it("keeps what can be asked and forgets the rest", () => {
    expect(analyzeSearch({ days: "7", activities: "60", paths: 101, behind: "flow", of: 3, part: "none", gap: -1, where: { a: 1, b: {} } })).toEqual({ days: 7, activities: 60, behind: "flow", of: "3", where: { a: 1 } });
    expect(analyzeSearch({ from: "2026-03-03", until: "2026-03-02" })).toEqual({});
  });

  it("carries the question through all views and leaves what belongs to one", () => {
    const search = analyzeSearch({ days: 7, rework: "true", activities: 60, run: "r", part: "slow", value: "4" });
    expect(carried(search)).toEqual({ days: 7, rework: true });
  });

  it("moves with the hour", () => {
    expect(windowOf({ days: 1 }, NOW, USUAL)).toEqual({ from: Date.parse("2026-03-01T09:00:00Z"), until: Date.parse("2026-03-02T09:00:00Z") });
    expect(question({ days: 1, where: { supplier: "north" } }, NOW)).toEqual({ from: "2026-03-01T09:00:00.000Z", until: "2026-03-02T09:00:00.000Z", variables: '{"supplier":"north"}' });
    expect(questionBody({ days: 1, where: { supplier: "north" } }, NOW)).toMatchObject({ variables: { supplier: "north" } });
  });

  it("says which part is compared only when all of it is said", () => {
    expect(partOf({ part: "slow" })).toBeUndefined();
    expect(partOf({ part: "slow", value: "4", days: 7 })).toEqual({ days: 7, longer: 4 * HOUR });
    expect(partOf({ part: "node", value: "check" })).toEqual({ node: "check" });
    expect(partOf({ part: "rework", version: 2 })).toEqual({ rework: true, version: 2 });
    expect(partOf({})).toBeUndefined();
  });
});
