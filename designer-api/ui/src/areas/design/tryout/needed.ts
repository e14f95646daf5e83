// What a draft needs to be tried out: itself, what it was made together with, and what else is being drawn that it names.
import { get } from "@/api/request";
import type { Model } from "@/api/types";
import { isSchema, type Schema } from "@/form/schema";
import { companions } from "../modules/companions";

export interface TriedFile {
  name: string;
  text: string;
}

/** The server takes so many beside the model. */
const MOST = 19;
const LISTED = 1_000;

/** All that a file says in its attributes: among it are the ids of forms and decisions, whatever names them. */
export function saidIn(xml: string): Set<string> {
  const file = new DOMParser().parseFromString(xml, "application/xml");
  return new Set(Array.from(file.getElementsByTagName("*"), (one) => Array.from(one.attributes, ({ value }) => value)).flat());
}

/** Drafts of forms and decisions that the file names and nobody has deployed: what is deployed the server takes by itself. */
export function missingOf(said: Set<string>, drafts: Model[], deployed: Set<string>, without: Set<string>): Model[] {
  const wanted = new Map<string, Model>();
  // The list begins with what was changed last: of two drafts that offer the same it is the one.
  for (const draft of drafts) for (const id of draft.offers) if (said.has(id) && !deployed.has(id) && !wanted.has(id)) wanted.set(id, draft);
  return [...new Set(wanted.values())].filter((draft) => !without.has(draft.id)).slice(0, MOST);
}

export async function filesOf(model: Model, xml: string): Promise<TriedFile[]> {
  const own = (await companions(model)).map(({ file, text }) => ({ name: file, text }));
  const query = { limit: LISTED };
  const [forms, decisions, deployedForms, deployedDecisions] = await Promise.all([
    get("/api/v1/models", { query: { ...query, kind: "form" } }),
    get("/api/v1/models", { query: { ...query, kind: "dmn" } }),
    get("/api/v1/forms", { query: { ...query, latest: true } }),
    get("/api/v1/decisions", { query: { ...query, latest: true } }),
  ]);
  const deployed = new Set([...deployedForms.items.map(({ form }) => form), ...deployedDecisions.items.map(({ decision }) => decision)]);
  const drafts = [...forms.items, ...decisions.items] as Model[];
  const missing = missingOf(saidIn(xml), drafts, deployed, new Set(model.origin?.drafts ?? []));
  const texts = missing.map(async ({ id, kind }): Promise<TriedFile> => ({ name: `${id}.${kind}`, text: (await get("/api/v1/models/{id}/xml", { path: { id } })) as string }));
  return [{ name: "model.bpmn", text: xml }, ...own, ...(await Promise.all(texts))].slice(0, MOST + 1);
}

/** The form that the model is started with, as far as anybody has drawn it; null where there is none. */
export async function startFormOf(xml: string, files: TriedFile[]): Promise<Schema | null> {
  const file = new DOMParser().parseFromString(xml, "application/xml");
  const starts = Array.from(file.getElementsByTagName("*")).filter((one) => one.localName === "startEvent" && one.parentElement?.localName === "process");
  const id = starts.flatMap((one) => Array.from(one.attributes)).find((one) => one.localName === "formId")?.value;
  if (!id) return null;
  const drawn = files.filter(({ name }) => name.endsWith(".form")).map(({ text }) => parsed(text));
  const found = drawn.find((one) => one?.id === id) ?? (await get("/api/v1/forms/{id}/schema", { path: { id } }).catch(() => null));
  return isSchema(found) ? found : null;
}

function parsed(text: string): { id?: unknown } | null {
  try {
    return JSON.parse(text) as { id?: unknown } | null;
  } catch {
    return null;
  }
}
