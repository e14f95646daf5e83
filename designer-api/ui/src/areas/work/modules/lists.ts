// The lists of the inbox as the server is asked for them, page by page.
import type { QueryKey } from "@tanstack/react-query";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import type { InstanceSummary, Page, UserTask } from "@/api/types";
import { queryClient } from "@/app/query";
import { fetchMe } from "@/app/session";
import { countsQuery } from "@/shared/counts";
import { definitionsQuery } from "@/shared/definitions";
import { hasTasks, type InboxSearch, type List } from "./search";

/** What is seen first is little, and is there sooner. */
const FIRST = 60;
const MORE = 200;

const paged = (cursor: string | undefined) => (cursor ? { limit: MORE, cursor } : { limit: FIRST });

export function tasksOf(person: string, tab: List) {
  const list = tab === "claim" ? ("claimable" as const) : ("todo" as const);
  return {
    queryKey: keys.tasks(tab),
    load: (cursor: string | undefined, signal: AbortSignal): Promise<Page<UserTask>> =>
      get("/api/v1/people/{id}/tasks", { path: { id: person }, query: { list, ...paged(cursor) } }, { signal }),
  };
}

export function instancesOf(person: string, tab: List, search: InboxSearch) {
  const list = tab === "done" ? ("handled" as const) : tab === "cc" ? ("copied" as const) : ("started" as const);
  const sort = !hasTasks(tab) && search.sort ? { sort: search.sort } : {};
  return {
    queryKey: keys.instances(list, sort),
    load: (cursor: string | undefined, signal: AbortSignal): Promise<Page<InstanceSummary>> =>
      get("/api/v1/people/{id}/instances", { path: { id: person }, query: { list, ...sort, ...paged(cursor) } }, { signal }),
  };
}

/** The list that is asked for, while the code of its page is on its way. What fails is asked for again by the page. */
export async function fetchList(search: InboxSearch): Promise<void> {
  const me = await fetchMe(queryClient);
  if (!me?.actions.includes("see-lists")) return;
  const tab = search.tab ?? "todo";
  const list = hasTasks(tab) ? fetchFirst(tasksOf(me.person, tab)) : fetchFirst(instancesOf(me.person, tab, search));
  // Names and numbers come with the list, or after it.
  await Promise.all([list, queryClient.prefetchQuery(definitionsQuery()), queryClient.prefetchQuery(countsQuery(me.person))]);
}

async function fetchFirst<T>({ queryKey, load }: { queryKey: QueryKey; load: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<T>> }) {
  if (queryClient.getQueryData(queryKey)) return;
  await queryClient.prefetchInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }: { pageParam: string | undefined; signal: AbortSignal }) => load(pageParam, signal),
    initialPageParam: undefined as string | undefined,
  });
}
