// What a file is that somebody brings, by what stands in it and not by what it is called.
import { keysOf, parseForm } from "../forms/edit";

/** What it is, and what of it can be told before it is a draft; `null` is nothing that could become one. */
export type Brought = { kind: "bpmn" } | { kind: "dmn"; names: string[] } | { kind: "form"; fields: number } | null;

/** What can be chosen, and what may be dropped. */
export const ENDINGS = [".bpmn", ".xml", ".dmn", ".form", ".json"];

const OFFERED = /\.(bpmn20\.xml|bpmn|xml|dmn|form|json)$/i;

export function broughtBy(text: string): Brought {
  const clean = text.replace(/^\uFEFF/, "").trimStart();
  if (clean.startsWith("{")) {
    const form = parseForm(clean);
    return form ? { kind: "form", fields: keysOf(form.components).length } : null;
  }
  // What is no definitions at all is of something else, however whole it may be.
  if (!/<(?:[\w.-]+:)?definitions[\s/>]/.test(clean)) return null;
  if (!/\/spec\/DMN\//.test(clean.slice(0, 4096)) || /\/spec\/BPMN\//.test(clean.slice(0, 4096))) return { kind: "bpmn" };
  const read = new DOMParser().parseFromString(clean, "application/xml");
  if (read.getElementsByTagName("parsererror").length > 0) return null;
  const decisions = [...read.documentElement.children].filter((one) => one.localName === "decision");
  return { kind: "dmn", names: decisions.map((one) => one.getAttribute("name") || one.getAttribute("id") || "") };
}

/** What a draft is called at first. */
export const nameOf = (file: string): string => file.replace(OFFERED, "").trim() || file;

/** Those of the files that could be drafts. */
export const offered = (files: Iterable<File>): File[] => [...files].filter(({ name }) => OFFERED.test(name));
