import { describe, expect, it } from "vitest";
import { DAY, HOUR, windowOf } from "@/shared/level/question";
import { USUAL, carried, question, questionBody } from "./question";
import { monitorSearch } from "./search";

const NOW = Date.parse("2026-11-26T10:20:30Z");

describe("the addresses of monitoring", () => {
  it("say what can be asked, and nothing else", () => {
    expect(monitorSearch({ days: "7", version: "2", heat: "queue", rework: "false", where: { supplier: "north", odd: [] } })).toEqual({
      days: 7,
      version: 2,
      heat: "queue",
      rework: false,
      where: { supplier: "north" },
    });
    expect(monitorSearch({ days: -1, version: "x", heat: "none", from: "2026-11-02", until: "2026-11-01", target: 0, where: "text" })).toEqual({});
  });

  it("carry the filter to every level, and leave the rest", () => {
    const search = monitorSearch({ days: 90, compare: true, outcome: "terminated", heat: "queue", handle: "h", open: "p", visitLonger: 5 });
    expect(carried(search)).toEqual({ days: 90, compare: true, outcome: "terminated" });
  });

  it("ask of departments at every level, in a query and in a body", () => {
    const search = monitorSearch({ days: 1, department: "law", initiatorDepartment: "sales" });
    expect(carried(search)).toEqual({ days: 1, department: "law", initiatorDepartment: "sales" });
    const asked = question(search, NOW);
    expect([asked.department, asked.initiatorDepartment]).toEqual(["law", "sales"]);
    expect(questionBody(search, NOW)).toEqual({ from: asked.from, until: asked.until, department: "law", initiatorDepartment: "sales" });
  });

  it("mean a window of whole hours until now, and compare with the one before", () => {
    expect(windowOf({}, NOW, USUAL)).toEqual({ from: Date.parse("2026-10-27T11:00:00Z"), until: Date.parse("2026-11-26T11:00:00Z") });
    const asked = question({ days: 1, compare: true, where: { a: 1 } }, NOW);
    expect(Date.parse(asked.until) - Date.parse(asked.from)).toBe(DAY);
    expect(asked.compareUntil).toBe(asked.from);
    expect(question({ against: 2 }, NOW).compareVersion).toBe(2);
    expect(questionBody({ days: 1, against: 2 }, NOW)).toEqual({ from: asked.from, until: asked.until });
    expect(asked.variables).toBe('{"a":1}');
    expect(question({ days: 1 }, NOW + HOUR / 2).until).toBe(asked.until);
    expect(questionBody({ days: 1, compare: true, where: { a: 1 } }, NOW)).toEqual({ from: asked.from, until: asked.until, variables: { a: 1 } });
  });

  it("let what was chosen win over a length", () => {
    const search = monitorSearch({ days: 7, from: "2026-11-01T00:00:00Z", until: "2026-11-02T00:00:00Z" });
    expect(windowOf(search, NOW, USUAL)).toEqual({ from: Date.parse("2026-11-01T00:00:00Z"), until: Date.parse("2026-11-02T00:00:00Z") });
  });
});
