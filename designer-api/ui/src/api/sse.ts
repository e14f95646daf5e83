// One stream of events for all tabs of a browser: the tab that holds the lock listens and tells the others.
import type { QueryClient, QueryKey } from "@tanstack/react-query";
import { gather } from "./gather";
import { keys } from "./keys";
import type { DraftNow, Notice } from "./types";

/** What each kind of event makes stale. */
export const STALE: Record<string, (notice: Notice) => QueryKey[]> = {
  assigned: (notice) => [keys.tasks(), keys.counts, keys.notices(), keys.instance(notice.instance)],
  candidate: () => [keys.tasks(), keys.counts, keys.notices()],
  returned: (notice) => [keys.tasks(), keys.counts, keys.notices(), keys.instance(notice.instance)],
  overdue: () => [keys.tasks(), keys.notices()],
  decided: (notice) => [keys.instances(), keys.notices(), keys.instance(notice.instance)],
  reminded: () => [keys.notices()],
  copied: () => [keys.instances("copied"), keys.counts, keys.notices()],
  mentioned: (notice) => [keys.notices(), keys.instancePart(notice.instance, "comments")],
  alert: () => [keys.alerts(), keys.notices()],
  ended: (notice) => [keys.instances(), keys.counts, keys.notices(), keys.instance(notice.instance)],
};

const LAST = "weir-last-event";
/** How long to wait after a stream that did not open, in milliseconds. */
const PAUSE = 5_000;

/** Listens until the answer is called. `told` is called in every tab. */
export function listen(person: string, client: QueryClient, told: (kind: string, notice: Notice) => void): () => void {
  let over = false;
  let source: EventSource | null = null;
  let release: () => void = () => undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel(`weir-events-${person}`) : null;

  const stale = gather(client);

  const take = (kind: string, news: Notice | DraftNow) => {
    // A draft that a page has open, as it is now: the page itself finds out what that means for it.
    if ("here" in news) return void client.setQueryData(keys.modelPart(news.id, "presence"), news);
    for (const key of STALE[kind]?.(news) ?? []) stale.add(key);
    told(kind, news);
  };
  if (channel) {
    channel.onmessage = (event: MessageEvent<{ kind: string; notice: Notice | DraftNow }>) => take(event.data.kind, event.data.notice);
  }

  const open = () => {
    if (over) return;
    const last = localStorage.getItem(`${LAST}-${person}`);
    const query = last ? `?after=${encodeURIComponent(last)}` : "";
    source = new EventSource(`/api/v1/people/${encodeURIComponent(person)}/notices/stream${query}`);
    for (const kind of [...Object.keys(STALE), "draft"]) {
      source.addEventListener(kind, (event) => {
        const message = event as MessageEvent<string>;
        // What is told of drafts has no place among the notices.
        if (message.lastEventId) localStorage.setItem(`${LAST}-${person}`, message.lastEventId);
        const notice = JSON.parse(message.data) as Notice | DraftNow;
        channel?.postMessage({ kind, notice });
        take(kind, notice);
      });
    }
    // Alerts are other than before; of what is told nothing.
    source.addEventListener("alerts", () => stale.add(keys.alerts()));
    source.onerror = () => {
      // The browser connects again by itself unless the answer was no stream: then the session or the server is away.
      if (source?.readyState !== EventSource.CLOSED || over) return;
      localStorage.removeItem(`${LAST}-${person}`);
      void client.invalidateQueries({ queryKey: keys.session });
      timer = setTimeout(open, PAUSE);
    };
  };

  // Not over plain HTTP from elsewhere.
  if (navigator.locks) {
    void navigator.locks.request(`weir-events-${person}`, () => {
      if (over) return Promise.resolve();
      open();
      return new Promise<void>((resolve) => {
        release = resolve;
      });
    });
  } else {
    open();
  }
  return () => {
    over = true;
    clearTimeout(timer);
    stale.stop();
    source?.close();
    channel?.close();
    release();
  };
}
