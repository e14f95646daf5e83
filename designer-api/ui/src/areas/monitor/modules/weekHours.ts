// The hours of a week, each with how dark it is among them.
import type { NodeWaits } from "@/api/types";

export type Shown = "n" | "wait" | "sojourn";

export interface Cell {
  value: number;
  /** On how many visits it rests. */
  n: number;
  /** 1 to 5. */
  tint: number;
}

/** By day and hour, "1 0" is Monday from midnight on; an hour of which nothing is known is none. */
export function cellsOf(hours: NodeWaits["hours"], shown: Shown): Map<string, Cell> {
  const known = hours.flatMap((hour) => {
    const value = hour[shown];
    return typeof value === "number" ? [{ key: `${hour.weekday} ${hour.hour}`, value, n: shown === "wait" ? hour.begun : hour.n }] : [];
  });
  const most = Math.max(...known.map((one) => one.value), 0);
  const tint = (value: number) => (most > 0 ? Math.max(1, Math.ceil((value / most) * 5)) : 1);
  return new Map(known.map(({ key, value, n }) => [key, { value, n, tint: tint(value) }]));
}
