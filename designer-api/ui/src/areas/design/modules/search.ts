// What the URLs of the designer say.
type Raw = Record<string, unknown>;

export const VIEWS = ["canvas", "tree", "table", "form", "test", "xml", "versions"] as const;
export type View = (typeof VIEWS)[number];

export function modelsSearch(raw: Raw): { text?: string } {
  const text = raw["text"];
  return typeof text === "string" && text ? { text } : typeof text === "number" ? { text: String(text) } : {};
}

export function modelSearch(raw: Raw): { view?: View; before?: number } {
  const view = VIEWS.find((one) => one === raw["view"]);
  const before = raw["before"];
  return { ...(view ? { view } : {}), ...(Number.isInteger(Number(before ?? NaN)) ? { before: Number(before) } : {}) };
}
