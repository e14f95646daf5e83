import type { Incident } from "@/api/types";

/** Incidents that have the same cause: the same code, at the same element of the same version, in the same words. */
export interface Cause {
  id: string;
  code: string;
  message: string;
  definition: string;
  element: string;
  incidents: Incident[];
  since: string;
}

/** The data of a single instance stand at the end of what is said of an expression. */
export const withoutData = (message: string) => message.replace(/; with .*$/s, "");

/** And are all that an instance adds to its cause. */
export const dataOf = (message: string) => /; with (.*)$/s.exec(message)?.[1];

/** What changes from one to the next is no other cause: numbers, ids and quoted values. */
function words(message: string): string {
  return withoutData(message).replace(/"[^"]*"/g, "…").replace(/[0-9a-f]{8}-[0-9a-f-]{27}/gi, "…").replace(/\d+/g, "…").slice(0, 300);
}

/** The causes, the one with the most incidents first. */
export function causes(incidents: Incident[]): Cause[] {
  const found = new Map<string, Cause>();
  for (const incident of incidents) {
    const id = [incident.definition, incident.element, incident.code, words(incident.message)].join("|");
    const known = found.get(id);
    if (known) {
      known.incidents.push(incident);
      if (incident.raised < known.since) known.since = incident.raised;
    } else {
      const { code, message, definition, element, raised } = incident;
      found.set(id, { id, code, message: withoutData(message), definition, element, incidents: [incident], since: raised });
    }
  }
  return [...found.values()].sort((a, b) => b.incidents.length - a.incidents.length || a.since.localeCompare(b.since));
}
