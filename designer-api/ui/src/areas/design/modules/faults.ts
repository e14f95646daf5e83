// Which field a problem is about: the server says where in the file it stands, and there the name of the field is found.
import { createContext, useContext } from "react";
import type { ModelProblem } from "@/api/types";
import { namesIn } from "@/shared/versions";

/** An attribute of the element (`weir:assignee`), a part of it (`conditionExpression`), or an attribute of a part of it. */
export interface Part {
  name: string;
  /** The how-manyeth of its kind it is, from 0. */
  index: number;
}

export type Located = ModelProblem & {
  part?: Part | null;
  /** What the element is called, where it is called anything. */
  called?: string | undefined;
  /** What the element is: that is what one that is called nothing is known by. */
  kind?: string | undefined;
};

const OWN = new Set(["input", "output", "listener"]);

/** The place in a text as an offset; columns count characters, whatever they are made of. */
export function offsetOf(text: string, line: number, column: number): number {
  let from = 0;
  for (let count = 1; count < line; count += 1) {
    const next = text.indexOf("\n", from);
    if (next < 0) return text.length;
    from = next + 1;
  }
  const end = text.indexOf("\n", from);
  const row = text.slice(from, end < 0 ? text.length : end);
  return from + Array.from(row).slice(0, column - 1).join("").length;
}

/** What stands at a place of a model. */
export function partAt(xml: string, line: number, column: number): Part | null {
  const at = offsetOf(xml, line, column);
  const open = xml.lastIndexOf("<", at);
  const tag = /^<(?:[\w.-]+:)?([\w.-]+)/.exec(xml.slice(open));
  if (!tag || xml.lastIndexOf(">", at - 1) > open) return null;
  const local = tag[1]!;
  const attribute = at > open ? /^((?:[\w.-]+:)?[\w.-]+)\s*=/.exec(xml.slice(at)) : null;
  if (at > open && !attribute) return null;
  if (OWN.has(local)) {
    // One of several of its kind, inside the same element.
    const around = xml.lastIndexOf("extensionElements>", open);
    const before = xml.slice(around, open).match(new RegExp(`<(?:[\\w.-]+:)?${local}\\b`, "g"));
    const kind = `weir:${local[0]!.toUpperCase()}${local.slice(1)}`;
    return { name: attribute ? `${kind}@${attribute[1]}` : kind, index: before?.length ?? 0 };
  }
  return { name: attribute ? attribute[1]! : local, index: 0 };
}

/** So much of what a message names is told beside its words: what is longer says too little for its length. */
const [NAMED_MAX, LENGTH_MAX] = [3, 48];

/** What the English of the server names: it stands in its words between backticks, and in no others. */
export function namedIn(message: string): string[] {
  const all = [...message.matchAll(/`([^`]+)`/g)].map((match) => match[1]!).filter((one) => one.length <= LENGTH_MAX);
  return [...new Set(all)].slice(0, NAMED_MAX);
}

/** Each version of it has a namespace of its own. */
const DMN = "https://www.omg.org/spec/DMN/";

/** What is called anything in a file of decisions. */
function decisionNamesIn(xml: string): Map<string, { name: string; kind?: string }> {
  const named = xml.includes(DMN) ? [...new DOMParser().parseFromString(xml, "application/xml").querySelectorAll("[id][name]")] : [];
  return new Map(named.filter((one) => one.namespaceURI?.startsWith(DMN)).map((one) => [one.id, { name: one.getAttribute("name")! }]));
}

export function locate(problems: ModelProblem[], xml: string): Located[] {
  const names: Map<string, { name: string; kind?: string }> = problems.some((problem) => problem.element) ? new Map([...namesIn(xml), ...decisionNamesIn(xml)]) : new Map();
  return problems.map((problem) => ({
    ...problem,
    part: problem.place.line > 0 ? partAt(xml, problem.place.line, problem.place.column) : null,
    called: (problem.element && names.get(problem.element)?.name) || undefined,
    kind: (problem.element && names.get(problem.element)?.kind) || undefined,
  }));
}

/** The problems of the element whose fields are shown. */
export const Faults = createContext<Located[]>([]);

/** What is wrong with a field: the worst that is known. */
export function useFault(part: string | undefined, index = 0): Located | undefined {
  const all = useContext(Faults);
  if (!part) return undefined;
  const mine = all.filter((one) => one.severity !== "note" && one.part?.name === part && one.part.index === index);
  return mine.find((one) => one.severity === "error") ?? mine[0];
}
