// One stream of events for all tabs of a browser: the tab that holds the lock listens and tells the others.
import type { QueryClient, QueryKey } from "@tanstack/react-query";
import { gather } from "./gather";
import type { Happened } from "./happened";
import { keys } from "./keys";
import { readAsOf } from "./request";
import { HAPPENED, onTopics, topics } from "./topics";
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

const LAST = "weir-last-heard";
/** The last that is told where the session is over while somebody listens: it has no place of its own. */
const EXPIRED = "session.expired";
/** How long to wait after a stream that did not open, in milliseconds. */
const PAUSE = 5_000;
/** How long pages may come and go until a stream is opened for what they want to hear of, in milliseconds. */
const SETTLE = 150;
/** A page has asked for what it shows before it is known what it wants to hear of: so much earlier it hears of it, in milliseconds. */
const EARLIER = 5_000;
/** So many notices are known to have been told: the server tells those of the last seconds again to whoever goes on. */
const KNOWN_MAX = 200;
/** The server takes so many topics of one stream; `notices` is one. */
const TOPICS_MAX = 99;

type Said = Notice | DraftNow | Happened;
/** What tabs tell each other: what came, what one of them wants to hear of, and that the one that listens asks for that. */
type Word = { kind: string; said: Said } | { tab: string; topics: string[] } | { who: true };

/** Listens until the answer is called. `told` is called in every tab. */
export function listen(person: string, client: QueryClient, told: (kind: string, notice: Notice) => void): () => void {
  let over = false;
  let source: EventSource | null = null;
  let release: () => void = () => undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let settling: ReturnType<typeof setTimeout> | undefined;
  let heard = "";
  /** Up to where in the log everything was told, and when: the first is from before what a page may have asked for by now. */
  const passed: { at: number; position: string }[] = [];
  const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel(`weir-events-${person}`) : null;
  const tab = crypto.randomUUID?.() ?? String(Math.random());
  const others = new Map<string, string[]>();
  const known = new Set<string>();

  const stale = gather(client);
  // Most pages show nothing that this is about: what takes it in comes with the first of it.
  let coming: Promise<ReturnType<typeof import("./happened").happens>> | undefined;
  const happening = () => (coming ??= import("./happened").then(({ happens }) => happens(client)));

  const take = (kind: string, said: Said) => {
    // Whether it is over for this browser too is found out, and then they are asked to log in again.
    if (kind === EXPIRED) return void client.invalidateQueries({ queryKey: keys.session });
    if (HAPPENED.includes(kind)) return void happening().then((all) => over || all.take(kind, said as Happened));
    const news = said as Notice | DraftNow;
    // A draft that a page has open, as it is now: the page itself finds out what that means for it.
    if ("here" in news) return void client.setQueryData(keys.modelPart(news.id, "presence"), news);
    // A new stream begins a little before the end of the one before.
    if (news.id && known.has(news.id)) return;
    known.add(news.id);
    if (known.size > KNOWN_MAX) known.delete(known.values().next().value!);
    for (const key of STALE[kind]?.(news) ?? []) stale.add(key);
    told(kind, news);
  };
  const say = (word: Word) => channel?.postMessage(word);
  if (channel) {
    channel.onmessage = (event: MessageEvent<Word>) => {
      const word = event.data;
      if ("who" in word) say({ tab, topics: topics() });
      else if ("tab" in word) {
        if (word.topics.length > 0) others.set(word.tab, word.topics);
        else others.delete(word.tab);
        settle();
      } else take(word.kind, word.said);
    };
  }

  /** What all tabs want to hear of; this one first. */
  const wanted = () => [...new Set([...topics(), ...[...others.values()].flat()])].slice(0, TOPICS_MAX).sort().join(",");
  /** Listens for something else where that is wanted: a new stream goes on where the one before was. */
  const settle = () => {
    clearTimeout(settling);
    settling = setTimeout(() => {
      if (!source || source.readyState === EventSource.CLOSED || wanted() === heard) return;
      source.close();
      open(true);
    }, SETTLE);
  };
  const unwatch = onTopics(() => {
    say({ tab, topics: topics() });
    settle();
  });
  // What a page wants that was there before this listens.
  if (topics().length > 0) say({ tab, topics: topics() });
  const leave = () => say({ tab, topics: [] });
  addEventListener("pagehide", leave);

  const pass = (id: string) => {
    const now = Date.now();
    passed.push({ at: now, position: id.slice(id.lastIndexOf("@") + 1) });
    while (passed.length > 1 && passed[1]!.at < now - EARLIER) passed.shift();
  };
  /** `anew`: something is wanted that was not listened for; what was told meanwhile was told without it. */
  const open = (anew = false) => {
    if (over) return;
    heard = wanted();
    const last = localStorage.getItem(`${LAST}-${person}`);
    // A page that has just come knows what it has read; else it knows what was told.
    const known = anew ? passed[0]?.position : performance.now() < 2 * EARLIER ? readAsOf() : Infinity;
    const from = known && known !== Infinity ? `${last?.slice(0, last.lastIndexOf("@")) ?? ""}@${known}` : last;
    if (from && passed.length === 0) pass(from);
    const query = new URLSearchParams({ topics: ["notices", heard].filter(Boolean).join(","), ...(from ? { after: from } : {}) });
    source = new EventSource(`/api/v1/events?${query.toString()}`);
    for (const kind of [...Object.keys(STALE), "draft", EXPIRED, ...HAPPENED]) {
      source.addEventListener(kind, (event) => {
        const message = event as MessageEvent<string>;
        // What is told of drafts has no place of its own.
        if (message.lastEventId) {
          localStorage.setItem(`${LAST}-${person}`, message.lastEventId);
          pass(message.lastEventId);
        }
        const said = JSON.parse(message.data) as Said;
        say({ kind, said });
        take(kind, said);
      });
    }
    // Alerts are other than before; of what is told nothing.
    source.addEventListener("alerts", () => stale.add(keys.alerts()));
    source.onerror = () => {
      // The browser connects again by itself unless the answer was no stream: then the session or the server is away.
      if (source?.readyState !== EventSource.CLOSED || over) return;
      localStorage.removeItem(`${LAST}-${person}`);
      void client.invalidateQueries({ queryKey: keys.session });
      passed.length = 0;
      timer = setTimeout(() => open(), PAUSE);
    };
  };

  // Not over plain HTTP from elsewhere.
  if (navigator.locks) {
    void navigator.locks.request(`weir-events-${person}`, () => {
      if (over) return Promise.resolve();
      say({ who: true });
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
    clearTimeout(settling);
    unwatch();
    removeEventListener("pagehide", leave);
    leave();
    stale.stop();
    void coming?.then((all) => all.stop());
    source?.close();
    channel?.close();
    release();
  };
}
