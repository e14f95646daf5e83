import { useQuery } from "@tanstack/react-query";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import type { Overlay } from "@/api/types";
import type { Paint } from "@/diagram";

/** Every version of a process, the latest first. */
export function useVersions(process: string | undefined) {
  return useQuery({
    queryKey: keys.definitions({ process }),
    queryFn: async () => {
      const { items } = await get("/api/v1/definitions", { query: { process: process ?? "", limit: 1000 } });
      return [...items].reverse();
    },
    enabled: Boolean(process),
  });
}

/** The latest version of every process. */
export function useProcesses() {
  return useQuery({
    queryKey: keys.definitions("latest"),
    queryFn: () => get("/api/v1/definitions", { query: { latest: true, limit: 1000 } }),
  });
}

/** The file of a version, with a diagram. It never changes. */
export function useXml(definition: string | undefined) {
  return useQuery({
    queryKey: [...keys.definition(definition ?? ""), "xml"],
    queryFn: () => get("/api/v1/definitions/{id}/xml", { path: { id: definition ?? "" }, query: { layout: true } }) as Promise<string>,
    enabled: Boolean(definition),
    staleTime: Infinity,
  });
}

export function overlayQuery(definition: string) {
  return {
    queryKey: [...keys.definition(definition), "overlay"],
    queryFn: () => get("/api/v1/definitions/{id}/overlay", { path: { id: definition } }),
    refetchInterval: 15_000,
  };
}

/** What an overlay paints: nothing on the process itself, which is everywhere. */
export function paintOf(overlay: Overlay | undefined): Record<string, Paint> {
  const process = overlay?.definition.replace(/:\d+$/, "");
  const entries = Object.entries(overlay?.elements ?? {}).filter(([element]) => element !== process);
  return Object.fromEntries(entries.map(([element, counts]) => [element, { active: counts.active, incidents: counts.incidents, done: counts.active > 0 ? 0 : counts.completed }]));
}

/** How many incidents a version has. */
export function stuckIn(overlay: Overlay | undefined): number {
  return Object.values(overlay?.elements ?? {}).reduce((sum, counts) => sum + counts.incidents, 0);
}

/** What the elements of a file are called, and what they are. */
export function namesIn(xml: string | undefined): Map<string, { name: string; kind: string }> {
  const names = new Map<string, { name: string; kind: string }>();
  if (!xml) return names;
  const file = new DOMParser().parseFromString(xml, "application/xml");
  for (const element of file.getElementsByTagNameNS("http://www.omg.org/spec/BPMN/20100524/MODEL", "*")) {
    const id = element.getAttribute("id");
    if (id) names.set(id, { name: element.getAttribute("name") ?? "", kind: element.localName });
  }
  return names;
}
