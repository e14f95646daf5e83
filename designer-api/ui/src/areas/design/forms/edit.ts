// A form as data: where components stand, and what putting, moving and taking away makes of it. What is not known here stays.
import type { Component, Schema } from "@/form/schema";

/** The way to a component: its place in each list, from outside in. */
export type Way = number[];

export const PALETTE = [
  "textfield", "textarea", "number", "datetime", "checkbox", "radio", "select", "checklist", "taglist", "userPicker", "departmentPicker", "attachment", "signature",
  "group", "dynamiclist", "expression", "text", "separator",
] as const;
export type Kind = (typeof PALETTE)[number];

export const HOLDS = new Set(["group", "dynamiclist"]);
const CHOICES = new Set(["radio", "select", "checklist", "taglist"]);
const SILENT = new Set(["text", "separator", "group", "dynamiclist"]);

export const takesChoices = (kind: string) => CHOICES.has(kind);
export const hasKey = (kind: string) => !SILENT.has(kind);

/** A form, if the text is one. */
export function parseForm(text: string): Schema | null {
  try {
    const read = JSON.parse(text) as Schema;
    return typeof read === "object" && read !== null && Array.isArray(read.components) ? read : null;
  } catch {
    return null;
  }
}

export const writeForm = (schema: Schema): string => `${JSON.stringify(schema, null, 2)}\n`;

export function at(schema: Schema, way: Way): Component | undefined {
  let list: Component[] | undefined = schema.components;
  let found: Component | undefined;
  for (const step of way) {
    found = list?.[step];
    list = found?.components;
  }
  return found;
}

/** The list that a way ends in, changed. */
function inList(schema: Schema, around: Way, change: (list: Component[]) => Component[]): Schema {
  const go = (list: Component[], [step, ...rest]: Way): Component[] => (step === undefined ? change(list) : list.map((one, index) => (index === step ? { ...one, components: go(one.components ?? [], rest) } : one)));
  return { ...schema, components: go(schema.components, around) };
}

export const replace = (schema: Schema, way: Way, component: Component) => inList(schema, way.slice(0, -1), (list) => list.map((one, index) => (index === way.at(-1) ? component : one)));
export const remove = (schema: Schema, way: Way) => inList(schema, way.slice(0, -1), (list) => list.filter((_, index) => index !== way.at(-1)));
export const insert = (schema: Schema, way: Way, component: Component) => inList(schema, way.slice(0, -1), (list) => [...list.slice(0, way.at(-1)), component, ...list.slice(way.at(-1))]);

/** Moves a component to a place, as places are before the move; the way to it then, or null where it cannot stand there. */
export function move(schema: Schema, from: Way, to: Way): { schema: Schema; way: Way } | null {
  const component = at(schema, from);
  const inside = to.length > from.length && from.every((step, index) => step === to[index]);
  if (!component || inside) return null;
  const target = [...to];
  const depth = from.length - 1;
  const sameList = to.length >= from.length && from.slice(0, -1).every((step, index) => step === to[index]);
  if (sameList && from[depth]! < to[depth]!) target[depth]!--;
  if (target.length === from.length && target.every((step, index) => step === from[index])) return null;
  return { schema: insert(remove(schema, from), target, component), way: target };
}

/** All keys of a form, so that a new one is none of them. */
export function keysOf(components: Component[]): string[] {
  return components.flatMap((one) => [one.key, one.path].filter((key): key is string => Boolean(key)).concat(keysOf(one.components ?? [])));
}

export function fresh(schema: Schema, kind: Kind, label: string, choice: string): Component {
  const taken = new Set(keysOf(schema.components));
  const stem = { userPicker: "person", departmentPicker: "department", dynamiclist: "items", textfield: "text", textarea: "remark", datetime: "date" }[kind as string] ?? kind;
  let number = 1;
  while (taken.has(`${stem}${number}`)) number++;
  const key = `${stem}${number}`;
  switch (kind) {
    case "separator":
      return { type: kind };
    case "text":
      return { type: kind, text: label };
    case "group":
      return { type: kind, label, components: [] };
    case "dynamiclist":
      return { type: kind, label, path: key, isRepeating: true, allowAddRemove: true, defaultRepetitions: 1, components: [{ type: "number", key: "amount", label: choice, decimalDigits: 2 }], totals: [{ key: `${key}Total`, of: "amount", function: "sum" }] };
    case "datetime":
      return { type: kind, key, subtype: "date", dateLabel: label };
    case "expression":
      return { type: kind, key, label, expression: "=0", ...{ computeOn: "change" } } as Component;
    default:
      return { type: kind, key, label, ...(takesChoices(kind) ? { values: [{ value: "a", label: `${choice} 1` }, { value: "b", label: `${choice} 2` }] } : {}) };
  }
}

/** What people call a component. */
export const nameOf = (component: Component): string => component.label || component.dateLabel || component.timeLabel || component.text?.replace(/^#+\s*/, "").split("\n")[0] || component.key || component.path || "";

/** The form by another name, which stands before what is in it; without one where none is said. */
export function named(schema: Schema, name: string | undefined): Schema {
  const { components, name: _, ...rest } = schema;
  return { ...rest, ...(name?.trim() ? { name: name.trim() } : {}), components };
}

export function emptyForm(name: string): string {
  const id = `form_${Array.from(crypto.getRandomValues(new Uint8Array(4)), (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  return writeForm({ ...{ type: "default" }, id, name, components: [] } as Schema);
}
