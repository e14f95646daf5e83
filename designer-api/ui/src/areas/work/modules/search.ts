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
}

export const SORTS = ["created", "due", "priority"] as const;
export type Sort = (typeof SORTS)[number];

/** What a URL says, as far as it says what there is. */
export function inboxSearch(search: Record<string, unknown>): InboxSearch {
  const tab = LISTS.find((list) => list === search["tab"]);
  const sort = SORTS.find((one) => one === search["sort"]);
  const text = typeof search["text"] === "string" || typeof search["text"] === "number" ? String(search["text"]) : "";
  return {
    ...(tab ? { tab } : {}),
    ...(sort ? { sort } : {}),
    ...(text ? { text } : {}),
    ...(typeof search["process"] === "string" && search["process"] ? { process: search["process"] } : {}),
    ...(search["late"] === true ? { late: true } : {}),
  };
}
