/** The lists of the inbox, in the order of their tabs. */
export const LISTS = ["todo", "claim", "done", "started", "cc"] as const;
export type List = (typeof LISTS)[number];

/** What the URL of the inbox says. */
export interface InboxSearch {
  tab?: List;
}
