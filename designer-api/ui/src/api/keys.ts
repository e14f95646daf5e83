// Under which keys answers of the server are kept: one factory, so that what an event makes stale is found.
// Each begins with its noun; `[noun]` alone is all of it.

export const keys = {
  session: ["session"] as const,
  options: ["options"] as const,
  tasks: (list?: string, filter?: unknown) => under("tasks", list, filter),
  task: (id: string) => ["task", id] as const,
  taskForm: (id: string) => ["task", id, "form"] as const,
  returnTargets: (id: string) => ["task", id, "return-targets"] as const,
  draft: (id: string) => ["draft", id] as const,
  counts: ["counts"] as const,
  filters: ["filters"] as const,
  approval: (id: string) => ["approval", id] as const,
  instances: (list?: string, filter?: unknown) => under("instances", list, filter),
  instance: (id: string) => ["instance", id] as const,
  instanceKey: (id: string) => ["instance-key", id] as const,
  instancePart: (id: string, part: string) => ["instance", id, part] as const,
  definitions: (filter?: unknown) => under("definitions", filter),
  definition: (id: string) => ["definition", id] as const,
  startForecast: (id: string, variables: unknown) => ["definition", id, "forecast", variables] as const,
  startForm: (id: string) => ["definition", id, "start-form"] as const,
  notices: (filter?: unknown) => under("notices", filter),
  people: (filter?: unknown) => under("people", filter),
  search: (text: string) => under("search", text),
  person: (id: string) => ["person", id] as const,
  incidents: (filter?: unknown) => under("incidents", filter),
  models: (filter?: unknown) => under("models", filter),
  model: (id: string) => ["model", id] as const,
  modelPart: (id: string, part: string) => ["model", id, part] as const,
  templates: ["templates"] as const,
  landscape: (part?: string) => under("landscape", part),
  live: (where: unknown, variables: unknown) => ["live", where, variables] as const,
  alerts: (part?: string, filter?: unknown) => under("alerts", part, filter),
  analytics: (...asked: unknown[]) => ["analytics", ...asked] as const,
  simulations: (id?: string, filter?: unknown) => under("simulations", id, filter),
  suggestions: (process?: string, part?: string) => under("suggestions", process, part),
  departments: ["departments"] as const,
  preferences: (person: string) => ["preferences", person] as const,
  proxies: (person: string) => ["proxies", person] as const,
  audit: (part?: string, filter?: unknown) => under("audit", part, filter),
  sessions: (user: string) => ["sessions", user] as const,
  admin: (what: string, filter?: unknown) => under("admin", what, filter),
  batches: (filter?: unknown) => under("batches", filter),
};

function under(noun: string, ...rest: unknown[]): readonly unknown[] {
  return [noun, ...rest.filter((part) => part !== undefined)];
}
