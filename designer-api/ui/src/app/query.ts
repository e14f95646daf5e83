import { QueryClient } from "@tanstack/react-query";
import { isProblem } from "@/api/problem";

/** State of the server lives here and nowhere else. */
export const queryClient = new QueryClient({
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
