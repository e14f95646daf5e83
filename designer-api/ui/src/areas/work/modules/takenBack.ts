// What of somebody's own can still be taken back.
import type { InstanceDetail, TimelineEntry } from "@/api/types";

export interface Taken {
  /** What was done. */
  line: TimelineEntry;
  /** The approval that is still open, when it was a vote in it; else the task is over. */
  approval?: string;
}

const DONE = new Set(["completed", "approved", "rejected", "abstained"]);

/** The task that somebody did last, where the engine takes it back; a vote in an approval that goes on is taken back there. */
export function takenBack(instance: InstanceDetail, lines: TimelineEntry[], person: string): Taken | undefined {
  const at = lines.findLastIndex((line) => line.by === person && DONE.has(line.what));
  const line = lines[at];
  if (!line) return undefined;
  // The matter went back since, or the vote did: what was done before counts no more.
  const over = lines.slice(at + 1).some((later) => later.what === "returned" || (later.what === "voteWithdrawn" && later.by === person && later.element === line.element));
  if (over) return undefined;
  const open = instance.elements.some((element) => element.key === line.key && element.element === line.element);
  const may = (action: InstanceDetail["allowedActions"][number]) => instance.allowedActions.includes(action);
  if (open) return may("withdrawVote") ? { line, approval: `${instance.id}.${line.key}` } : undefined;
  return line.what !== "abstained" && may("withdraw") ? { line } : undefined;
}
