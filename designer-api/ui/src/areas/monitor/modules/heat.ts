// What a diagram is tinted with: how much there is of something at each node and flow, or how it has changed.
import type { FlowAnswer, Measure, NodeAnswer, Times } from "@/api/types";
import type { Paint } from "@/diagram";
import type { Heat } from "./search";

const STEPS = 5;
const CHANGES = 3;

/** What of a node a heat looks at, as times; none where it counts. */
export function timesOf(node: NodeAnswer, heat: Heat): Times | undefined {
  if (heat === "queue" || heat === "claimed" || heat === "service" || heat === "sojourn") return node[heat];
  return heat === "sojournChange" ? node.sojourn : undefined;
}

/** How much of it there is at a node; none where the server says none. */
export function amount(node: NodeAnswer, heat: Heat): number | undefined {
  const of = (measure: Measure | null | undefined) => (typeof measure?.value === "number" ? measure.value : undefined);
  if (heat === "frequency") return node.visits;
  if (heat === "failure") return of(node.incidents);
  if (heat === "frequencyChange") return typeof node.comparedVisits === "number" ? node.visits - node.comparedVisits : undefined;
  if (heat === "sojournChange") {
    const [now, before] = [of(node.sojourn.mean), of(node.comparedSojourn)];
    return now !== undefined && before !== undefined ? now - before : undefined;
  }
  return of(timesOf(node, heat)?.mean);
}

/** The step of a scale from 1 to `steps` on which an amount lies; 0 for nothing. */
export function step(value: number, most: number, steps: number): number {
  return most > 0 && value > 0 ? Math.max(1, Math.min(steps, Math.ceil((value / most) * steps))) : 0;
}

function marker(value: number, most: number, changes: boolean): string | undefined {
  const on = step(Math.abs(value), most, changes ? CHANGES : STEPS);
  if (on === 0) return undefined;
  return changes ? `${value > 0 ? "worse" : "better"}-${on}` : `heat-${on}`;
}

/** Is it a difference of two windows? */
export const isChange = (heat: Heat): boolean => heat === "frequencyChange" || heat === "sojournChange";

export function paintHeat(nodes: NodeAnswer[], flows: FlowAnswer[], heat: Heat, say: (value: number) => string, title: (node: string, figure: string) => string): Record<string, Paint> {
  const amounts = nodes.flatMap((node) => {
    const value = amount(node, heat);
    return value === undefined ? [] : [{ id: node.node, value }];
  });
  const most = Math.max(0, ...amounts.map(({ value }) => Math.abs(value)));
  const paint: Record<string, Paint> = {};
  for (const { id, value } of amounts) {
    const tint = marker(value, most, isChange(heat));
    const text = say(value);
    // Nothing of it is said in the table; on the diagram it would only hide what matters.
    if (tint) paint[id] = { note: { text, title: title(id, text) }, marker: tint };
  }
  if (heat !== "frequency") return paint;
  const taken = Math.max(0, ...flows.map((flow) => flow.taken));
  for (const flow of flows) {
    const tint = marker(flow.taken, taken, false);
    if (tint) paint[flow.flow] = { marker: tint };
  }
  return paint;
}
