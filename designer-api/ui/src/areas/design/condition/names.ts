// The names that an expression of a model may use: what the model sets, what its forms ask for, and rule parameters.
import { useQueries, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import { useMay } from "@/app/session";
import type { BusinessObject } from "@/diagram/canvas";
import { isSchema } from "@/form/schema";
import { keysOf } from "../forms/edit";
import { extensionsOf, registryOf, type Modeler } from "../modules/modeler";

/** So many forms of a model are looked into. */
const FORMS_MAX = 12;

/** What the elements of a model set, and the forms that they name. */
export function ofModel(elements: BusinessObject[]): { names: string[]; forms: string[] } {
  const names = new Set<string>();
  const forms = new Set<string>();
  const add = (value: unknown) => {
    if (typeof value === "string" && /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(value)) names.add(value);
  };
  for (const element of elements) {
    add(element.get("weir:resultVariable"));
    const loop = element.get("loopCharacteristics") as BusinessObject | undefined;
    if (loop) ["weir:elementVariable", "weir:outputCollection"].forEach((name) => add(loop.get(name)));
    for (const type of ["weir:Input", "weir:Output"]) for (const one of extensionsOf(element, type)) add(one.get("target"));
    const form = element.get("weir:formId");
    if (typeof form === "string" && form && !form.startsWith("=")) forms.add(form);
  }
  return { names: [...names], forms: [...forms].slice(0, FORMS_MAX) };
}

export function useNames(modeler: Modeler, changes: number): string[] {
  const may = useMay();
  const own = useMemo(() => ofModel(registryOf(modeler).getAll().map((shape) => shape.businessObject).filter((one) => typeof one?.get === "function")), [modeler, changes]);
  const forms = useQueries({
    queries: own.forms.map((id) => ({
      queryKey: ["form", id, "schema"],
      queryFn: () => get("/api/v1/forms/{id}/schema", { path: { id } }).catch(() => null) as Promise<unknown>,
      staleTime: 60_000,
    })),
  });
  const parameters = useQuery({
    queryKey: keys.admin("parameters", "names"),
    queryFn: () => get("/api/v1/parameters", { query: { limit: 200 } }).then(({ items }) => items.map((one) => `params.${one.name}`)),
    enabled: may("see-parameters"),
    staleTime: 60_000,
    retry: false,
  });
  const asked = forms.flatMap(({ data }) => (isSchema(data) ? keysOf(data.components) : []));
  return [...new Set([...asked, ...own.names])].sort().concat(parameters.data ?? []);
}
