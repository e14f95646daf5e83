// Values by their paths, what a form begins with, and what of it is sent.
import { holdsMany, isFixed, isGroup, isHidden, isInput, isList, type Component, type Live, type Schema, type Total, type Value, type Values } from "./schema";

/** `a.b[0].c` as its steps. */
export function steps(path: string): (string | number)[] {
  return path.split(/\.|\[(\d+)\]/).filter((part) => part !== undefined && part !== "").map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

export function at(values: Value | undefined, path: string): Value | undefined {
  let now: Value | undefined = values;
  for (const step of steps(path)) {
    if (typeof now !== "object" || now === null) return undefined;
    now = (now as Record<string | number, Value>)[step];
  }
  return now;
}

/** The same values with another one at that path. */
export function put(values: Values, path: string, value: Value | undefined): Values {
  return write(values, steps(path), value) as Values;
}

function write(around: Value | undefined, [step, ...rest]: (string | number)[], value: Value | undefined): Value | undefined {
  if (step === undefined) return value;
  if (typeof step === "number") {
    const rows = Array.isArray(around) ? [...around] : [];
    rows[step] = write(rows[step], rest, value) as Value;
    return rows;
  }
  const inner = typeof around === "object" && around !== null && !Array.isArray(around) ? { ...around } : {};
  const now = write(inner[step], rest, value);
  if (now === undefined) delete inner[step];
  else inner[step] = now;
  return inner;
}

export const join = (around: string, key: string | undefined) => (key ? (around ? `${around}.${key}` : key) : around);
export const rowPath = (list: string, row: number) => `${list}[${row}]`;

/** The path of a component within what is around it. */
export function pathOf(component: Component, around: string): string {
  return join(around, isGroup(component) || isList(component) ? component.path : component.key);
}

/** What a form begins with: what is there, defaults where there is nothing, and as many rows as it wants. */
export function beginning(components: Component[], data: Values, around = ""): Values {
  let values = data;
  for (const component of components) {
    const path = pathOf(component, around);
    if (isGroup(component)) values = beginning(component.components ?? [], values, path);
    else if (isList(component)) {
      const rows = at(values, path);
      if (Array.isArray(rows)) {
        rows.forEach((_, row) => (values = beginning(component.components ?? [], values, rowPath(path, row))));
      } else if (component.allowAddRemove !== false) {
        const count = component.defaultRepetitions ?? 1;
        for (let row = 0; row < count; row += 1) {
          values = put(values, rowPath(path, row), {});
          values = beginning(component.components ?? [], values, rowPath(path, row));
        }
      }
    } else if (isInput(component) && component.defaultValue !== undefined && isNothing(at(values, path))) {
      values = put(values, path, component.defaultValue);
    }
  }
  return values;
}

export function isNothing(value: Value | undefined): boolean {
  return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

/** What is sent: what may be written and is shown. Rows go whole, each with what of it may be written. */
export function submitted(schema: Schema, values: Values, live: Live, before: Values = {}): Values {
  const walk = (components: Component[], around: string, row: string, out: Values): Values => {
    for (const component of components) {
      if (isHidden(live, component, row)) continue;
      const path = pathOf(component, around);
      if (isGroup(component)) out = walk(component.components ?? [], path, row, out);
      else if (isList(component)) {
        const rows = at(values, path);
        if (!Array.isArray(rows) || !writable(component.components ?? [])) continue;
        out = put(out, path, []);
        rows.forEach((_, index) => {
          const place = rowPath(path, index);
          out = walk(component.components ?? [], place, place, put(out, place, {}));
        });
      } else if (isInput(component)) {
        const value = at(values, path);
        if (isFixed(live, component, row) && (row === "" || isNothing(value))) continue;
        if (value === undefined && at(before, path) === undefined) continue;
        out = put(out, path, blank(value, component));
      }
    }
    return out;
  };
  return walk(schema.components, "", "", {});
}

/** May anything of it be written? */
const writable = (components: Component[]): boolean =>
  components.some((component) =>
    isGroup(component) || isList(component)
      ? writable(component.components ?? [])
      : isInput(component) && component.readonly !== true && component.disabled !== true,
  );

/** Is there anything in the form that may be written? */
export const isWritable = (schema: Schema): boolean => writable(schema.components);

/** Nothing is said as the server says it. */
function blank(value: Value | undefined, component: Component): Value {
  if (value === undefined || value === "") return null;
  return value === null && holdsMany(component) ? [] : value;
}

/** Whole tables beside each other: the columns of a list in their order. */
export function columnsOf(components: Component[], around = ""): { path: string; component: Component }[] {
  return components.flatMap((component) => {
    if (isGroup(component)) return columnsOf(component.components ?? [], join(around, component.path));
    return isInput(component) || component.type === "expression" ? [{ path: join(around, component.key), component }] : [];
  });
}

/** A total, added up in decimal digits as the server does, so that money adds up: as a text, and null of nothing. */
export function total(rows: Value[], { of, function: how = "sum" }: Total): string | null {
  if (how === "count") return String(rows.length);
  const texts = rows.map((row) => at(row, of ?? "")).filter((value) => !isNothing(value)).map(String);
  const numbers = texts.map(decimal);
  if (numbers.some((number) => number === null)) return null;
  const digits = Math.max(0, ...numbers.map((number) => number!.digits));
  const scaled = numbers.map((number) => number!.units * 10n ** BigInt(digits - number!.digits));
  if (scaled.length === 0) return how === "sum" ? "0" : null;
  if (how === "min") return shown(scaled.reduce((a, b) => (b < a ? b : a)), digits);
  if (how === "max") return shown(scaled.reduce((a, b) => (b > a ? b : a)), digits);
  const sum = scaled.reduce((a, b) => a + b, 0n);
  if (how === "sum") return shown(sum, digits);
  const more = 10;
  return shown((sum * 10n ** BigInt(more)) / BigInt(scaled.length), digits + more);
}

/** A number as it is written, in units of its last digit. */
export function decimal(text: string): { units: bigint; digits: number } | null {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text.trim());
  if (!match || (!match[2] && !match[3])) return null;
  const fraction = match[3] ?? "";
  const exponent = Number(match[4] ?? 0);
  let units = BigInt(`${match[2] ?? ""}${fraction}` || "0");
  let digits = fraction.length - exponent;
  if (digits < 0) {
    units *= 10n ** BigInt(-digits);
    digits = 0;
  }
  return { units: match[1] === "-" ? -units : units, digits };
}

function shown(units: bigint, digits: number): string {
  const minus = units < 0n ? "-" : "";
  const text = (units < 0n ? -units : units).toString().padStart(digits + 1, "0");
  const whole = text.slice(0, text.length - digits);
  const fraction = text.slice(text.length - digits).replace(/0+$/, "");
  return minus + whole + (fraction ? `.${fraction}` : "");
}
