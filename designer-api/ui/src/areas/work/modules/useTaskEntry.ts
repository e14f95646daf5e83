// What somebody enters for a task: it begins with their draft or with what is known, and is kept as they type.
import { useQuery } from "@tanstack/react-query";
import { useDebouncedCallback } from "@mantine/hooks";
import { useCallback, useEffect, useRef, useState } from "react";
import { keys } from "@/api/keys";
import { isProblem } from "@/api/problem";
import { command, freshKey, get } from "@/api/request";
import type { Draft, UserTask } from "@/api/types";
import { useMe } from "@/app/session";
import { isSchema, type Schema, type Value, type Values } from "@/form/schema";
import { beginning, put } from "@/form/values";
import { dropHere, readHere, writeHere } from "@/shared/here";
import { begun, type Here, type State } from "./begun";

/** How long somebody pauses before what they typed is kept. */
const PAUSE = 1_000;

export type Kept = "nothing" | "pending" | "kept" | "here" | "conflict";

export interface Entry {
  ready: boolean;
  schema: Schema | null;
  /** A form that somebody else keeps. */
  formKey: string | null;
  values: Values;
  /** What was known before anything was entered. */
  before: Values;
  context: Values;
  opinion: string;
  kept: Kept;
  /** Something was there from the last time. */
  restored: boolean;
  error: unknown;
  change: (path: string, value: Value | undefined) => void;
  setOpinion: (opinion: string) => void;
  discard: () => void;
  /** It was sent: nothing is to be kept any more. */
  done: () => void;
}

const place = (task: string) => `task-${task}`;

export function useTaskEntry(task: UserTask): Entry {
  const { person } = useMe();
  const mine = task.assignee === person;
  const form = useQuery({
    queryKey: keys.taskForm(task.id),
    queryFn: () => get("/api/v1/user-tasks/{id}/form", { path: { id: task.id } }),
    staleTime: 60_000,
  });
  const draft = useQuery({
    queryKey: keys.draft(task.id),
    queryFn: () => findDraft(person, task.id),
    enabled: mine,
    staleTime: Infinity,
    gcTime: 0,
  });
  const [state, setState] = useState<State | null>(null);
  const [kept, setKept] = useState<Kept>("nothing");
  const [restored, setRestored] = useState(false);
  const tag = useRef<string | null>(null);
  const over = useRef(false);
  const latest = useRef<State | null>(null);
  const schema = isSchema(form.data?.schema) ? form.data.schema : null;
  const before = (form.data?.data ?? {}) as Values;
  const ready = form.isSuccess && (!mine || !draft.isPending);

  useEffect(() => {
    if (!ready || state) return;
    const fresh = { values: beginning(schema?.components ?? [], before), opinion: "" };
    const found = begun(fresh, readHere<Here>(person, place(task.id)), draft.data ?? null);
    tag.current = found.on;
    setRestored(found.restored);
    setState(found.state);
    // What did not reach the server the last time does so now, or is told to be other than what is there.
    if (found.unsent) {
      setKept("pending");
      save(found.state);
    }
  }, [ready, state, schema, before, draft.data, task.id, person]);

  const save = useDebouncedCallback(async (now: State) => {
    if (over.current) return;
    if (!mine) return setKept(writeHere(person, place(task.id), { ...now, on: null }) ? "here" : "nothing");
    try {
      const data = { ...now } as unknown as Draft["data"];
      const headers: Record<string, string> = tag.current ? { "if-match": `"${tag.current}"` } : {};
      const saved = await command("put", "/api/v1/user-tasks/{id}/draft", { path: { id: task.id }, body: { data } }, freshKey(), { headers });
      tag.current = saved.etag;
      // What was typed while it was on its way is newer.
      if (latest.current === now || latest.current === null) {
        dropHere(person, place(task.id));
        setKept("kept");
      } else writeHere(person, place(task.id), { ...latest.current, on: saved.etag });
    } catch (error) {
      // Whatever the reason, it is not lost: this browser keeps it.
      setKept(isProblem(error) && error.status === 412 ? "conflict" : "here");
    }
  }, { delay: PAUSE, flushOnUnmount: true });

  const edit = useCallback(
    (how: (now: State) => State) => {
      setState((now) => {
        if (!now) return now;
        const next = how(now);
        setKept("pending");
        latest.current = next;
        // At once: whoever reloads, or goes on, before it is saved has typed it all the same.
        writeHere(person, place(task.id), { ...next, on: tag.current });
        save(next);
        return next;
      });
    },
    [save, person, task.id],
  );

  const discard = () => {
    save.cancel();
    latest.current = null;
    dropHere(person, place(task.id));
    if (mine) void command("delete", "/api/v1/user-tasks/{id}/draft", { path: { id: task.id } }, freshKey()).catch(() => undefined);
    tag.current = null;
    setState({ values: beginning(schema?.components ?? [], before), opinion: "" });
    setRestored(false);
    setKept("nothing");
  };

  return {
    ready: ready && state !== null,
    schema,
    formKey: form.data?.formKey ?? null,
    values: state?.values ?? {},
    before,
    context: (form.data?.context ?? {}) as Values,
    opinion: state?.opinion ?? "",
    kept,
    restored,
    error: form.error,
    change: (path, value) => edit((now) => ({ ...now, values: put(now.values, path, value) })),
    setOpinion: (opinion) => edit((now) => ({ ...now, opinion })),
    discard,
    done: () => {
      over.current = true;
      dropHere(person, place(task.id));
    },
  };
}

async function findDraft(person: string, task: string): Promise<Draft | null> {
  try {
    return await get("/api/v1/people/{id}/drafts/{task}", { path: { id: person, task } });
  } catch (error) {
    if (isProblem(error) && error.status === 404) return null;
    throw error;
  }
}
