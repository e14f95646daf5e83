// A rule while it is edited: what it says, and in which unit its lines are typed.
import type { AlertRuleSpec, Indicator } from "@/api/types";

export const METRICS = ["sojourn", "queue", "claimed", "service", "onTime", "rework", "firstPass", "sentBack", "incidents", "interventions", "terminated", "ended", "running"] as const;
export type MetricName = (typeof METRICS)[number];
export const OF_TIMES: MetricName[] = ["sojourn", "queue", "claimed", "service"];
const OF_ACTIVITIES: MetricName[] = ["queue", "claimed", "service"];
const OF_PROCESSES: MetricName[] = ["rework", "firstPass", "sentBack", "running"];
/** The longest window of a rule, hours. */
export const WINDOW_HOURS_MAX = 2160;
export const DETECTORS = ["threshold", "seasonal", "outliers", "version"] as const;
export type DetectorName = (typeof DETECTORS)[number];

/** With which others an alert is told as one. */
export const TOGETHER = ["process", "node", "alone"] as const;

/** The measure of a rule, by name. */
export function metricOf(spec: AlertRuleSpec): string {
  if ("metric" in spec.source) return spec.source.metric;
  if ("indicator" in spec.source) return spec.source.indicator;
  return "duty" in spec.source ? spec.source.duty : spec.source.norm;
}

/** What a rule watches, and in which process. */
export function watchedBy(spec: AlertRuleSpec): { source: string; process: string | null } {
  return { source: metricOf(spec), process: spec.scope.process ?? null };
}

/** The indicator that a rule watches. */
export function indicatorOf(spec: AlertRuleSpec): string | null {
  return "indicator" in spec.source ? spec.source.indicator : null;
}

/** The rule of duties that a rule watches. */
export function dutyOf(spec: AlertRuleSpec): string | null {
  return "duty" in spec.source ? spec.source.duty : null;
}

/** The rule of its process that a rule watches. */
export function normOf(spec: AlertRuleSpec): string | null {
  return "norm" in spec.source ? spec.source.norm : null;
}

/** Lines that are crossed as soon as something is broken once. */
const ONCE = { statistic: "mean" as const, detector: "threshold" as const, side: "above" as const, warn: 0.5, critical: null, clear: 0.5, beyond: 1, of: 1, keep: 1, least: 1 };

/** A rule that rings as soon as a rule of duties is broken. */
export function guarding(spec: AlertRuleSpec, duty: { id: string; spec: { name: AlertRuleSpec["name"]; process?: string | null } }): AlertRuleSpec {
  const { unit: _, ...rest } = spec;
  const { tag } = spec.scope;
  return { ...rest, name: isNamed(spec) ? spec.name : duty.spec.name, scope: { process: duty.spec.process ?? null, ...(tag ? { tag } : {}) }, source: { duty: duty.id }, ...ONCE };
}

/** A rule that rings as soon as an instance has broken a rule of its process. */
export function holding(spec: AlertRuleSpec, norm: { id: string; name: AlertRuleSpec["name"] }): AlertRuleSpec {
  const { unit: _, ...rest } = spec;
  const { node: __, ...scope } = spec.scope;
  return { ...rest, name: isNamed(spec) ? spec.name : norm.name, scope, source: { norm: norm.id }, ...ONCE };
}

function isNamed(spec: AlertRuleSpec): boolean {
  return spec.name["zh-CN"].trim() !== "" || spec.name.en.trim() !== "";
}

/** The same place in another process or node of the landscape, or in all of them: whose work and which versions it is about stays. */
export function moved(scope: AlertRuleSpec["scope"], to: { process?: string; landscape?: string }): AlertRuleSpec["scope"] {
  const { department, tag } = scope;
  return { ...to, ...(department ? { department } : {}), ...(tag ? { tag } : {}) };
}

/** The rule about other versions and people of its place: a rule of the process stays what is watched, and one of duties where nobody
 * is named; else what does not fit any more takes the nearest that does, with lines of its own. */
export function narrowed(spec: AlertRuleSpec, scope: AlertRuleSpec["scope"]): AlertRuleSpec {
  const next = { ...spec, scope };
  const stays = "norm" in spec.source || ("duty" in spec.source && !scope.department);
  return stays ? next : fitted(next, !("metric" in spec.source));
}

/** Does a rule say where it looks? */
export function isPlaced({ process, landscape, department, tag }: AlertRuleSpec["scope"]): boolean {
  return Boolean(process ?? landscape ?? department ?? tag);
}

/** What a rule is about that watches an indicator: that is said by the indicator. */
export function placeOf(indicator: Indicator): AlertRuleSpec["scope"] {
  if (indicator.node) return { landscape: indicator.node };
  return { process: indicator.process ?? null, ...(indicator.version ? { version: indicator.version } : {}) };
}

/** Is an indicator of the place of a rule? A rule without a place may choose any. */
export function isAt(indicator: Indicator, scope: AlertRuleSpec["scope"]): boolean {
  if (scope.department || scope.tag) return false;
  if (scope.landscape) return indicator.node === scope.landscape;
  return scope.process ? indicator.process === scope.process : true;
}

/** A rule that watches an indicator: in its window, in its unit, from its target on. */
export function watching(spec: AlertRuleSpec, indicator: Indicator): AlertRuleSpec {
  return {
    ...spec,
    name: isNamed(spec) ? spec.name : indicator.name,
    scope: placeOf(indicator),
    source: { indicator: indicator.key },
    unit: indicator.unit,
    statistic: "mean",
    detector: "threshold",
    windowHours: Math.min(indicator.windowDays * 24, WINDOW_HOURS_MAX),
    side: indicator.direction === "higher" ? "below" : "above",
    warn: indicator.target,
    critical: typeof indicator.warn === "number" && indicator.warn !== indicator.target ? indicator.warn : null,
    clear: null,
    least: indicator.least ?? 20,
  };
}

/** The measures that are told at a place. */
export function metricsAt(activity: boolean): MetricName[] {
  return METRICS.filter((metric) => !(activity ? OF_PROCESSES : OF_ACTIVITIES).includes(metric));
}

/** Can a version be held against the one before it? Of a process, by what is no count. */
export function comparesVersions(spec: AlertRuleSpec): boolean {
  const metric = metricOf(spec);
  return "metric" in spec.source && Boolean(spec.scope.process) && !spec.scope.tag && metric !== "ended" && metric !== "running";
}

export function detectorOf(spec: AlertRuleSpec): DetectorName {
  const detector = spec.detector ?? "threshold";
  if (typeof detector === "string") return detector;
  return "seasonal" in detector ? "seasonal" : "outliers";
}

/** What the value counts. */
export function unitOf(spec: AlertRuleSpec): string {
  const detector = detectorOf(spec);
  if (detector === "seasonal") return "deviations";
  if (detector === "outliers") return "share";
  if (indicatorOf(spec) !== null) return spec.unit ?? "count";
  if (dutyOf(spec) !== null || normOf(spec) !== null) return "count";
  const metric = metricOf(spec) as MetricName;
  if (detector === "version") return OF_TIMES.includes(metric) ? "ms-more" : "share-more";
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
export function fitted(from: AlertRuleSpec, lines: boolean): AlertRuleSpec {
  const { unit: _, ...spec } = from;
  const allowed = metricsAt(Boolean(spec.scope.node));
  const metric = allowed.find((one) => one === metricOf(spec)) ?? "sojourn";
  const times = OF_TIMES.includes(metric);
  let next: AlertRuleSpec = { ...spec, source: { metric }, statistic: times ? (spec.statistic ?? "mean") : "mean" };
  const detector = detectorOf(next);
  if ((detector === "outliers" && !times) || (detector === "seasonal" && metric === "running") || (detector === "version" && !comparesVersions(next))) next = { ...next, detector: "threshold" };
  if (!lines) return next;
  const well: MetricName[] = ["onTime", "firstPass"];
  const kind = detectorOf(next);
  const side = (kind === "threshold" || kind === "version") && well.includes(metric) ? "below" : "above";
  const defaults: Record<string, number> = { ms: 24 * 3_600_000, share: detectorOf(next) === "outliers" ? 0.05 : side === "below" ? 0.9 : 0.1, count: 50, deviations: 3, "ms-more": 3_600_000, "share-more": side === "below" ? -0.1 : 0.1 };
  return { ...next, side, warn: defaults[unitOf(next)] ?? 1, critical: null, clear: null };
}
