import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { keys } from "@/api/keys";
import { isProblem } from "@/api/problem";
import { command, freshKey, get } from "@/api/request";
import type { Incident } from "@/api/types";

/** So many are tried again in a second: what was stuck together is not to fall upon the same system at once. */
const PER_SECOND = 5;

export interface Progress {
  total: number;
  done: number;
  /** Somebody was quicker, or it could not be tried. */
  failed: number;
  /** After all were tried: how many are stuck again; null as long as that is not known. */
  again: number | null;
  running: boolean;
}

/** Tries many incidents again, one after the other, and looks afterwards what became of them. */
export function useBulkRetry() {
  const client = useQueryClient();
  const stop = useRef(false);
  const [progress, setProgress] = useState<Progress | null>(null);
  const run = async (incidents: Incident[], retries: number) => {
    stop.current = false;
    let [done, failed] = [0, 0];
    const tell = (again: number | null, running: boolean) => setProgress({ total: incidents.length, done, failed, again, running });
    tell(null, true);
    const tried: Incident[] = [];
    for (const incident of incidents) {
      if (stop.current) break;
      try {
        await command("post", "/api/v1/incidents/{id}/resolve", { path: { id: incident.id }, body: { retries } }, freshKey());
        done += 1;
        tried.push(incident);
      } catch (error) {
        // Somebody was quicker: then it is no longer there.
        if (isProblem(error, "no-incident") || (isProblem(error) && error.status === 404)) done += 1;
        else failed += 1;
      }
      tell(null, true);
      await new Promise((resolve) => setTimeout(resolve, 1000 / PER_SECOND));
    }
    const left = await Promise.all(
      tried.map((incident) => get("/api/v1/incidents", { query: { instance: incident.instance, limit: 100 } }).then(({ items }) => items.some((one) => one.id === incident.id), () => false)),
    );
    tell(left.filter(Boolean).length, false);
    await Promise.all([keys.incidents(), keys.instances(), ["instance"], ["definition"]].map((queryKey) => client.invalidateQueries({ queryKey })));
  };
  return { progress, run, stop: () => (stop.current = true), close: () => setProgress(null) };
}
