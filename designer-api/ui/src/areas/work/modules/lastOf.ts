// By what a task was taken from whoever had it.
import type { TimelineEntry } from "@/api/types";

/** These leave a task where it is. */
const STAYS = new Set(["asked", "reminded", "copied", "signerAdded"]);

/** What happened last at an element instance. */
export function lastOf(lines: TimelineEntry[], key: number): TimelineEntry | undefined {
  return lines.findLast((line) => line.key === key && !STAYS.has(line.what));
}
