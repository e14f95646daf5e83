// What can be said of a value before it is sent. The server judges all of it; this only saves a way there and back.
import { isFixed, isGroup, isHidden, isInput, isList, type Component, type Live, type Schema, type Values } from "./schema";
import { at, decimal, isNothing, pathOf, rowPath } from "./values";

/** A code of `problems` with what it needs, by the path of the field. */
/** The first field on a form that has something wrong: what can be typed into, and not the frame around it. */
export function firstWrong(box: HTMLElement | null): HTMLElement | null {
  return box?.querySelector<HTMLElement>('[aria-invalid="true"]') ?? box?.querySelector<HTMLElement>('[data-error="true"]') ?? null;
}

export type Faults = Record<string, { code: string; limit?: string }>;

/** `whole`: what is required must be there. */
export function validate(schema: Schema, values: Values, live: Live, whole: boolean): Faults {
  const faults: Faults = {};
  const walk = (components: Component[], around: string, row: string): void => {
    for (const component of components) {
      if (isHidden(live, component, row)) continue;
      const path = pathOf(component, around);
      if (isGroup(component)) walk(component.components ?? [], path, row);
      else if (isList(component)) {
        const rows = at(values, path);
        if (Array.isArray(rows)) rows.forEach((_, index) => walk(component.components ?? [], rowPath(path, index), rowPath(path, index)));
      } else if (isInput(component) && !isFixed(live, component, row)) {
        const fault = judge(component, at(values, path), whole);
        if (fault) faults[path] = fault;
      }
    }
  };
  walk(schema.components, "", "");
  return faults;
}

function judge(component: Component, value: unknown, whole: boolean): { code: string; limit?: string } | null {
  const { validate: rules = {} } = component;
  if (isNothing(value as never) || (component.type === "checkbox" && value === false)) {
    return rules.required && whole ? { code: "field-required" } : null;
  }
  const limit = (rule: number | string | undefined): number | null => {
    const number = typeof rule === "string" && rule.trim().startsWith("=") ? NaN : Number(rule ?? NaN);
    return Number.isNaN(number) ? null : number;
  };
  if (component.type === "number") {
    const text = String(value);
    const number = decimal(text);
    if (!number) return { code: "field-type" };
    const [least, most] = [limit(rules.min), limit(rules.max)];
    if (component.decimalDigits !== undefined && number.digits > component.decimalDigits) {
      return { code: "field-decimals", limit: String(component.decimalDigits) };
    }
    if (least !== null && Number(text) < least) return { code: "field-too-small", limit: String(least) };
    if (most !== null && Number(text) > most) return { code: "field-too-large", limit: String(most) };
    return null;
  }
  if (component.type === "textfield" || component.type === "textarea") {
    const length = String(value).trim().length;
    const [least, most] = [limit(rules.minLength), limit(rules.maxLength)];
    if (least !== null && length < least) return { code: "field-too-short", limit: String(least) };
    if (most !== null && length > most) return { code: "field-too-long", limit: String(most) };
  }
  return null;
}
