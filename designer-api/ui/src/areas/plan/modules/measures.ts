// How the indicators of nodes stand. This is the one place that asks for it; what was not measured is absent, and the pages say so.
import { useQuery } from "@tanstack/react-query";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import { LOOK, useTopic } from "@/api/topics";
import type { LandscapeLight, LandscapeNode } from "@/api/types";
import { useMay } from "@/app/session";

export type Light = "good" | "doubtful" | "bad" | "unmeasured";

/** What was measured, by node: its own indicators, and those that are defined for it or for its processes. */
export type Measures = ReadonlyMap<string, readonly LandscapeLight[]>;

const NONE: Measures = new Map();

/** How the nodes stand, for those who see the instances behind it. */
export function useMeasures(): Measures {
  const sees = useMay()("see-instances");
  useTopic(sees ? "indicators" : undefined);
  const found = useQuery({ queryKey: keys.analytics("lights"), queryFn: () => get("/api/v1/analytics/lights"), enabled: sees, refetchInterval: LOOK, select: byNode });
  return found.data ?? NONE;
}

function byNode({ items }: { items: LandscapeLight[] }): Measures {
  const all = new Map<string, LandscapeLight[]>();
  for (const one of items) all.set(one.node, [...(all.get(one.node) ?? []), one]);
  return all;
}

/** What one of a node's own indicators was measured at. */
export function measured(measures: Measures, node: string, indicator: string): LandscapeLight | null {
  return measures.get(node)?.find((one) => !one.defined && one.indicator === indicator) ?? null;
}

/** Those that are defined for a node, or for a process that it is linked to. */
export function defined(measures: Measures, node: string): LandscapeLight[] {
  return (measures.get(node) ?? []).filter((one) => one.defined);
}

const LIGHTS: Record<LandscapeLight["state"], Light> = { good: "good", warn: "doubtful", bad: "bad", noData: "unmeasured", tooFew: "unmeasured", unavailable: "unmeasured" };

/** The light of something that was measured, or was not. */
export function lightFor(one: LandscapeLight | null): Light {
  return one ? LIGHTS[one.state] : "unmeasured";
}

const WORST: Light[] = ["bad", "doubtful", "good", "unmeasured"];

/** The worst light of a node; none where it has no indicator that somebody took over or defined. */
export function lightOf(node: LandscapeNode, measures: Measures): Light | null {
  const own = node.indicators.filter((one) => !one.proposed).map((one) => lightFor(measured(measures, node.id, one.id)));
  const lights = [...own, ...defined(measures, node.id).map(lightFor)];
  return WORST.find((one) => lights.includes(one)) ?? null;
}
