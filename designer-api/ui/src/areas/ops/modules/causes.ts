import type { Incident, Sentence } from "@/api/types";
import { withoutData } from "@/shared/sentence";

/** Incidents that have the same cause: the same code, at the same element of the same version, in the same words. */
export interface Cause {
  id: string;
  code: string;
  message: string;
  /** What it says, without the data of a single instance; nothing where the message is all there is. */
  sentence: Sentence | null;
  definition: string;
  element: string;
  incidents: Incident[];
  since: string;
}

/** What changes from one to the next is no other cause: numbers, ids and quoted values. */
function words(message: string): string {
  return message.replace(/"[^"]*"/g, "…").replace(/[0-9a-f]{8}-[0-9a-f-]{27}/gi, "…").replace(/\d+/g, "…").slice(0, 300);
}

/** Sentences of the same expression that blame the same part are one cause, whatever value it had. */
function alike({ name, parts, types, needs }: Sentence): string {
  const same = ["expression", "part", "name", "entry", "of"].map((one) => parts[one] ?? "");
  return words([name, ...same, ...types, ...needs.map((one) => one.name)].join(" "));
}

/** The causes, the one with the most incidents first. */
export function causes(incidents: Incident[]): Cause[] {
  const found = new Map<string, Cause>();
  for (const incident of incidents) {
    const sentence = withoutData(incident.sentence);
    const id = [incident.definition, incident.element, incident.code, sentence ? alike(sentence) : words(incident.message)].join("|");
    const known = found.get(id);
    if (known) {
      known.incidents.push(incident);
      if (incident.raised < known.since) known.since = incident.raised;
    } else {
      const { code, message, definition, element, raised } = incident;
      found.set(id, { id, code, message, sentence, definition, element, incidents: [incident], since: raised });
    }
  }
  return [...found.values()].sort((a, b) => b.incidents.length - a.incidents.length || a.since.localeCompare(b.since));
}
