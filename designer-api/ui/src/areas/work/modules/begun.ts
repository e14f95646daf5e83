// With what somebody goes on: what this browser keeps is what they typed last, unless the server has something else by now.
import type { Values } from "@/form/schema";
import type { Word } from "./entered";

export interface State {
  values: Values;
  opinion: string;
}

/** What this browser keeps, and on top of which draft of the server it was typed. */
export interface Here extends State {
  on: string | null;
  /** The server has it too. It stays for the day on which the task is taken away, and its draft with it. */
  sent?: boolean;
  /** What was entered, by the labels of the form: without the task nobody can ask for these any more. */
  words?: Word[];
}

interface Begun {
  state: State;
  restored: boolean;
  /** The draft on top of which it is saved: not that of the server, when somebody has changed that one meanwhile. */
  on: string | null;
  /** The server does not have it. */
  unsent: boolean;
}

export function begun(fresh: State, here: Partial<Here> | null, draft: { data: unknown; etag: string } | null): Begun {
  const whole = (one: Partial<State>): State => ({ values: one.values ?? fresh.values, opinion: one.opinion ?? "" });
  const there = draft ? whole(draft.data as Partial<State>) : null;
  const on = draft?.etag ?? null;
  if (!here || here.sent) return { state: there ?? fresh, restored: there !== null, on, unsent: false };
  const mine = whole(here);
  const same = there !== null && JSON.stringify(there) === JSON.stringify(mine);
  return { state: mine, restored: true, on: same ? on : (here.on ?? null), unsent: !same };
}
