import { useQuery } from "@tanstack/react-query";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import type { PersonCounts } from "@/api/types";
import { useMe } from "@/app/session";

export const countsQuery = (person: string) => ({ queryKey: keys.counts, queryFn: () => get("/api/v1/people/{id}/counts", { path: { id: person } }) });

/** How much there is in each list of whoever is logged in. */
export function useCounts(): PersonCounts | undefined {
  const { person, actions } = useMe();
  const counts = useQuery({ ...countsQuery(person), enabled: actions.includes("see-lists") });
  return counts.data;
}
