// A rule while it is edited: what it says, and in which unit its lines are typed.
import type { AlertRuleSpec } from "@/api/types";

export const METRICS = ["sojourn", "queue", "claimed", "service", "onTime", "rework", "firstPass", "sentBack", "incidents", "interventions", "terminated", "ended", "running"] as const;
export type MetricName = (typeof METRICS)[number];
export const OF_TIMES: MetricName[] = ["sojourn", "queue", "claimed", "service"];
const OF_ACTIVITIES: MetricName[] = ["queue", "claimed", "service"];
const OF_PROCESSES: MetricName[] = ["rework", "firstPass", "sentBack", "running"];
export const DETECTORS = ["threshold", "seasonal", "outliers"] as const;
export type DetectorName = (typeof DETECTORS)[number];

/** The measure of a rule, by name. */
export function metricOf(spec: AlertRuleSpec): string {
  return "metric" in spec.source ? spec.source.metric : spec.source.indicator;
}

/** The measures that are told at a place. */
export function metricsAt(activity: boolean): MetricName[] {
  return METRICS.filter((metric) => !(activity ? OF_PROCESSES : OF_ACTIVITIES).includes(metric));
}

export function detectorOf(spec: AlertRuleSpec): DetectorName {
  const detector = spec.detector ?? "threshold";
  if (typeof detector === "string") return "threshold";
  return "seasonal" in detector ? "seasonal" : "outliers";
}

/** What the value counts. */
export function unitOf(spec: AlertRuleSpec): string {
  const detector = detectorOf(spec);
  if (detector === "seasonal") return "deviations";
  if (detector === "outliers") return "share";
  const metric = metricOf(spec) as MetricName;
  if (OF_TIMES.includes(metric)) return "ms";
  return metric === "ended" || metric === "running" ? "count" : "share";
}

/** Where nothing is known yet: a day of a process, looked at every quarter of an hour, twice beyond of three. */
export function fresh(process: string | null): AlertRuleSpec {
  return {
    name: { "zh-CN": "", en: "" },
    scope: { process },
    source: { metric: "sojourn" },
    statistic: "mean",
    detector: "threshold",
    windowHours: 24,
    everyMinutes: 15,
    side: "above",
    warn: 24 * 3_600_000,
    critical: null,
    clear: null,
    beyond: 2,
    of: 3,
    keep: 2,
    least: 5,
    inhibitedBy: [],
    quiet: [],
    criticalAlways: true,
    repeatMinutes: null,
    reopenHours: 24,
    receivers: { people: [], roles: [], webhooks: [] },
    owner: null,
    enabled: true,
  };
}

/** With another place, measure or detector: what does not fit any more takes the nearest that does. */
export function fitted(spec: AlertRuleSpec, lines: boolean): AlertRuleSpec {
  const allowed = metricsAt(Boolean(spec.scope.node));
  const metric = allowed.find((one) => one === metricOf(spec)) ?? "sojourn";
  const times = OF_TIMES.includes(metric);
  let next: AlertRuleSpec = { ...spec, source: { metric }, statistic: times ? (spec.statistic ?? "mean") : "mean" };
  const detector = detectorOf(next);
  if ((detector === "outliers" && !times) || (detector === "seasonal" && metric === "running")) next = { ...next, detector: "threshold" };
  if (!lines) return next;
  const well: MetricName[] = ["onTime", "firstPass"];
  const side = detectorOf(next) === "threshold" && well.includes(metric) ? "below" : "above";
  const defaults: Record<string, number> = { ms: 24 * 3_600_000, share: detectorOf(next) === "outliers" ? 0.05 : side === "below" ? 0.9 : 0.1, count: 50, deviations: 3 };
  return { ...next, side, warn: defaults[unitOf(next)] ?? 1, critical: null, clear: null };
}
