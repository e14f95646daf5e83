/** The lists of the inbox, in the order of their tabs. */
export const LISTS = ["todo", "claim", "done", "started", "cc"] as const;
export type List = (typeof LISTS)[number];

/** What the URL of the inbox says. */
export interface InboxSearch {
  tab?: List;
  /** What is looked for in names and business keys. */
  text?: string;
  process?: string;
  sort?: Sort;
  /** Only what is overdue. */
  late?: boolean;
  /** Only what is to be looked at again by now. */
  again?: boolean;
}

export const SORTS = ["created", "due", "followUp", "priority"] as const;
/** In which order instances come: without one, by when they came to the list. */
export const INSTANCE_SORTS = ["latest", "newest", "oldest", "activity"] as const;
export type Sort = (typeof SORTS)[number] | (typeof INSTANCE_SORTS)[number];

/** Are tasks in this list? Else instances are. */
export function hasTasks(tab: List): boolean {
  return tab === "todo" || tab === "claim";
}

/** The orders of a list; the first is its own. */
export function sortsOf(tab: List): readonly Sort[] {
  return hasTasks(tab) ? SORTS : INSTANCE_SORTS;
}

/** What a URL says, as far as it says what there is. */
export function inboxSearch(search: Record<string, unknown>): InboxSearch {
  const tab = LISTS.find((list) => list === search["tab"]);
  const sort = sortsOf(tab ?? "todo").find((one) => one === search["sort"]);
  const text = typeof search["text"] === "string" || typeof search["text"] === "number" ? String(search["text"]) : "";
  return {
    ...(tab ? { tab } : {}),
    ...(sort ? { sort } : {}),
    ...(text ? { text } : {}),
    ...(typeof search["process"] === "string" && search["process"] ? { process: search["process"] } : {}),
    ...(search["late"] === true ? { late: true } : {}),
    ...(search["again"] === true ? { again: true } : {}),
  };
}
