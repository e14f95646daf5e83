// What the page of an instance shows, asked for while its code is on its way.
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import { queryClient } from "@/app/query";
import { fetchMe } from "@/app/session";
import { loadDiagram } from "@/diagram";
import { definitionsQuery } from "@/shared/definitions";
import { xmlQuery } from "@/shared/versions";

export const instanceQuery = (id: string) => ({ queryKey: keys.instance(id), queryFn: () => get("/api/v1/instances/{id}", { path: { id } }) });

export const activitiesQuery = (id: string) => ({
  queryKey: keys.instancePart(id, "activities"),
  queryFn: () => get("/api/v1/instances/{id}/activities", { path: { id } }),
});

/** Whatever fails here is asked for again by the page, which says what is wrong. */
export async function fetchInstance(id: string): Promise<void> {
  loadDiagram().catch(() => undefined);
  if (!(await fetchMe(queryClient)) || queryClient.getQueryData(keys.instance(id))) return;
  const beside = [queryClient.prefetchQuery(activitiesQuery(id)), queryClient.prefetchQuery(definitionsQuery())];
  const detail = await queryClient.fetchQuery(instanceQuery(id)).catch(() => undefined);
  if (detail) await queryClient.prefetchQuery(xmlQuery(detail.definition));
  await Promise.all(beside);
}
