import type { Component, Schema } from "./schema";

/** The form in a language: where a component has `label:en` among its properties, that is its label in English. */
export function inLanguage(schema: Schema, language: string): Schema {
  const worded = (component: Component): Component => {
    const label = component.properties?.[`label:${language}`] ?? component.label;
    return {
      ...component,
      ...(label === undefined ? {} : { label }),
      ...(component.components ? { components: component.components.map(worded) } : {}),
    };
  };
  return { ...schema, components: schema.components.map(worded) };
}
