// What the indicators of nodes were measured at. This is the one place that asks for it: as long as nothing measures them,
// every value is absent, and the pages say so.
import type { LandscapeNode } from "@/api/types";

export type Light = "good" | "doubtful" | "bad" | "unmeasured";

export interface Measured {
  value: number;
  /** RFC 3339: of when the value is. */
  at: string;
}

/** Values by node and indicator: `node/indicator`. */
export type Measures = ReadonlyMap<string, Measured>;

const NONE: Measures = new Map();

/** The values of these nodes, as far as they were measured. */
export function useMeasures(_nodes: readonly LandscapeNode[]): Measures {
  return NONE;
}

export function measured(measures: Measures, node: string, indicator: string): Measured | null {
  return measures.get(`${node}/${indicator}`) ?? null;
}

interface Aim {
  target: number;
  warn?: number | null;
  direction: string;
}

/** Good at the target; doubtful up to the bound, where there is one; bad beyond. */
export function light(aim: Aim, value: number | null): Light {
  if (value === null) return "unmeasured";
  const reaches = (bound: number) => (aim.direction === "higher" ? value >= bound : value <= bound);
  if (reaches(aim.target)) return "good";
  return aim.warn !== null && aim.warn !== undefined && reaches(aim.warn) ? "doubtful" : "bad";
}

const WORST: Light[] = ["bad", "doubtful", "good", "unmeasured"];

/** The worst of the indicators of a node; none where it has none that somebody took over. */
export function lightOf(node: LandscapeNode, measures: Measures): Light | null {
  const lights = node.indicators.filter((one) => !one.proposed).map((one) => light(one, measured(measures, node.id, one.id)?.value ?? null));
  return WORST.find((one) => lights.includes(one)) ?? null;
}
