// Lines of the access log are written for programs: kinds and codes with ids. These take them apart, so that they can be told in words.

/** Kinds of things that may stand before an id. */
const KINDS = ["process", "instance", "person", "user", "people", "task", "history"];

/** To what it was done: `process permit` is a kind and an id; what begins with no kind is an id as such. */
export function thingOf(object: string | null | undefined): { kind: string | null; rest: string } {
  const text = object ?? "";
  const at = text.indexOf(" ");
  const kind = at < 0 ? text : text.slice(0, at);
  return at > 0 && KINDS.includes(kind) ? { kind, rest: text.slice(at + 1) } : { kind: null, rest: text };
}

/** Why something was refused: `see-lists: no-role` is what was wanted and what was missing. */
export function deniedOf(detail: string | null | undefined): { action: string; why: string } | null {
  const match = /^([a-z-]+): ([a-z-]+)$/.exec(detail ?? "");
  return match ? { action: match[1]!, why: match[2]! } : null;
}
