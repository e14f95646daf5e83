// What somebody enters for a task: it begins with their draft or with what is known, and is kept as they type.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useDebouncedCallback } from "@mantine/hooks";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { keys } from "@/api/keys";
import { isProblem } from "@/api/problem";
import { command, freshKey, get } from "@/api/request";
import type { Draft, UserTask } from "@/api/types";
import { useMe } from "@/app/session";
import { isSchema, type Schema, type Value, type Values } from "@/form/schema";
import { beginning, put } from "@/form/values";
import { dropHere, readHere, writeHere } from "@/shared/here";
import { begun, type Here, type State } from "./begun";
import { entered } from "./entered";

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
  /** What the form begins with. */
  fresh: Values;
  context: Values;
  opinion: string;
  kept: Kept;
  /** Something was there from the last time. */
  restored: boolean;
  error: unknown;
  change: (path: string, value: Value | undefined) => void;
  setOpinion: (opinion: string) => void;
  discard: () => void;
  /** Of a draft that was changed in another window: this one goes on, or that one. */
  settle: (whose: "mine" | "theirs") => Promise<void>;
  /** It was sent: nothing is to be kept any more. */
  done: () => void;
}

export const place = (task: string) => `task-${task}`;

/** The task is not theirs any more, or is no more. */
const isTaken = (error: unknown) => isProblem(error) && (error.status === 404 || error.status === 403 || error.status === 409);

export function useTaskEntry(task: UserTask): Entry {
  const { person } = useMe();
  const client = useQueryClient();
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
  const clash = useRef(false);
  const latest = useRef<State | null>(null);
  const busy = useRef<Promise<void>>(Promise.resolve());
  /** What was sent last without an answer: it may have arrived all the same. */
  const unanswered = useRef<string | null>(null);
  const schema = isSchema(form.data?.schema) ? form.data.schema : null;
  const before = (form.data?.data ?? NOTHING) as Values;
  const fresh = useMemo(() => beginning(schema?.components ?? [], before), [schema, before]);
  const keepHere = useRef((_now: State, _on: string | null, _sent: boolean): boolean => false);
  keepHere.current = (now, on, sent) => writeHere(person, place(task.id), { ...now, on, sent, words: entered(schema?.components ?? [], fresh, now.values) } satisfies Here);
  const ready = form.isSuccess && (!mine || !draft.isPending);

  useEffect(() => {
    if (!ready || state) return;
    const found = begun({ values: fresh, opinion: "" }, readHere<Here>(person, place(task.id)), draft.data ?? null);
    tag.current = found.on;
    if (found.restored) keepHere.current(found.state, found.on, !found.unsent);
    setRestored(found.restored);
    setState(found.state);
    // What did not reach the server the last time does so now, or is told to be other than what is there.
    if (found.unsent) {
      setKept("pending");
      save(found.state);
    }
  }, [ready, state, fresh, draft.data, task.id, person]);

  const store = async (now: State): Promise<void> => {
    if (over.current || clash.current) return;
    if (!mine) return setKept(keepHere.current(now, null, false) ? "here" : "nothing");
    const data = { ...now } as unknown as Draft["data"];
    try {
      const saved = await saveDraft(task.id, person, data, tag.current, unanswered.current);
      unanswered.current = null;
      tag.current = saved.etag;
      if (over.current) return;
      // What was typed while it was on its way is newer.
      if (latest.current === now || latest.current === null) {
        keepHere.current(now, saved.etag, true);
        setKept("kept");
      } else keepHere.current(latest.current, saved.etag, false);
    } catch (error) {
      if (isProblem(error) && error.passes) unanswered.current = JSON.stringify(data);
      // Whatever the reason, it is not lost: this browser keeps it.
      clash.current = isProblem(error) && error.status === 412;
      setKept(clash.current ? "conflict" : "here");
      if (isTaken(error)) void client.invalidateQueries({ queryKey: keys.task(task.id), exact: true });
    }
  };
  // One after the other: each is on top of the one before.
  const save = useDebouncedCallback((now: State) => void (busy.current = busy.current.then(() => store(now))), { delay: PAUSE, flushOnUnmount: true });

  const edit = useCallback(
    (how: (now: State) => State) => {
      setState((now) => {
        if (!now) return now;
        const next = how(now);
        if (!clash.current) setKept("pending");
        latest.current = next;
        // At once: whoever reloads, or goes on, before it is saved has typed it all the same.
        keepHere.current(next, tag.current, false);
        save(next);
        return next;
      });
    },
    [save],
  );

  const discard = () => {
    save.cancel();
    latest.current = null;
    clash.current = false;
    dropHere(person, place(task.id));
    if (mine) void command("delete", "/api/v1/user-tasks/{id}/draft", { path: { id: task.id } }, freshKey()).catch(() => undefined);
    tag.current = null;
    setState({ values: fresh, opinion: "" });
    setRestored(false);
    setKept("nothing");
  };

  const settle = async (whose: "mine" | "theirs") => {
    const there = await findDraft(person, task.id).catch(() => undefined);
    if (there === undefined) return;
    tag.current = there?.etag ?? null;
    clash.current = false;
    if (whose === "mine" && state) {
      setKept("pending");
      save(latest.current ?? state);
      return save.flush();
    }
    const found = begun({ values: fresh, opinion: "" }, null, there);
    latest.current = null;
    dropHere(person, place(task.id));
    setState(found.state);
    setKept("nothing");
  };

  return {
    ready: ready && state !== null,
    schema,
    formKey: form.data?.formKey ?? null,
    values: state?.values ?? {},
    before,
    fresh,
    context: (form.data?.context ?? {}) as Values,
    opinion: state?.opinion ?? "",
    kept,
    restored,
    // Of a task that is gone the form is gone too: what was filled in stays where it is until that is said.
    error: form.data ? null : form.error,
    change: (path, value) => edit((now) => ({ ...now, values: put(now.values, path, value) })),
    setOpinion: (opinion) => edit((now) => ({ ...now, opinion })),
    discard,
    settle,
    done: () => {
      over.current = true;
      dropHere(person, place(task.id));
    },
  };
}

const NOTHING: Values = {};

/** Saves a draft on top of the one that was seen; of none, where there was none: another window may have saved its own since. */
async function saveDraft(task: string, person: string, data: Draft["data"], seen: string | null, unanswered: string | null): Promise<Draft> {
  const send = (on: string | null) =>
    command("put", "/api/v1/user-tasks/{id}/draft", { path: { id: task }, body: { data } }, freshKey(), { headers: on ? { "if-match": `"${on}"` } : { "if-none-match": "*" } });
  try {
    return await send(seen);
  } catch (error) {
    if (!isProblem(error) || error.status !== 412 || unanswered === null) throw error;
    // No answer came to the last one: is it that which stands there?
    const there = await findDraft(person, task);
    if (JSON.stringify(there?.data) !== unanswered) throw error;
    return send(there?.etag ?? null);
  }
}

async function findDraft(person: string, task: string): Promise<Draft | null> {
  try {
    return await get("/api/v1/people/{id}/drafts/{task}", { path: { id: person, task } });
  } catch (error) {
    if (isProblem(error) && error.status === 404) return null;
    throw error;
  }
}
