// What a draft was made together with: the decisions and forms of its template are checked and deployed with it.
import { get } from "@/api/request";
import { isProblem } from "@/api/problem";
import type { Model } from "@/api/types";

export interface Companion {
  file: string;
  text: string;
}

/** The other drafts of the same use of a template, as far as they are still there; only a process brings them along. */
export async function companions(model: Model): Promise<Companion[]> {
  const others = model.kind === "bpmn" ? (model.origin?.drafts ?? []).filter((id) => id !== model.id) : [];
  const found = others.map(async (id): Promise<Companion[]> => {
    try {
      const other = (await get("/api/v1/models/{id}", { path: { id } })) as Model;
      return [{ file: other.origin?.file ?? `${other.name}.${other.kind}`, text: (await get("/api/v1/models/{id}/xml", { path: { id } })) as string }];
    } catch (error) {
      if (isProblem(error) && error.status === 404) return [];
      throw error;
    }
  });
  return (await Promise.all(found)).flat();
}
