import { useMutation, useQueryClient, type QueryKey } from "@tanstack/react-query";
import { useRef } from "react";
import { isProblem } from "./problem";
import { freshKey } from "./request";

/** How long to wait before it is sent again, in milliseconds. */
const PAUSES = [400, 1200, 3000];

interface Options<V, R> {
  /** What becomes stale by it. */
  stale?: QueryKey[];
  onDone?: (result: R, input: V) => void;
}

/**
 * Something that changes something. It is sent under an idempotency key, and again under the same key when no answer
 * came: by itself a few times, and by the next press of the button when the input is the same. So it happens once.
 */
export function useCommand<V, R>(run: (input: V, key: string) => Promise<R>, options: Options<V, R> = {}) {
  const client = useQueryClient();
  const unanswered = useRef<{ input: string; key: string } | null>(null);
  return useMutation<R, Error, V>({
    mutationFn: async (input) => {
      const fingerprint = JSON.stringify(input) ?? "";
      const again = unanswered.current?.input === fingerprint ? unanswered.current.key : null;
      const key = again ?? freshKey();
      unanswered.current = { input: fingerprint, key };
      try {
        const result = await insist(() => run(input, key));
        unanswered.current = null;
        return result;
      } catch (error) {
        if (!isProblem(error) || !error.passes) unanswered.current = null;
        throw error;
      }
    },
    onSuccess: async (result, input) => {
      options.onDone?.(result, input);
      await Promise.all((options.stale ?? []).map((queryKey) => client.invalidateQueries({ queryKey })));
    },
  });
}

async function insist<R>(run: () => Promise<R>): Promise<R> {
  for (const pause of PAUSES) {
    try {
      return await run();
    } catch (error) {
      if (!isProblem(error) || !error.passes) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  return run();
}
