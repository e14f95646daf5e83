import { useQuery } from "@tanstack/react-query";
import { keys } from "@/api/keys";
import { get } from "@/api/request";

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

/** The file of a version, with a diagram. It never changes. */
export function xmlQuery(definition: string) {
  return {
    queryKey: [...keys.definition(definition), "xml"],
    queryFn: () => get("/api/v1/definitions/{id}/xml", { path: { id: definition }, query: { layout: true } }) as Promise<string>,
    staleTime: Infinity,
  };
}

export function useXml(definition: string | undefined) {
  return useQuery({ ...xmlQuery(definition ?? ""), enabled: Boolean(definition) });
}

/** What the elements of a file are called, and what they are. */
export interface Named {
  name: string;
  kind: string;
  /** Of a flow: from where to where it leads. */
  ends?: [string, string];
}

export function namesIn(xml: string | undefined): Map<string, Named> {
  const names = new Map<string, Named>();
  if (!xml) return names;
  const file = new DOMParser().parseFromString(xml, "application/xml");
  for (const element of file.getElementsByTagNameNS("http://www.omg.org/spec/BPMN/20100524/MODEL", "*")) {
    const id = element.getAttribute("id");
    const [from, to] = [element.getAttribute("sourceRef"), element.getAttribute("targetRef")];
    if (id) names.set(id, { name: element.getAttribute("name") ?? "", kind: element.localName, ...(from && to ? { ends: [from, to] as [string, string] } : {}) });
  }
  return names;
}
