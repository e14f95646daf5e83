import { useQuery } from "@tanstack/react-query";
import { keys } from "@/api/keys";
import { command, freshKey, get } from "@/api/request";
import type { Learned, Question } from "./types";

/** What a simulation would learn: looked at anew when what it rests on changes. */
export function useLearned(question: Pick<Question, "name" | "process" | "from" | "calendar"> | null) {
  return useQuery({
    queryKey: keys.simulations("learned", question),
    queryFn: () => command("post", "/api/v1/simulations/learned", { body: question as never }, freshKey()) as Promise<Learned>,
    enabled: Boolean(question?.process),
    staleTime: 60_000,
    retry: false,
    placeholderData: (before) => before,
  });
}

/** The as-is gate of a process, as it was judged last. */
export function useGate(process: string | undefined) {
  return useQuery({
    queryKey: keys.simulations("gate", process),
    queryFn: () => get("/api/v1/simulations/gate", { query: { process: process! } }),
    enabled: Boolean(process),
  });
}
