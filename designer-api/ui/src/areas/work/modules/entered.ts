// What somebody has entered, as lines that can be read and copied when there is no form any more to show it in.
import { isGroup, isInput, isList, type Component, type Value, type Values } from "@/form/schema";
import { show } from "@/form/show";
import { at, isNothing, pathOf, rowPath } from "@/form/values";

/** A label, and what was entered below it. */
export type Word = [label: string, value: string];

/** What is other than before. Files are left out: they are on the matter itself. */
export function entered(components: Component[], before: Values, now: Values, around = "", row = ""): Word[] {
  return components.flatMap((component) => {
    const path = pathOf(component, around);
    if (isGroup(component)) return entered(component.components ?? [], before, now, path, row);
    if (isList(component)) {
      const rows = at(now, path);
      if (!Array.isArray(rows)) return [];
      return rows.flatMap((_, index) => entered(component.components ?? [], before, now, rowPath(path, index), `${row}${component.label ?? component.path ?? ""} ${index + 1} · `));
    }
    if (!isInput(component) || ["attachment", "filepicker", "signature"].includes(component.type)) return [];
    const value = at(now, path);
    if (isNothing(value) || JSON.stringify(value) === JSON.stringify(at(before, path) ?? null)) return [];
    const label = component.label ?? component.dateLabel ?? component.timeLabel ?? component.key ?? "";
    return [[row + label, said(component, value as Value)] satisfies Word];
  });
}

/** By the labels of choices, where there are some. */
function said(component: Component, value: Value): string {
  const label = (one: Value) => {
    const choice = (component.values ?? []).find((of) => typeof of === "object" && JSON.stringify(of.value) === JSON.stringify(one));
    return typeof choice === "object" ? (choice.label ?? show(one)) : show(one);
  };
  return Array.isArray(value) ? value.map(label).join(", ") : label(value);
}

/** All of it as one text. */
export function inLines(words: Word[], opinion: Word): string {
  return [...words, ...(opinion[1].trim() ? [opinion] : [])].map(([label, value]) => `${label}: ${value}`).join("\n");
}
