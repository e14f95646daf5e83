import { describe, expect, it } from "vitest";
import type { AlertRuleSpec, Indicator } from "@/api/types";
import { comparesVersions, detectorOf, fitted, fresh, guarding, holding, indicatorOf, isAt, isPlaced, metricOf, metricsAt, moved, narrowed, normOf, unitOf, watching } from "./spec";

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

  it("takes its place, unit and lines from an indicator, and leaves them with it", () => {
    const indicator = { key: "on-time", name: { "zh-CN": "按时率", en: "On time" }, formula: "share(on-time)", process: "p", windowDays: 200, unit: "%", direction: "higher", target: 95, warn: 90, weight: 1, owner: "person:a", least: 20 } as Indicator;
    const spec = watching(fresh("q"), indicator);
    expect([spec.scope, spec.unit, unitOf(spec), spec.side, spec.warn, spec.critical]).toEqual([{ process: "p" }, "%", "%", "below", 95, 90]);
    expect([spec.windowHours, indicatorOf(spec), spec.name.en]).toEqual([2160, "on-time", "On time"]);
    expect(unitOf({ ...spec, detector: { seasonal: 8 } })).toBe("deviations");
    expect([isAt(indicator, { process: "p" }), isAt(indicator, { process: "q" }), isAt({ ...indicator, process: null, node: "n" }, { landscape: "n" })]).toEqual([true, false, true]);
    const measure = fitted({ ...spec, source: { metric: "sojourn" } }, true);
    expect(["unit" in measure, unitOf(measure), measure.warn]).toEqual([false, "ms", 86_400_000]);
  });

  it("holds versions against each other by times and shares of one process", () => {
    const versions: AlertRuleSpec = { ...fresh("p"), detector: "version" };
    expect([detectorOf(versions), unitOf(versions), comparesVersions(versions)]).toEqual(["version", "ms-more", true]);
    const share = fitted({ ...versions, source: { metric: "onTime" } }, true);
    expect([unitOf(share), share.side, share.warn]).toEqual(["share-more", "below", -0.1]);
    for (const other of [{ ...versions, source: { metric: "ended" as const } }, { ...versions, scope: { landscape: "l" } }]) {
      expect(detectorOf(fitted(other, false))).toBe("threshold");
    }
  });

  it("keeps whose work and which versions it is about when it goes elsewhere", () => {
    const scope = { process: "p", node: "n", department: "sales", tag: "pilot" };
    expect(moved(scope, { landscape: "l" })).toEqual({ landscape: "l", department: "sales", tag: "pilot" });
    expect(moved({ process: "p" }, {})).toEqual({});
    expect([isPlaced({}), isPlaced({ department: "sales" }), isPlaced({ tag: "pilot" }), isPlaced({ process: "p" })]).toEqual([false, true, true, true]);
    expect(comparesVersions({ ...fresh("p"), scope })).toBe(false);
    const indicator = { process: "p" } as Indicator;
    expect([isAt(indicator, { process: "p" }), isAt(indicator, { process: "p", department: "sales" })]).toEqual([true, false]);
  });

  it("rings once a rule of its process is broken", () => {
    const spec = holding({ ...fresh("p"), scope: { process: "p", node: "n", department: "sales" } }, { id: "prompt", name: { "zh-CN": "及时", en: "In time" } });
    expect([normOf(spec), metricOf(spec), unitOf(spec), spec.warn, spec.name.en]).toEqual(["prompt", "prompt", "count", 0.5, "In time"]);
    expect(spec.scope).toEqual({ process: "p", department: "sales" });
    expect(narrowed(spec, { process: "p", tag: "pilot" }).source).toEqual({ norm: "prompt" });
    const apart = guarding(spec, { id: "apart", spec: { name: spec.name, process: "p" } });
    expect(narrowed(apart, { process: "p", tag: "pilot" }).source).toEqual({ duty: "apart" });
    const other = narrowed(apart, { process: "p", department: "sales" });
    expect([other.source, other.warn]).toEqual([{ metric: "sojourn" }, 86_400_000]);
    expect(normOf(guarding(spec, { id: "apart", spec: { name: spec.name, process: "p" } }))).toBeNull();
    expect(fitted({ ...spec, source: { metric: "ended" } }, true).source).toEqual({ metric: "ended" });
  });
});
