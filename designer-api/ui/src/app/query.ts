import { QueryCache, QueryClient } from "@tanstack/react-query";
import { setAway } from "@/api/away";
import { isProblem } from "@/api/problem";

/**
 * What has been read stays on the page when it cannot be read again for a reason that passes, or because somebody has to log
 * in again: a page that gave way to an error would take with it what is being typed there.
 */
const queryCache = new QueryCache({
  onError: (error, query) => {
    if (!isProblem(error)) return;
    if (error.passes) setAway(error.status !== 429);
    if ((error.passes || error.status === 401) && query.state.data !== undefined) query.setState({ status: "success", error: null });
  },
  onSuccess: () => setAway(false),
});

/** State of the server lives here and nowhere else. */
export const queryClient = new QueryClient({
  queryCache,
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: true,
      retry: (count, error) => isProblem(error) && error.passes && count < 3,
      retryDelay: (count) => Math.min(500 * 2 ** count, 4_000),
    },
    mutations: { retry: false },
  },
});
