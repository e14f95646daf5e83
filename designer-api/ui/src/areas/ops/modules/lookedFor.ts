// What instances are looked for by: what their variables are, and when something happened in them.

export const COMPARISONS = ["equal", "unequal", "less", "atMost", "greater", "atLeast", "contains", "present", "absent"] as const;
export type Comparison = (typeof COMPARISONS)[number];

export interface VariableTest {
  name: string;
  is: Comparison;
  value: unknown;
}

/** So many are compared in one question. */
export const TESTS_MAX = 8;

/** Is it only asked whether there is one? */
export const asksForNothing = (is: Comparison): boolean => is === "present" || is === "absent";

/** What an address says of variables; what is no question is left out. */
export function testsIn(raw: unknown): VariableTest[] | undefined {
  if (!Array.isArray(raw)) return undefined;
  const all = raw.flatMap((one: unknown): VariableTest[] => {
    const { name, is, value } = (one ?? {}) as { name?: unknown; is?: unknown; value?: unknown };
    const found = COMPARISONS.find((each) => each === is);
    return typeof name === "string" && name && found ? [{ name, is: found, value: value ?? null }] : [];
  });
  return all.length > 0 ? all.slice(0, TESTS_MAX) : undefined;
}

/** Numbers, true, false and what stands in quotes are what they say; anything else is text. */
export function valueOf(text: string): unknown {
  const trimmed = text.trim();
  if (/^(?:true|false|null|".*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)$/s.test(trimmed)) {
    try {
      return JSON.parse(trimmed) as unknown;
    } catch {
      return trimmed;
    }
  }
  return trimmed;
}

/** The text by which one enters a value. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string" && valueOf(value) === value ? value : JSON.stringify(value);
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** How long ago, and whether something happened since then or not. */
const SPANS = { hour: [HOUR, "activeSince"], day: [DAY, "activeSince"], week: [7 * DAY, "activeSince"], quietDay: [DAY, "quietSince"], quietWeek: [7 * DAY, "quietSince"], quietMonth: [30 * DAY, "quietSince"] } as const;
export type Activity = keyof typeof SPANS;
export const ACTIVITIES = Object.keys(SPANS) as Activity[];

/** As the server is asked for it, to the minute. */
export function activeIn(activity: Activity | undefined, now: number): { activeSince?: string; quietSince?: string } {
  if (!activity) return {};
  const [span, asked] = SPANS[activity];
  const minute = Math.floor((now - span) / 60_000) * 60_000;
  return { [asked]: new Date(minute).toISOString() };
}
