import { describe, expect, it } from "vitest";
import type { Activity } from "@/api/types";
import { moments, paintAt } from "./replay";

const visit = (element: string, seq: number, enabled: string, ended: string | null, flows: string[] = [], outcome: string | null = ended ? "completed" : null): Activity =>
  ({ key: seq, element, scopePath: [], seq, enabled, ended, flows, outcome, suspended: [], causedBy: [], wrote: [], decisions: [], incidents: 0 }) as unknown as Activity;

const all = moments([
  visit("p", 0, "2026-01-01T00:00:00Z", null),
  visit("start", 1, "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", ["f1"]),
  visit("a", 2, "2026-01-01T00:00:00Z", "2026-01-01T01:00:00Z", [], "terminated"),
  visit("b", 9, "2026-01-01T01:00:00Z", null),
]);

describe("a replay", () => {
  it("tells what happened in its order", () => {
    expect(all.map((moment) => `${moment.kind} ${moment.element}`)).toEqual(["entered p", "entered start", "completed start", "entered a", "terminated a", "entered b"]);
  });

  it("paints what was so then", () => {
    expect(paintAt(all, 2, "p")).toEqual({ start: { active: 1 } });
    expect(paintAt(all, 4, "p")).toEqual({ start: { active: 0, marker: "passed" }, f1: { marker: "passed" }, a: { active: 1 } });
    expect(paintAt(all, 6, "p")["a"]).toEqual({ active: 0 });
    expect(paintAt(all, 6, "p")["b"]).toEqual({ active: 1 });
  });
});
