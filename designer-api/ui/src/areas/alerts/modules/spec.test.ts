import { describe, expect, it } from "vitest";
import { detectorOf, fitted, fresh, metricsAt, unitOf } from "./spec";

describe("a rule that is edited", () => {
  it("has lines in the unit of its value", () => {
    const spec = fresh("p");
    expect(unitOf(spec)).toBe("ms");
    expect(unitOf({ ...spec, source: { metric: "onTime" } })).toBe("share");
    expect(unitOf({ ...spec, source: { metric: "running" } })).toBe("count");
    expect(unitOf({ ...spec, detector: { seasonal: 8 } })).toBe("deviations");
    expect(unitOf({ ...spec, detector: { outliers: 0.99 } })).toBe("share");
  });

  it("keeps only what fits its place and measure", () => {
    expect(metricsAt(true)).toContain("queue");
    expect(metricsAt(false)).not.toContain("queue");
    const queue = { ...fresh("p"), source: { metric: "queue" as const } };
    expect(fitted(queue, true).source).toEqual({ metric: "sojourn" });
    const outliers = { ...fresh("p"), source: { metric: "rework" as const }, detector: { outliers: 0.99 } };
    expect(detectorOf(fitted(outliers, true))).toBe("threshold");
    const onTime = fitted({ ...fresh("p"), source: { metric: "onTime" } }, true);
    expect([onTime.side, onTime.warn]).toEqual(["below", 0.9]);
    const kept = fitted({ ...fresh("p"), warn: 7 }, false);
    expect(kept.warn).toBe(7);
  });
});
