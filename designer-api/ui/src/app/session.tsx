import { useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { createContext, useContext, useSyncExternalStore, type ReactNode } from "react";
import { keys } from "@/api/keys";
import { isProblem } from "@/api/problem";
import { get, setCsrf, whenExpired } from "@/api/request";
import type { ActionName, Whoami } from "@/api/types";

const Me = createContext<Whoami | null>(null);

/** Who is logged in; only below `WithSession`. */
export function useMe(): Whoami {
  const me = useContext(Me);
  if (!me) throw new Error("nobody is logged in here");
  return me;
}

/** May the caller do this somewhere? The server decides each case; this only hides what is never theirs. */
export function useMay(): (...actions: ActionName[]) => boolean {
  const me = useMe();
  return (...actions) => actions.some((action) => me.actions.includes(action));
}

/** Whoever was known here and has to log in again stays who they are: the dialog asks them, over the page as it stands. */
async function who(client: QueryClient): Promise<Whoami | null> {
  const before = client.getQueryData<Whoami | null>(keys.session);
  try {
    const me = await get("/api/v1/session");
    setCsrf(me.csrf ?? null);
    if (!expired || !before) return me;
    // They have logged in again in another tab.
    setTimeout(() => goOn(client, me));
    return before;
  } catch (error) {
    if (isProblem(error) && error.status === 401) return before ?? null;
    throw error;
  }
}

function sessionQuery(client: QueryClient) {
  return { queryKey: keys.session, queryFn: () => who(client), staleTime: 60_000 };
}

/** So often it is asked whether somebody who has to log in again has done so in another tab, in milliseconds. */
const AGAIN = 5_000;

export function useSession() {
  return useQuery({ ...sessionQuery(useQueryClient()), refetchInterval: () => expired && AGAIN });
}

/** Who is logged in, asked before there is a page; null when nobody is or it cannot be told: the page finds out why. */
export function fetchMe(client: QueryClient): Promise<Whoami | null> {
  return client.ensureQueryData(sessionQuery(client)).catch(() => null);
}

export function WithSession({ me, children }: { me: Whoami; children: ReactNode }) {
  return <Me.Provider value={me}>{children}</Me.Provider>;
}

// -- a session that has ended while somebody was at work: the page stays, and a dialog asks them to log in again ----------

let expired = false;
const listeners = new Set<() => void>();

function setExpired(now: boolean): void {
  if (expired === now) return;
  expired = now;
  for (const listener of listeners) listener();
}

whenExpired(() => setExpired(true));

export function useExpired(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => expired,
  );
}

/** What a login does with its answer. */
export function useLoggedIn(): (me: Whoami) => void {
  const client = useQueryClient();
  return (me) => {
    setCsrf(me.csrf ?? null);
    goOn(client, me);
  };
}

function goOn(client: QueryClient, me: Whoami): void {
  const before = client.getQueryData<Whoami | null>(keys.session);
  // Somebody else sits here now: nothing of the one before may be seen.
  if (before && before.user !== me.user) return window.location.assign("/");
  setExpired(false);
  client.setQueryData(keys.session, me);
  if (before) void client.invalidateQueries();
}
