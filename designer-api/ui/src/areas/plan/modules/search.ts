// What the URLs of planning say.
type Raw = Record<string, unknown>;

export const VIEWS = ["map", "collaborations", "versions", "findings"] as const;
export type LandscapeView = (typeof VIEWS)[number];
export const GROUPINGS = ["areas", "bands"] as const;
export type Grouping = (typeof GROUPINGS)[number];
export const AREAS = ["strategy", "organisation", "finance", "operations"] as const;
export const BANDS = ["management", "core", "support"] as const;

function text(raw: Raw, name: string): Record<string, string> {
  const value = raw[name];
  return typeof value === "string" && value ? { [name]: value } : typeof value === "number" ? { [name]: String(value) } : {};
}

export function landscapeSearch(raw: Raw): { view?: LandscapeView; by?: Grouping; text?: string; before?: number; after?: number } {
  const view = VIEWS.find((one) => one === raw["view"]);
  const by = GROUPINGS.find((one) => one === raw["by"]);
  const number = (name: string) => (Number.isInteger(Number(raw[name] ?? NaN)) ? { [name]: Number(raw[name]) } : {});
  return { ...(view ? { view } : {}), ...(by ? { by } : {}), ...text(raw, "text"), ...number("before"), ...number("after") };
}

export function rolesSearch(raw: Raw): { within?: string; person?: string } {
  return { ...text(raw, "within"), ...text(raw, "person") };
}

export function templatesSearch(raw: Raw): { area?: string; level?: number; tag?: string; text?: string; id?: string; node?: string } {
  const area = AREAS.find((one) => one === raw["area"]);
  const level = [3, 4].find((one) => one === Number(raw["level"]));
  return { ...(area ? { area } : {}), ...(level ? { level } : {}), ...text(raw, "tag"), ...text(raw, "text"), ...text(raw, "id"), ...text(raw, "node") };
}
