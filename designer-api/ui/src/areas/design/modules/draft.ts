// A draft while it is worked on: saved by itself, on top of what was seen; nothing typed is lost.
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { keys } from "@/api/keys";
import { isProblem } from "@/api/problem";
import { command, freshKey } from "@/api/request";
import type { Model } from "@/api/types";

/** So long after the last change it is saved, in milliseconds. */
const PAUSE = 1200;
/** So long after a failed attempt it is tried again. */
const AGAIN = 5000;

export type SaveState =
  | { kind: "saved" }
  | { kind: "changed" }
  | { kind: "saving" }
  | { kind: "offline" }
  | { kind: "failed"; error: unknown }
  /** Somebody else has saved a later one; `own`: something of what stands here is saved nowhere. */
  | { kind: "conflict"; by: string; at: string; revision: number; own: boolean };

interface Saver {
  state: SaveState;
  /** The revision on top of which is worked here: others may have saved later ones. */
  seen: () => number;
  /** There is something to save; what it is, is asked when it is saved. */
  changed: () => void;
  /** Saves at once; false when it could not be. */
  flush: () => Promise<boolean>;
  /** What was saved meanwhile by others is overwritten with what stands here. */
  overwrite: () => Promise<boolean>;
  /** Somebody else has saved it meanwhile: that is told at once, not only when the next saving is refused. */
  behind: (later: { by: string; at: string; revision: number }) => void;
  /** The draft is in this revision now, by another way; its text is another one too, where that is said. */
  moved: (model: Model, replaced?: boolean) => void;
}

/** What of that which is being typed belongs to the text: all of it, what does not have to be whole, or nothing. */
export type Typing = "all" | "pause" | "none";

/** `opened`: the revision whose text the page began with. `pending`: is something typed that is in no text yet? */
export function useSaver(model: Model, opened: number, text: (typed: Typing) => Promise<string>, pending: () => boolean): Saver {
  const client = useQueryClient();
  const [state, setState] = useState<SaveState>({ kind: "saved" });
  const revision = useRef(opened);
  const dirty = useRef(false);
  const kept = useRef<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const busy = useRef<Promise<boolean> | null>(null);
  const ask = useRef(text);
  ask.current = text;

  const save = useCallback(
    async (seen: number, typed: Typing): Promise<boolean> => {
      clearTimeout(timer.current);
      dirty.current = false;
      setState({ kind: "saving" });
      try {
        const now = await ask.current(typed);
        // What was taken over for this very saving changed nothing after it.
        if (now === kept.current && seen === revision.current) {
          dirty.current = pending();
          setState(dirty.current ? { kind: "changed" } : { kind: "saved" });
          return true;
        }
        const body = new Blob([now], { type: "application/xml" });
        const saved = (await command("put", "/api/v1/models/{id}/xml", { path: { id: model.id }, body: body as never } as never, freshKey(), { headers: { "if-match": `"${seen}"` } })) as Model;
        revision.current = saved.revision;
        kept.current = now;
        client.setQueryData(keys.model(model.id), saved);
        void client.invalidateQueries({ queryKey: keys.models() });
        void client.invalidateQueries({ queryKey: keys.modelPart(model.id, "versions") });
        dirty.current ||= pending();
        setState(dirty.current ? { kind: "changed" } : { kind: "saved" });
        return true;
      } catch (error) {
        dirty.current = true;
        if (isProblem(error, "model-changed-meanwhile")) {
          const changed = error.document.changed;
          setState({ kind: "conflict", by: changed?.by ?? "", at: changed?.at ?? "", revision: changed?.revision ?? 0, own: true });
        } else if (isProblem(error) && error.passes) {
          setState({ kind: "offline" });
          timer.current = setTimeout(() => void run("pause"), AGAIN);
        } else {
          setState({ kind: "failed", error });
          // Whoever has to log in again finds it saved afterwards.
          if (isProblem(error) && error.status === 401) timer.current = setTimeout(() => void run("pause"), AGAIN);
        }
        return false;
      }
    },
    [client, model.id, pending],
  );

  const run = useCallback((typed: Typing): Promise<boolean> => {
    // One after the other: each is on top of the one before.
    const before = busy.current ?? Promise.resolve(true);
    const next = before.then(() => (dirty.current ? save(revision.current, typed) : true));
    busy.current = next;
    return next;
  }, [save]);

  const changed = useCallback(() => {
    dirty.current = true;
    setState((now) => (now.kind === "conflict" ? { ...now, own: true } : { kind: "changed" }));
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void run("pause"), PAUSE);
  }, [run]);

  useEffect(() => {
    const leave = (event: BeforeUnloadEvent) => {
      if (dirty.current) event.preventDefault();
    };
    window.addEventListener("beforeunload", leave);
    return () => {
      window.removeEventListener("beforeunload", leave);
      clearTimeout(timer.current);
    };
  }, []);
  // Whoever goes on to another page at once has changed it all the same. It is asked what stands there before the canvas is
  // gone, which is why this is an effect of the layout: those of the parent end before those of what it holds.
  useLayoutEffect(
    () => () => {
      if (!dirty.current) return;
      const last = ask.current("all");
      ask.current = () => last;
      void run("all");
    },
    [run],
  );

  return {
    state,
    seen: () => revision.current,
    changed,
    flush: () => run("all"),
    overwrite: () => (state.kind === "conflict" ? save(state.revision, "all") : Promise.resolve(false)),
    behind: (later) => {
      if (later.revision > revision.current) setState({ kind: "conflict", ...later, own: dirty.current || pending() });
    },
    moved: (now, replaced = false) => {
      revision.current = now.revision;
      // What is not saved yet is not given up for another name.
      if (replaced) {
        dirty.current = false;
        kept.current = null;
      }
      if (!dirty.current) setState({ kind: "saved" });
    },
  };
}
