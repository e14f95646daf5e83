// What the URLs of the designer say.
type Raw = Record<string, unknown>;

/** How a draft is shown. Trying it out and its versions have addresses of their own. */
export const VIEWS = ["canvas", "tree", "table", "form", "test", "xml", "versions"] as const;
export type View = (typeof VIEWS)[number];

/** What of the library is shown, and in which order, as the address says it: the page itself knows which kinds and orders there are. */
export interface ModelsSearch {
  text?: string | number;
  kind?: string;
  sort?: string;
}

/** What the address of a draft says: how it is shown, which revisions are compared, and which element is looked at. */
export interface ModelSearch {
  view?: View | undefined;
  /** Compared is a revision, or a version that was deployed (`expense:3`), with another revision, or with what is there now. */
  a?: number | string | undefined;
  b?: number | undefined;
  element?: string | undefined;
}

export function modelSearch(raw: Raw): ModelSearch {
  return {
    view: VIEWS.find((one) => one === raw["view"]),
    a: revision(raw["a"]) ?? (typeof raw["a"] === "string" && /^[^:\s]+:[1-9]\d*$/.test(raw["a"]) ? raw["a"] : undefined),
    b: revision(raw["b"]),
    element: typeof raw["element"] === "string" && raw["element"] ? raw["element"] : undefined,
  };
}

function revision(raw: unknown): number | undefined {
  const number = typeof raw === "number" ? raw : typeof raw === "string" && raw ? Number(raw) : NaN;
  return Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

/** What once was a view has an address of its own: old addresses lead there. */
export function movedTo(raw: Raw): { at: "test" | "versions" | "diff"; search: { a?: number } } | undefined {
  if (raw["view"] === "test") return { at: "test", search: {} };
  if (raw["view"] !== "versions") return undefined;
  const a = revision(raw["before"]);
  return a === undefined ? { at: "versions", search: {} } : { at: "diff", search: { a } };
}

/** Where of a draft one is by its path: `/models/7/diff`. */
export function placeOf(path: string): { base: string; at: "test" | "versions" | "diff" | undefined } {
  const parts = path.split("/");
  return { base: parts.slice(0, 3).join("/"), at: (["test", "versions", "diff"] as const).find((one) => one === parts[3]) };
}

/** Where a draft is worked on. */
export const addressOf = ({ kind }: { kind: string }) => (kind === "dmn" ? "/decisions/$id" : kind === "form" ? "/forms/$id" : "/models/$id");
