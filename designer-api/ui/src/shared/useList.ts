import { useInfiniteQuery, type QueryKey } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Page } from "@/api/types";

/** A list of the server, page by page: `Table` asks for the next one when it is near. */
export function useList<T>(
  queryKey: QueryKey,
  load: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<T>>,
  enabled = true,
) {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => load(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Page<T>) => page.next ?? undefined,
    enabled,
  });
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  return {
    rows,
    error: query.error,
    refetch: () => void query.refetch(),
    table: {
      rows,
      hasMore: query.hasNextPage,
      loading: query.isFetching,
      onMore: () => void query.fetchNextPage(),
    },
  };
}
