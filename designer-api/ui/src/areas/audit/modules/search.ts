// What the URLs of the audit say: every question can be shared, and is what is kept of it.
type Raw = Record<string, unknown>;

const text = (value: unknown): string | undefined => (typeof value === "string" && value ? value : typeof value === "number" ? String(value) : undefined);
const flag = (value: unknown): boolean | undefined => (value === true || value === "true" ? true : undefined);

/** Only what is said. */
function said<T extends object>(all: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: NonNullable<T[K]> };
}

export const AREAS = [
  "instance", "work", "approval", "data", "decision", "incident", "message", "note", "notice", "flow",
  "deployment", "model", "parameter", "organisation", "access", "reading", "operation", "alert", "planning",
] as const;
export type Area = (typeof AREAS)[number];

/** What is shown where nothing is said: everything but how tokens went, which a case file has. */
export const USUAL: Area[] = AREAS.filter((area) => area !== "flow");

export const traceSearch = (raw: Raw) =>
  said({
    actor: text(raw["actor"]),
    areas: text(raw["areas"]),
    process: text(raw["process"]),
    instance: text(raw["instance"]),
    object: text(raw["object"]),
    variable: text(raw["variable"]),
    value: text(raw["value"]),
    from: text(raw["from"]),
    until: text(raw["until"]),
    stepped: flag(raw["stepped"]),
    oldest: flag(raw["oldest"]),
    entry: text(raw["entry"]),
  });
export type TraceSearch = ReturnType<typeof traceSearch>;

/** The question as the server takes it. */
export function asked(search: TraceSearch) {
  return {
    actor: search.actor,
    areas: search.areas ?? USUAL.join(),
    process: search.process,
    instance: search.instance,
    object: search.object,
    variable: search.variable,
    value: search.variable ? search.value : undefined,
    from: moment(search.from),
    until: moment(search.until),
    intervention: search.stepped,
    oldestFirst: search.oldest,
  };
}

/** A local time of a form as RFC 3339; what is no time asks for nothing. */
export function moment(local: string | undefined): string | undefined {
  if (!local) return undefined;
  const time = new Date(local);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

export const dutySearch = (raw: Raw) => said({ process: text(raw["process"]), first: text(raw["first"]), second: text(raw["second"]), roles: flag(raw["roles"]) });

export const exportSearch = (raw: Raw) => said({ instance: text(raw["instance"]), process: text(raw["process"]) });
