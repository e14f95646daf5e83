// A DMN file as a tree of elements: the table is read from it and changed in it, so whatever the table does not show stays.

export interface Column {
  id: string;
  label: string;
  /** Of an input: its expression. Of an output: its name. */
  text: string;
  type: string;
  /** Unary tests that its values pass. */
  allowed: string;
}

export interface Row {
  id: string;
  inputs: string[];
  outputs: string[];
  note: string;
}

export interface TableData {
  policy: string;
  aggregation: string;
  inputs: Column[];
  outputs: Column[];
  rows: Row[];
}

export interface DecisionData {
  id: string;
  name: string;
  /** None: it is decided by something other than a table. */
  table: TableData | null;
}

export const POLICIES = ["UNIQUE", "FIRST", "ANY", "PRIORITY", "RULE ORDER", "OUTPUT ORDER", "COLLECT"] as const;
export const AGGREGATIONS = ["SUM", "MIN", "MAX", "COUNT"] as const;
export const TYPES = ["string", "number", "boolean", "date", "time", "dateTime", "Any"] as const;

export type Side = "input" | "output";

export function parse(xml: string): Document | null {
  const document = new DOMParser().parseFromString(xml, "application/xml");
  return document.getElementsByTagName("parsererror").length > 0 || document.documentElement.localName !== "definitions" ? null : document;
}

export const serialize = (document: Document): string => {
  const text = new XMLSerializer().serializeToString(document);
  return text.startsWith("<?xml") ? text : `<?xml version="1.0" encoding="UTF-8"?>\n${text}`;
};

const named = (element: Element, name: string) => Array.from(element.children).filter((one) => one.localName === name);
const first = (element: Element, name: string): Element | undefined => named(element, name)[0];
const textOf = (element: Element | undefined): string => (element && first(element, "text")?.textContent?.trim()) || "";

function tableElement(document: Document, decision: string): Element | undefined {
  const owner = decisionElement(document, decision);
  return owner && first(owner, "decisionTable");
}

function decisionElement(document: Document, id: string): Element | undefined {
  return named(document.documentElement, "decision").find((one) => one.getAttribute("id") === id);
}

export function decisions(document: Document): DecisionData[] {
  return named(document.documentElement, "decision").map((one) => {
    const table = first(one, "decisionTable");
    return { id: one.getAttribute("id") ?? "", name: one.getAttribute("name") ?? "", table: table ? readTable(table) : null };
  });
}

function readTable(table: Element): TableData {
  const inputs = named(table, "input").map((one): Column => {
    const expression = first(one, "inputExpression");
    return { id: one.getAttribute("id") ?? "", label: one.getAttribute("label") ?? "", text: textOf(expression), type: expression?.getAttribute("typeRef") ?? "", allowed: textOf(first(one, "inputValues")) };
  });
  const outputs = named(table, "output").map((one): Column => ({ id: one.getAttribute("id") ?? "", label: one.getAttribute("label") ?? "", text: one.getAttribute("name") ?? "", type: one.getAttribute("typeRef") ?? "", allowed: textOf(first(one, "outputValues")) }));
  const rows = named(table, "rule").map((one): Row => ({
    id: one.getAttribute("id") ?? "",
    inputs: named(one, "inputEntry").map(textOf),
    outputs: named(one, "outputEntry").map(textOf),
    note: first(one, "description")?.textContent?.trim() ?? "",
  }));
  return { policy: table.getAttribute("hitPolicy") ?? "UNIQUE", aggregation: table.getAttribute("aggregation") ?? "", inputs, outputs, rows };
}

const make = (like: Element, name: string): Element => like.ownerDocument.createElementNS(like.namespaceURI, like.prefix ? `${like.prefix}:${name}` : name);

function freshId(document: Document, wanted: string): string {
  const taken = new Set(Array.from(document.getElementsByTagName("*"), (one) => one.getAttribute("id")));
  let number = 1;
  while (taken.has(`${wanted}_${number}`)) number++;
  return `${wanted}_${number}`;
}

/** Sets the text inside of an element, or takes the element away where there is none. */
function say(parent: Element, name: string, text: string, before: Element | null, keep: boolean): void {
  let holder = first(parent, name);
  if (!holder) {
    if (!text && !keep) return;
    holder = make(parent, name);
    parent.insertBefore(holder, before);
  }
  if (!text && !keep) return holder.remove();
  let inner = first(holder, "text");
  if (!inner) {
    inner = make(parent, "text");
    holder.append(inner);
  }
  inner.textContent = text;
}

function setOrDrop(element: Element, name: string, value: string): void {
  if (value) element.setAttribute(name, value);
  else element.removeAttribute(name);
}

/** Puts an element beside others of its kind, with the white space that they have. */
function put(parent: Element, element: Element, before: Element | null): void {
  const white = before?.previousSibling ?? parent.lastElementChild?.previousSibling;
  const blank = white?.nodeType === Node.TEXT_NODE && !white.textContent?.trim() ? white.textContent : null;
  if (before) {
    parent.insertBefore(element, before);
    if (blank) parent.insertBefore(parent.ownerDocument.createTextNode(blank), before);
    return;
  }
  const last = parent.lastElementChild;
  if (last?.nextSibling) {
    parent.insertBefore(element, last.nextSibling);
    if (blank) parent.insertBefore(parent.ownerDocument.createTextNode(blank), element);
  } else parent.append(element);
}

function drop(element: Element): void {
  const white = element.previousSibling;
  if (white?.nodeType === Node.TEXT_NODE && !white.textContent?.trim()) white.remove();
  element.remove();
}

function entry(rule: Element, side: Side, text: string): Element {
  const made = make(rule, `${side}Entry`);
  const inner = make(rule, "text");
  inner.textContent = text;
  made.append(inner);
  return made;
}

const blank = (side: Side) => (side === "input" ? "-" : "");

/** Changes of one table. */
export function editor(document: Document, decision: string) {
  const table = tableElement(document, decision)!;
  const rules = () => named(table, "rule");
  const columns = (side: Side) => named(table, side);
  const cellOf = (rule: Element, side: Side, column: number) => {
    while (named(rule, `${side}Entry`).length <= column) {
      const others = named(rule, `${side}Entry`);
      put(rule, entry(rule, side, blank(side)), side === "input" ? (first(rule, "outputEntry") ?? null) : (others.at(-1)?.nextElementSibling ?? null));
    }
    return named(rule, `${side}Entry`)[column]!;
  };
  const addRow = (at: number, copy?: number): void => {
    const all = rules();
    const model = copy === undefined ? undefined : all[copy];
    const rule = model ? (model.cloneNode(true) as Element) : make(table, "rule");
    rule.setAttribute("id", freshId(document, "rule"));
    for (const part of Array.from(rule.getElementsByTagName("*"))) part.removeAttribute("id");
    if (!model) {
      for (const side of ["input", "output"] as const) for (const _ of columns(side)) rule.append(entry(table, side, blank(side)));
    }
    put(table, rule, all[at] ?? null);
  };
  return {
    policy: (policy: string, aggregation: string) => {
      table.setAttribute("hitPolicy", policy);
      setOrDrop(table, "aggregation", policy === "COLLECT" ? aggregation : "");
    },
    name: (name: string) => decisionElement(document, decision)?.setAttribute("name", name),
    cell: (row: number, side: Side, column: number, text: string) => {
      const rule = rules()[row];
      if (!rule) return;
      const holder = cellOf(rule, side, column);
      let inner = first(holder, "text");
      if (!inner) {
        inner = make(rule, "text");
        holder.append(inner);
      }
      inner.textContent = text;
    },
    note: (row: number, text: string) => {
      const rule = rules()[row];
      if (!rule) return;
      const known = first(rule, "description");
      if (known) {
        if (text) known.textContent = text;
        else drop(known);
      } else if (text) {
        const made = make(rule, "description");
        made.textContent = text;
        put(rule, made, rule.firstElementChild);
      }
    },
    addRow,
    removeRow: (row: number) => {
      const rule = rules()[row];
      if (rule) drop(rule);
    },
    moveRow: (row: number, to: number) => {
      const all = rules();
      const [rule, other] = [all[row], all[to]];
      if (!rule || !other) return;
      if (to < row) table.insertBefore(rule, other);
      else table.insertBefore(rule, other.nextSibling);
    },
    column: (side: Side, index: number, data: Partial<Column>) => {
      const column = columns(side)[index];
      if (!column) return;
      if (data.label !== undefined) setOrDrop(column, "label", data.label);
      if (side === "output") {
        if (data.text !== undefined) setOrDrop(column, "name", data.text);
        if (data.type !== undefined) setOrDrop(column, "typeRef", data.type);
        if (data.allowed !== undefined) say(column, "outputValues", data.allowed, first(column, "defaultOutputEntry") ?? null, false);
        return;
      }
      if (data.text !== undefined) say(column, "inputExpression", data.text, column.firstElementChild, true);
      const expression = first(column, "inputExpression");
      if (data.type !== undefined && expression) setOrDrop(expression, "typeRef", data.type);
      if (data.allowed !== undefined) say(column, "inputValues", data.allowed, null, false);
    },
    addColumn: (side: Side, at: number) => {
      const all = columns(side);
      const made = make(table, side);
      made.setAttribute("id", freshId(document, side));
      if (side === "input") {
        const expression = make(table, "inputExpression");
        expression.setAttribute("typeRef", "string");
        expression.append(make(table, "text"));
        made.append(expression);
      } else {
        made.setAttribute("name", freshId(document, "output").replace("_", ""));
        made.setAttribute("typeRef", "string");
      }
      const behind = side === "input" ? (first(table, "output") ?? null) : (first(table, "annotation") ?? first(table, "rule") ?? null);
      put(table, made, all[at] ?? behind);
      for (const rule of rules()) {
        const entries = named(rule, `${side}Entry`);
        put(rule, entry(rule, side, blank(side)), entries[at] ?? (side === "input" ? (first(rule, "outputEntry") ?? null) : (first(rule, "annotationEntry") ?? null)));
      }
    },
    removeColumn: (side: Side, index: number) => {
      const column = columns(side)[index];
      if (column) drop(column);
      for (const rule of rules()) {
        const gone = named(rule, `${side}Entry`)[index];
        if (gone) drop(gone);
      }
    },
    moveColumn: (side: Side, index: number, to: number) => {
      const swap = (parent: Element, all: Element[]) => {
        const [one, other] = [all[index], all[to]];
        if (!one || !other) return;
        if (to < index) parent.insertBefore(one, other);
        else parent.insertBefore(one, other.nextSibling);
      };
      swap(table, columns(side));
      for (const rule of rules()) swap(rule, named(rule, `${side}Entry`));
    },
  };
}

/** A file with one table that has nothing to say yet. */
export function emptyTable(name: string): string {
  const escaped = name.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");
  const id = `decision_${Array.from(crypto.getRandomValues(new Uint8Array(4)), (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="definitions" name="${escaped}" namespace="urn:weir:decisions">
  <decision id="${id}" name="${escaped}">
    <variable name="${id}"/>
    <decisionTable id="${id}_table" hitPolicy="FIRST">
      <input id="input_1">
        <inputExpression typeRef="number"><text>amount</text></inputExpression>
      </input>
      <output id="output_1" name="level" typeRef="string"/>
      <rule id="rule_1">
        <inputEntry><text>-</text></inputEntry>
        <outputEntry><text>""</text></outputEntry>
      </rule>
    </decisionTable>
  </decision>
</definitions>
`;
}

/** In which cell of which decision a place of the text lies: row, side, column. */
export function cellAt(xml: string, line: number, column: number): { decision: string; row: number; side: Side; column: number } | null {
  const lines = xml.split("\n").slice(0, line - 1);
  const at = lines.reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
  let decision = "";
  let row = -1;
  const columns = { input: -1, output: -1 };
  const parts = /<(?:[\w.-]+:)?(decision|rule|inputEntry|outputEntry)\b([^>]*)>/g;
  let found: ReturnType<typeof cellAt> = null;
  for (let match = parts.exec(xml); match; match = parts.exec(xml)) {
    if (match.index > at) break;
    const [, name, attributes] = match;
    if (name === "decision") {
      decision = /\bid\s*=\s*["']([^"']*)/.exec(attributes ?? "")?.[1] ?? "";
      row = -1;
      found = null;
    } else if (name === "rule") {
      row++;
      columns.input = columns.output = -1;
      found = null;
    } else {
      const side: Side = name === "inputEntry" ? "input" : "output";
      columns[side]++;
      found = { decision, row, side, column: columns[side] };
    }
  }
  return found;
}
