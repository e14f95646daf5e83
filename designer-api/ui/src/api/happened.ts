// What happens in processes, as the stream tells it: counts go on by what differs, everything else is asked for anew.
import type { QueryClient } from "@tanstack/react-query";
import { gather } from "./gather";
import { keys } from "./keys";
import type { Overlay } from "./types";

export interface Happened {
  process: string;
  definition: string;
  from: number;
  to: number;
  instance?: string;
  batch?: string;
  processes?: string[];
  kind?: keyof typeof OF_WORK;
  id?: string;
}

/** What shows how far work is that takes a while: a run by itself, or the list in which it stands. */
const OF_WORK = {
  verification: () => keys.audit("verifications"),
  export: () => keys.audit("exports"),
  simulation: () => keys.simulations(),
  conformance: ({ process, id }: Happened) => keys.analytics("conformance", process, id),
  search: ({ process, id }: Happened) => keys.suggestions(process, `run/${id}`),
};

interface Delta extends Happened {
  whole: boolean;
  running: number;
  incidents: number;
  elements?: Record<string, { active: number; incidents: number; completed: number }>;
}

/** What costs much is asked for anew so much later at the soonest, in milliseconds: meanwhile counts go on by what is told. */
const SLOWLY = 3_000;
/** How far a batch is, is counted row by row: so much later at the soonest, in milliseconds. */
const STEADILY = 1_000;
/** Figures are made of the whole history: so much later at the soonest, in milliseconds. */
const RARELY = 10_000;
/** Those that are other as soon as something happens; of the others, which are looked into, nobody wants them to change by themselves. */
const FIGURES = ["portfolio", "process", "node", "indices", "anomalies", "warnings", "instance", "indicators", "lights"];
/** Those that are about the process that they name. */
const OF_PROCESS = ["process", "node", "indices", "anomalies", "warnings"];
/** So many changes are kept, for answers that were under way when they came. */
const KEPT = 100;

const kept: Delta[] = [];

/** An overlay as it is after a change; as it was when it says that already, or when it is about another process. */
export function after(overlay: Overlay, delta: Delta): Overlay {
  const process = overlay.definition.replace(/:\d+$/, "");
  if (process !== delta.process || delta.from < overlay.position) return overlay;
  const version = Number(delta.definition.slice(process.length + 1));
  const none = { version, running: 0, incidents: 0 };
  const counts = overlay.versions.find((one) => one.version === version) ?? none;
  const now = { version, running: more(counts.running, delta.running), incidents: more(counts.incidents, delta.incidents) };
  const others = overlay.versions.filter((one) => one.version !== version);
  const versions = now.running + now.incidents > 0 ? [...others, now].sort((one, other) => other.version - one.version) : others;
  if (delta.definition !== overlay.definition) return { ...overlay, versions, position: delta.to };
  const elements = { ...overlay.elements };
  for (const [element, by] of Object.entries(delta.elements ?? {})) {
    const before = elements[element] ?? { active: 0, incidents: 0, completed: 0 };
    elements[element] = { active: more(before.active, by.active), incidents: more(before.incidents, by.incidents), completed: before.completed + by.completed };
  }
  return { ...overlay, running: more(overlay.running, delta.running), versions, elements, position: delta.to };
}

const more = (before: number, by: number) => Math.max(0, before + by);

/** An answer with what has been told since it was given. */
export const caughtUp = (overlay: Overlay): Overlay => kept.reduce(after, overlay);

/** Takes in what happens until it is stopped. */
export function happens(client: QueryClient) {
  const soon = gather(client);
  const slowly = gather(client, SLOWLY);
  const steadily = gather(client, STEADILY);
  const rarely = gather(client, RARELY);
  const isOverlay = ({ queryKey }: { queryKey: readonly unknown[] }) => queryKey[0] === "definition" && queryKey[2] === "overlay";

  const counts = (delta: Delta) => {
    kept.push(delta);
    if (kept.length > KEPT) kept.shift();
    for (const [queryKey, overlay] of client.getQueriesData<Overlay>({ predicate: isOverlay })) {
      if (!overlay || overlay.definition.replace(/:\d+$/, "") !== delta.process || delta.to <= overlay.position) continue;
      // It is as old as it was: what is told is not all that there is to know.
      const updatedAt = client.getQueryState(queryKey)?.dataUpdatedAt;
      client.setQueryData<Overlay>(queryKey, after(overlay, delta), { updatedAt });
      slowly.add(queryKey);
    }
  };

  /** There are new figures of these processes, or of all. */
  const figures = (processes?: string[]) => {
    for (const { queryKey } of client.getQueryCache().findAll({ queryKey: keys.analytics() })) {
      const [, what, of] = queryKey as [string, string, unknown];
      const isOther = processes && OF_PROCESS.includes(what) && typeof of === "string" && !processes.includes(of.replace(/:\d+$/, ""));
      if (FIGURES.includes(what) && !isOther) rarely.add(queryKey);
    }
  };

  /** What operators look through: lists of all that there is. */
  const lists = [keys.instances("ops"), keys.tasks("all")];

  return {
    take(kind: string, said: Happened) {
      if (kind === "reset") {
        kept.length = 0;
        void client.invalidateQueries({ predicate: isOverlay });
        for (const key of [["instance"], keys.incidents(), keys.tasks("instance"), keys.batches()]) soon.add(key);
        for (const key of [...lists, keys.jobs()]) slowly.add(key);
        figures();
      } else if (kind === "overlay.delta") counts(said as Delta);
      else if (kind === "kpi.tick") figures(said.processes);
      else if (kind === "batch.progress") for (const one of ["all", said.batch]) steadily.add(keys.batches(one));
      else if (said.kind) soon.add(OF_WORK[said.kind](said));
      else if (kind.startsWith("job.")) slowly.add(keys.jobs());
      else if (kind.startsWith("incident.")) soon.add(keys.incidents());
      else if (said.instance) {
        soon.add(keys.instance(said.instance));
        soon.add(keys.tasks("instance", said.instance));
      } else for (const key of lists) slowly.add(key);
    },
    stop() {
      for (const one of [soon, slowly, steadily, rarely]) one.stop();
    },
  };
}
