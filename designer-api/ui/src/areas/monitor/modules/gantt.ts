// What of a visit was spent with what, as pieces of the line of time.
import type { InstanceAnalysis } from "@/api/types";

export type Visit = InstanceAnalysis["visits"][number];
type Wait = InstanceAnalysis["waits"][number];

export const CAUSES = ["batching", "contention", "prioritisation", "unavailable", "extraneous"] as const;
export type Cause = (typeof CAUSES)[number];

export interface Piece {
  part: "queue" | "claimed" | "service";
  /** ms since 1970. */
  from: number;
  ms: number;
}

/** In the queue until it was taken, taken until begun, begun until left; a time that did not occur gives its piece to the one before. */
export function piecesOf(visit: Visit, now: number): Piece[] {
  const at = (time: string | null | undefined) => (time ? Date.parse(time) : undefined);
  const end = at(visit.ended) ?? now;
  const steps: [Piece["part"], number | undefined][] = [
    ["queue", at(visit.enabled)],
    ["claimed", at(visit.claimed)],
    ["service", at(visit.started)],
  ];
  const known = steps.filter((step): step is [Piece["part"], number] => step[1] !== undefined);
  return known
    .map(([part, from], index) => ({ part, from, ms: (known[index + 1]?.[1] ?? end) - from }))
    .filter((piece) => piece.ms > 0);
}

/** Why a visit waited, one cause after the other: how long each took is known, not at which moments. */
export function waitOf(visit: Visit, waits: Wait[]): { causes: { cause: Cause; from: number; ms: number }[] } | undefined {
  const wait = waits.find((one) => one.node === visit.node && one.enabled === visit.enabled);
  if (!wait) return undefined;
  let at = Date.parse(visit.enabled);
  const causes = CAUSES.flatMap((cause) => {
    const ms = wait[cause];
    if (typeof ms !== "number" || ms <= 0) return [];
    const from = at;
    at += ms;
    return [{ cause, from, ms }];
  });
  return { causes };
}
