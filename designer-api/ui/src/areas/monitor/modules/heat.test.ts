import { describe, expect, it } from "vitest";
import type { Measure, NodeAnswer } from "@/api/types";
import { amount, paintHeat, step } from "./heat";

const measure = (value: number | null, unit: Measure["unit"] = "ms"): Measure => ({ state: value === null ? "noData" : "measured", value, unit, n: value === null ? 0 : 30, least: 1, low: null, high: null, approximate: false });
const times = (mean: number | null) => ({ mean: measure(mean), p50: measure(null), p95: measure(null) });
const node = (id: string, visits: number, mean: number | null, before: number | null): NodeAnswer =>
  ({ node: id, nature: "human", visits, queue: times(null), claimed: times(null), service: times(mean), sojourn: times(mean), terminated: measure(0, "share"), incidents: measure(0.5, "share"), contribution: measure(mean), comparedVisits: 10, comparedSojourn: measure(before), evidence: "e" }) as NodeAnswer;

const say = (value: number) => String(value);
const title = (id: string, figure: string) => `${id} ${figure}`;

describe("the heat of a diagram", () => {
  it("goes from little to much in five steps", () => {
    expect([0, 1, 20, 21, 100].map((value) => step(value, 100, 5))).toEqual([0, 1, 1, 2, 5]);
    expect(step(1, 0, 5)).toBe(0);
  });

  it("says nothing of nodes of which there is no number", () => {
    const nodes = [node("a", 10, 100, null), node("b", 5, null, null)];
    expect(Object.keys(paintHeat(nodes, [], "sojourn", say, title))).toEqual(["a"]);
    expect(amount(nodes[0]!, "queue")).toBeUndefined();
    expect(paintHeat(nodes, [], "queue", say, title)).toEqual({});
  });

  it("counts flows with their nodes, and shows what has changed in two hues", () => {
    const nodes = [node("a", 10, 100, 40), node("b", 20, 10, 40)];
    const flows = [{ flow: "f", taken: 20, comparedTaken: null, evidence: "" }];
    expect(paintHeat(nodes, flows, "frequency", say, title)["f"]).toEqual({ marker: "heat-5" });
    const changed = paintHeat(nodes, flows, "sojournChange", say, title);
    expect([changed["a"]?.marker, changed["b"]?.marker, changed["f"]]).toEqual(["worse-3", "better-2", undefined]);
  });
});
