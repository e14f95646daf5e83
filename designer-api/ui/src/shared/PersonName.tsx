import { queryOptions, useQuery } from "@tanstack/react-query";
import { keys } from "@/api/keys";
import { isProblem } from "@/api/problem";
import { get } from "@/api/request";

/** A person by their id; whoever is in no organisation by the name of their account. */
export function personQuery(id: string) {
  return queryOptions({
    queryKey: keys.person(id),
    queryFn: async () => {
      try {
        return await get("/api/v1/organisation/people/{id}", { path: { id } });
      } catch (error) {
        if (isProblem(error) && (error.status === 404 || error.status === 403)) return null;
        throw error;
      }
    },
    staleTime: 300_000,
  });
}

export function usePerson(id: string | null | undefined) {
  return useQuery({ ...personQuery(id ?? ""), enabled: Boolean(id) });
}

export function PersonName({ id }: { id: string | null | undefined }) {
  const person = usePerson(id);
  if (!id) return null;
  // Nobody reads an id that becomes a name in the next moment.
  if (person.isPending) return null;
  // Names may be written in either direction: they do not turn what stands around them.
  return <bdi title={id}>{person.data?.name ?? id}</bdi>;
}
