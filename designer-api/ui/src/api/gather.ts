// Events come in bursts: a batch of a thousand instances tells a thousand times that the same lists are other than before.
import { hashKey, type QueryClient, type QueryKey } from "@tanstack/react-query";

/** What is stale again is asked for again so much later at the soonest, in milliseconds, where nothing else is said. */
const APART = 500;
/** So long an answer that is on its way is waited for before it is asked for anew. */
const PATIENCE = 5_000;

export interface Gathered {
  add: (queryKey: QueryKey) => void;
  /** Nothing is asked for any more; what would have been is stale. */
  stop: () => void;
}

/**
 * Makes stale what an event says is stale: the first time at once, then each key at most twice a second, or as seldom as is
 * said. What came since the last time is never left out: it is asked for again when the pause is over.
 */
export function gather(client: QueryClient, apart = APART): Gathered {
  const pauses = new Map<string, { queryKey: QueryKey; again: boolean; since: number; timer: ReturnType<typeof setTimeout> }>();

  const ask = (hash: string, queryKey: QueryKey) => {
    pauses.set(hash, { queryKey, again: false, since: 0, timer: setTimeout(() => over(hash), apart) });
    void client.invalidateQueries({ queryKey });
  };
  const over = (hash: string) => {
    const pause = pauses.get(hash)!;
    if (!pause.again) {
      pauses.delete(hash);
      return;
    }
    // To ask again ends what is asked now: where answers are slow, none would ever come.
    pause.since += apart;
    if (pause.since < PATIENCE && client.isFetching({ queryKey: pause.queryKey }) > 0) pause.timer = setTimeout(() => over(hash), apart);
    else ask(hash, pause.queryKey);
  };
  return {
    add(queryKey) {
      const hash = hashKey(queryKey);
      const pause = pauses.get(hash);
      if (pause) pause.again = true;
      else ask(hash, queryKey);
    },
    stop() {
      for (const { queryKey, again, timer } of pauses.values()) {
        clearTimeout(timer);
        if (again) void client.invalidateQueries({ queryKey, refetchType: "none" });
      }
      pauses.clear();
    },
  };
}
