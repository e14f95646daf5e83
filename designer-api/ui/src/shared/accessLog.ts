// Lines of the access log are written for programs: kinds and codes with ids. These take them apart, so that they can be told in words.

import { useTranslation } from "react-i18next";
import { useMaybe } from "./maybe";

/** Kinds of things that may stand before an id. */
const KINDS = ["process", "instance", "person", "user", "people", "task", "history", "export"];

/** To what it was done: `process permit` is a kind and an id; what begins with no kind is an id as such. */
export function thingOf(object: string | null | undefined): { kind: string | null; rest: string } {
  const text = object ?? "";
  const at = text.indexOf(" ");
  const kind = at < 0 ? text : text.slice(0, at);
  return at > 0 && KINDS.includes(kind) ? { kind, rest: text.slice(at + 1) } : { kind: null, rest: text };
}

/** Kinds of which the id is that of somebody. */
const SOMEBODY = ["person", "people", "user"];

/** Whom it was about, where it was about somebody: who was refused something of their own stands there alone. */
export function whomOf(object: string | null | undefined, by: string): string | null {
  const { kind, rest } = thingOf(object);
  return (kind !== null && SOMEBODY.includes(kind)) || (kind === null && rest === by) ? rest : null;
}

/** Why something was refused: `see-lists: no-role` is what was wanted and what was missing. */
export function deniedOf(detail: string | null | undefined): { action: string; why: string } | null {
  const match = /^([a-z-]+): ([a-z-]+)$/.exec(detail ?? "");
  return match ? { action: match[1]!, why: match[2]! } : null;
}

/** Who was given what: `auditor for user sun.li`, and why, where that was said. */
export function grantedIn(detail: string | null | undefined): { role: string; kind: string; id: string; why: string } | null {
  const match = /^([A-Za-z]+) for ([a-z]+)(?: ([^\s:]+))?(?:: (.*))?$/s.exec(detail ?? "");
  return match ? { role: match[1]!, kind: match[2]!, id: match[3] ?? "", why: match[4] ?? "" } : null;
}

/** Their words, from those of the administration. */
export function useAccessWords() {
  const { t } = useTranslation("admin");
  const maybe = useMaybe("admin");
  const thing = (object: string | null | undefined) => {
    const { kind, rest } = thingOf(object);
    // An id as long as that says no more than its end does.
    const short = /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(rest) ? `…${rest.slice(-8)}` : rest;
    return kind ? `${maybe(`log.kind.${kind}`, kind)} ${short}` : short;
  };
  const detail = (said: string | null | undefined) => {
    if (!said) return said;
    const denied = deniedOf(said);
    if (denied) return t("log.denied", { action: maybe(`action.${denied.action}`, denied.action), why: maybe(`denied.${denied.why}`, denied.why) });
    const granted = grantedIn(said);
    if (granted) {
      const words = t("log.granted", { role: maybe(`role.${granted.role}`, granted.role), kind: maybe(`log.kind.${granted.kind}`, granted.kind), id: granted.id }).trim();
      return granted.why ? `${words} · ${granted.why}` : words;
    }
    return maybe(`log.by.${said}`, said);
  };
  return { thing, detail };
}
