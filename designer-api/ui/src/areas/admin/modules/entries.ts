// The organisation entry by entry.
import type { components } from "@/api/schema";
import { command, get } from "@/api/request";

type Schemas = components["schemas"];

export type Person = Schemas["Person"];
export type Department = Schemas["Department"];
export type Unit = Schemas["Unit"];
export type Proxy = Schemas["Proxy"];
export type Calendar = Schemas["Calendar"];
export type Kind = "person" | "department" | "post" | "role" | "group" | "proxy" | "calendar";
export type Entry = Person | Department | Unit | Proxy | Calendar;

/** So many are shown; an organisation that has more of a kind is searched. */
const MOST = 5_000;
const PAGE = 1_000;

export const inner = (item: unknown): Entry => Object.values(item as Record<string, Entry>)[0]!;

/** A page of one kind. */
export async function entriesPage<T extends Entry>(kind: Kind, text: string | undefined, cursor: string | undefined, limit = 100): Promise<{ items: T[]; next?: string | null }> {
  const page = await get("/api/v1/organisation/entries", { query: { kind, limit, ...(text ? { text } : {}), ...(cursor ? { cursor } : {}) } });
  return { items: page.items.map((item) => inner(item) as T), next: page.next ?? null };
}

/** All of one kind. */
export async function allEntries<T extends Entry>(kind: string): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await entriesPage<T>(kind as Kind, undefined, cursor, PAGE);
    all.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor && all.length < MOST);
  return all;
}

/** What one chooses from. */
export const nameOfEntry = (entry: Entry) => ({ value: entry.id, label: "name" in entry && entry.name ? `${entry.name} (${entry.id})` : entry.id });

export function putEntry(kind: Kind, entry: object, reason: string, key: string, force = false) {
  return command("post", "/api/v1/organisation/changes", { body: { changes: [{ put: { [kind]: entry } }], reason: reason || null, force } as never }, key);
}

export function removeEntry(kind: Kind, id: string, reason: string, key: string, force = false) {
  return command("post", "/api/v1/organisation/changes", { body: { changes: [{ remove: { kind, id } }], reason: reason || null, force } as never }, key);
}

/** The departments as lines of a tree: each behind the one around it. One whose superior is gone stands at the top. */
export function tree(departments: Department[]): { department: Department; depth: number }[] {
  const known = new Set(departments.map((one) => one.id));
  const below = new Map<string, Department[]>();
  for (const one of departments) {
    const parent = one.parent && known.has(one.parent) ? one.parent : "";
    below.set(parent, [...(below.get(parent) ?? []), one]);
  }
  const lines: { department: Department; depth: number }[] = [];
  const walk = (parent: string, depth: number) => {
    for (const department of below.get(parent) ?? []) {
      lines.push({ department, depth });
      walk(department.id, depth + 1);
    }
  };
  walk("", 0);
  return lines;
}
