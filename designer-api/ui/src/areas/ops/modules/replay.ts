import type { Activity } from "@/api/types";
import type { Paint } from "@/diagram";

/** One thing that happened: an element was entered or left. */
export interface Moment {
  at: string;
  element: string;
  kind: "entered" | "completed" | "terminated";
  activity: Activity;
}

/** What happened, in its order. At the same time what was left comes before what was entered by it. */
export function moments(activities: Activity[]): Moment[] {
  const all: (Moment & { order: number })[] = [];
  for (const activity of activities) {
    all.push({ at: activity.enabled, element: activity.element, kind: "entered", activity, order: activity.seq });
    if (activity.ended) {
      const kind = activity.outcome === "terminated" ? "terminated" : "completed";
      all.push({ at: activity.ended, element: activity.element, kind, activity, order: activity.seq });
    }
  }
  return all.sort((a, b) => a.at.localeCompare(b.at) || a.order - b.order || (a.kind === "entered" ? -1 : 1));
}

/** How the diagram looks after so many of them. */
export function paintAt(all: Moment[], step: number, process: string): Record<string, Paint> {
  const paint: Record<string, Paint> = {};
  const of = (element: string) => (paint[element] ??= {});
  for (const moment of all.slice(0, step)) {
    if (moment.element === process) continue;
    const own = of(moment.element);
    if (moment.kind === "entered") own.active = (own.active ?? 0) + 1;
    else {
      own.active = Math.max(0, (own.active ?? 0) - 1);
      if (moment.kind === "completed") {
        own.marker = "passed";
        for (const flow of moment.activity.flows) of(flow).marker = "passed";
      }
    }
  }
  return paint;
}
