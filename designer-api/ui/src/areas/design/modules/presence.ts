// Who else has a draft open: this page says that it has, and is told of the others and of what they save.
import { skipToken, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { keys } from "@/api/keys";
import { command, freshKey } from "@/api/request";
import type { DraftNow } from "@/api/types";

/** So often it says so, in milliseconds: whoever has said nothing for three times as long is not shown any more. */
const AGAIN = 25_000;
/** Whoever has done nothing for so long is not there, however long their page stays open. */
const AWAY = 5 * 60_000;

/** The draft as the server has it now, and who else has it open; nothing as long as that is not known. */
export function usePresence(id: string, edits: boolean): { now: DraftNow | undefined; others: DraftNow["here"] } {
  const client = useQueryClient();
  const [page] = useState(freshKey);
  // It comes with the stream of events too.
  const { data: now } = useQuery<DraftNow>({ queryKey: keys.modelPart(id, "presence"), queryFn: skipToken, staleTime: Infinity });
  useEffect(() => {
    let over = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let [used, said] = [Date.now(), 0];
    const path = { id, page };
    const say = async () => {
      clearTimeout(timer);
      if (document.visibilityState === "visible" && Date.now() - used < AWAY) {
        said = Date.now();
        const told = await command("put", "/api/v1/models/{id}/presence/{page}", { path, body: { edits } }, freshKey()).catch(() => undefined);
        if (told && !over) client.setQueryData(keys.modelPart(id, "presence"), (known: DraftNow | undefined) => later(known, told));
      }
      if (!over) timer = setTimeout(() => void say(), AGAIN);
    };
    const use = () => {
      used = Date.now();
      if (used - said > AGAIN) void say();
    };
    const leave = () => void command("delete", "/api/v1/models/{id}/presence/{page}", { path }, freshKey()).catch(() => undefined);
    const told = ["pointerdown", "keydown", "visibilitychange"] as const;
    for (const kind of told) document.addEventListener(kind, use);
    window.addEventListener("pagehide", leave);
    void say();
    return () => {
      over = true;
      clearTimeout(timer);
      for (const kind of told) document.removeEventListener(kind, use);
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, [client, id, page, edits]);
  return { now, others: (now?.here ?? []).filter((one) => one.page !== page) };
}

/** What is told later may come sooner: of two answers the one about the later revision counts, and of the same the new one. */
export function later(known: DraftNow | undefined, told: DraftNow): DraftNow {
  return known?.revision && told.revision && known.revision > told.revision ? { ...known, here: told.here } : told;
}
