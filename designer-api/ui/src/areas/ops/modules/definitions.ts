import { useQuery } from "@tanstack/react-query";
import { caughtUp } from "@/api/happened";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import { LOOK } from "@/api/topics";
import type { Overlay } from "@/api/types";
import type { Paint } from "@/diagram";

export { namesIn, useVersions, useXml } from "@/shared/versions";

/** The latest version of every process. */
export function useProcesses() {
  return useQuery({
    queryKey: keys.definitions("latest"),
    queryFn: () => get("/api/v1/definitions", { query: { latest: true, limit: 1000 } }),
  });
}

export function overlayQuery(definition: string) {
  return {
    queryKey: [...keys.definition(definition), "overlay"],
    queryFn: () => get("/api/v1/definitions/{id}/overlay", { path: { id: definition } }).then(caughtUp),
    refetchInterval: LOOK,
  };
}

/** What an overlay paints: nothing on the process itself, which is everywhere. */
export function paintOf(overlay: Overlay | undefined): Record<string, Paint> {
  const process = overlay?.definition.replace(/:\d+$/, "");
  const entries = Object.entries(overlay?.elements ?? {}).filter(([element]) => element !== process);
  return Object.fromEntries(entries.map(([element, counts]) => [element, { active: counts.active, incidents: counts.incidents, done: counts.active > 0 ? 0 : counts.completed }]));
}

/** How much there is of a process, in all of its versions: the older ones run on. */
export function inAll(overlay: Overlay | undefined): { running: number; incidents: number } | undefined {
  const sum = (name: "running" | "incidents") => overlay!.versions.reduce((all, one) => all + one[name], 0);
  return overlay && { running: sum("running"), incidents: sum("incidents") };
}
