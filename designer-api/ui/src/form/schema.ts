// What a form schema says, in the manner of form-js with our own components: see `docs/forms.md`.

export type Value = string | number | boolean | null | Value[] | { [key: string]: Value };
export type Values = { [key: string]: Value };

export interface Choice {
  value: Value;
  label: string;
}

export interface Total {
  key: string;
  of?: string;
  function?: "sum" | "count" | "min" | "max" | "mean";
}

export interface Component {
  type: string;
  id?: string;
  key?: string;
  path?: string;
  label?: string;
  description?: string;
  readonly?: boolean | string;
  disabled?: boolean | string;
  conditional?: { hide?: string };
  defaultValue?: Value;
  validate?: {
    required?: boolean;
    minLength?: number | string;
    maxLength?: number | string;
    min?: number | string;
    max?: number | string;
    pattern?: string;
    validationType?: string;
  };
  appearance?: { prefixAdorner?: string; suffixAdorner?: string };
  properties?: Record<string, string>;
  layout?: { columns?: number | null };
  decimalDigits?: number;
  increment?: number | string;
  serializeToString?: boolean;
  subtype?: "date" | "time" | "datetime";
  timeSerializingFormat?: "utc_offset" | "utc_normalized" | "no_timezone";
  timeInterval?: number;
  disallowPassedDates?: boolean;
  dateLabel?: string;
  timeLabel?: string;
  values?: (Choice | string | number)[];
  valuesKey?: string;
  valuesExpression?: string;
  searchable?: boolean;
  multiple?: boolean | string;
  accept?: string;
  expression?: string;
  components?: Component[];
  isRepeating?: boolean;
  allowAddRemove?: boolean;
  defaultRepetitions?: number;
  totals?: Total[];
  text?: string;
  content?: string;
  source?: string;
  alt?: string;
  caption?: string;
  url?: string;
  height?: number;
  title?: string;
  dataSource?: string;
  columns?: { label: string; key: string }[];
  columnsExpression?: string;
}

export interface Schema {
  id?: string;
  /** What people call it. */
  name?: string;
  components: Component[];
}

/** What the server finds out about a form as it is filled in: conditions and computed values are FEEL, which it alone runs. */
export interface Live {
  /** Conditions by their text, of the form under an empty name and of each row under its own: `items[0]`. */
  conditions: Record<string, Record<string, boolean>>;
  /** Computed values and totals by their paths. */
  values: Record<string, Value>;
  /** What may be chosen, by path. */
  choices: Record<string, Value[]>;
}

export const NOTHING_LIVE: Live = { conditions: {}, values: {}, choices: {} };

/** Does a condition hold in the form, or in the row around it? What is not known yet does not. */
export function holds(live: Live, condition: unknown, row: string): boolean {
  if (typeof condition !== "string" || !condition.trim().startsWith("=")) return condition === true;
  return live.conditions[row]?.[condition.trim().slice(1).trim()] ?? false;
}

export const isHidden = (live: Live, component: Component, row: string) => holds(live, component.conditional?.hide, row);
export const isFixed = (live: Live, component: Component, row: string) =>
  holds(live, component.readonly, row) || holds(live, component.disabled, row);

const GROUPS = new Set(["group", "multipage", "page"]);
const INPUTS = new Set([
  "textfield", "textarea", "number", "datetime", "checkbox", "radio", "select", "checklist", "taglist", "filepicker",
  "userPicker", "departmentPicker", "attachment", "signature",
]);

export const isGroup = (component: Component) => GROUPS.has(component.type);
export const isInput = (component: Component) => INPUTS.has(component.type) && component.key !== undefined;
export const isList = (component: Component) => component.type === "dynamiclist";
export const holdsMany = (component: Component) =>
  ["checklist", "taglist"].includes(component.type) || (component.multiple === true && component.type !== "select");

/** The server is asked while somebody fills the form in only when there is something that it alone knows. */
export function isLive(components: Component[]): boolean {
  return components.some(
    (component) =>
      component.conditional?.hide !== undefined ||
      component.type === "expression" ||
      component.valuesExpression !== undefined ||
      typeof component.readonly === "string" ||
      typeof component.disabled === "string" ||
      isLive(component.components ?? []),
  );
}

export function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && Array.isArray((value as Schema).components);
}
