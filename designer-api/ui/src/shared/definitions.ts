import { useQuery } from "@tanstack/react-query";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import type { Definition } from "@/api/types";

/** The latest version of every process that may be seen. */
export function definitionsQuery() {
  return {
    // The cockpit keeps pages of the same list under `latest`: another shape needs another name.
    queryKey: keys.definitions("names"),
    queryFn: async () => {
      const all: Definition[] = [];
      let cursor: string | null | undefined;
      do {
        const page = await get("/api/v1/definitions", { query: { latest: true, limit: 1000, ...(cursor ? { cursor } : {}) } });
        all.push(...page.items);
        cursor = page.next;
      } while (cursor);
      return all;
    },
    staleTime: 60_000,
  };
}

export function useDefinitions() {
  return useQuery(definitionsQuery());
}

/** What people call a process, by its id or that of a version of it (`process:version`). */
export function useProcessName(): (id: string) => string {
  const definitions = useDefinitions();
  return (id) => {
    const process = id.split(":")[0] ?? id;
    // Nobody reads an id that becomes a name in the next moment.
    return definitions.isPending ? "" : (definitions.data?.find((one) => one.process === process)?.name ?? process);
  };
}
