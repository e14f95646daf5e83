// Conditions that can be put together from rows, and what they are as FEEL. What is more than that stays text.

export const OPERATORS = ["gt", "ge", "lt", "le", "eq", "ne", "in", "contains", "empty", "filled"] as const;
export type Operator = (typeof OPERATORS)[number];

const SIGNS: Record<string, Operator> = { ">": "gt", ">=": "ge", "<": "lt", "<=": "le", "=": "eq", "!=": "ne" };
const SIGN_OF = Object.fromEntries(Object.entries(SIGNS).map(([sign, operator]) => [operator, sign]));
/** These compare with nothing. */
export const isAlone = (operator: Operator): boolean => operator === "empty" || operator === "filled";

export interface Row {
  variable: string;
  operator: Operator;
  /** As FEEL. */
  value: string;
}

export interface Rows {
  join: "and" | "or";
  rows: Row[];
}

const PATH = "[\\p{L}_$][\\p{L}\\p{N}_$]*(?:\\.[\\p{L}_$][\\p{L}\\p{N}_$]*)*";
const NAME = new RegExp(`^${PATH}$`, "u");
const COMPARED = new RegExp(`^(${PATH})\\s*(>=|<=|!=|=|>|<)\\s*(.+)$`, "su");
const ONE_OF = new RegExp(`^(${PATH})\\s+in\\s*\\((.*)\\)$`, "su");
const CONTAINS = new RegExp(`^contains\\(\\s*(${PATH})\\s*,(.+)\\)$`, "su");
/** Words with parts of their own: `between` has an `and` in it. */
const HARD = new Set(["if", "for", "some", "every", "between", "function", "return", "satisfies"]);

export const isName = (text: string): boolean => NAME.test(text.trim());

/** The rows of a condition; null where it is more than rows can say. */
export function readRows(text: string): Rows | null {
  const plain = text.trim().replace(/^=\s*/, "");
  if (plain === "") return { join: "and", rows: [] };
  const cut = split(plain);
  if (!cut) return null;
  const rows = cut.parts.map(readRow);
  return rows.every((row) => row !== null) ? { join: cut.join, rows: rows as Row[] } : null;
}

function readRow(text: string): Row | null {
  const part = text.trim();
  const contains = CONTAINS.exec(part);
  if (contains && isWhole(contains[2]!)) return { variable: contains[1]!, operator: "contains", value: contains[2]!.trim() };
  const oneOf = ONE_OF.exec(part);
  if (oneOf && isWhole(oneOf[2]!)) return { variable: oneOf[1]!, operator: "in", value: oneOf[2]!.trim() };
  const compared = COMPARED.exec(part);
  if (!compared) return null;
  const [, variable, sign, value] = compared as unknown as [string, string, string, string];
  if (value.trim() === "null" && (sign === "=" || sign === "!=")) return { variable, operator: sign === "=" ? "empty" : "filled", value: "" };
  // A second comparison in the value would be of the result of the first.
  return isWhole(value) && !hasComparison(value) ? { variable, operator: SIGNS[sign]!, value: value.trim() } : null;
}

/** The condition as FEEL; rows that lack something are kept, so that the server says what is wrong with them. */
export function writeRows({ join, rows }: Rows): string {
  return rows
    .map(({ variable, operator, value }) => {
      switch (operator) {
        case "empty":
          return `${variable} = null`;
        case "filled":
          return `${variable} != null`;
        case "in":
          return `${variable} in (${value})`;
        case "contains":
          return `contains(${variable}, ${value})`;
        default:
          return `${variable} ${SIGN_OF[operator]} ${value}`;
      }
    })
    .join(` ${join} `);
}

interface Token {
  text: string;
  at: number;
  /** How many brackets are around it. */
  depth: number;
}

/** Words and signs outside of strings, with their places; null where strings or brackets do not end. */
function tokens(text: string): Token[] | null {
  const found: Token[] = [];
  let depth = 0;
  const scan = /"(?:[^"\\]|\\.)*"|[\p{L}\p{N}_$.]+|[([{]|[)\]}]|[<>!]=|[<>=]|"/gsu;
  for (const match of text.matchAll(scan)) {
    const [word] = match;
    if (word === '"') return null;
    if (/^[)\]}]$/.test(word)) depth -= 1;
    if (depth < 0) return null;
    if (!word.startsWith('"')) found.push({ text: word, at: match.index, depth });
    if (/^[([{]$/.test(word)) depth += 1;
  }
  return depth === 0 ? found : null;
}

const isWhole = (text: string): boolean => text.trim() !== "" && tokens(text) !== null;
const hasComparison = (text: string): boolean => (tokens(text) ?? []).some((token) => token.depth === 0 && /^[<>=!]+$/.test(token.text));

/** The parts between `and`, or between `or`; null where both stand side by side, or where words have parts of their own. */
function split(text: string): { join: "and" | "or"; parts: string[] } | null {
  const all = tokens(text);
  if (!all || all.some((token) => HARD.has(token.text))) return null;
  const joints = all.filter((token) => token.depth === 0 && (token.text === "and" || token.text === "or"));
  const join = joints[0]?.text === "or" ? "or" : "and";
  if (joints.some((joint) => joint.text !== join)) return null;
  const parts: string[] = [];
  let from = 0;
  for (const joint of joints) {
    parts.push(text.slice(from, joint.at));
    from = joint.at + join.length;
  }
  return { join, parts: [...parts, text.slice(from)] };
}

/**
 * What somebody typed as a value, as FEEL: numbers, truths, strings in quotes, calls, lists and known names are that, and
 * everything else is a text.
 */
export function literal(typed: string, names: string[]): string {
  const text = typed.trim();
  if (text === "") return "";
  if (/^-?\d+(\.\d+)?$/.test(text) || /^(true|false|null)$/.test(text)) return text;
  if (/^@?"(?:[^"\\]|\\.)*"$/.test(text) || /^\[.*\]$/s.test(text)) return text;
  if (/^[\p{L}_][\p{L}\p{N}_ ]*\(.*\)$/su.test(text) || (isName(text) && (names.includes(text) || text.includes(".")))) return text;
  if (/[-+*/]/.test(text) && isArithmetic(text, names)) return text;
  return JSON.stringify(text);
}

/** Known names and numbers, reckoned with. */
function isArithmetic(text: string, names: string[]): boolean {
  const words = text.split(/[-+*/()\s]+/).filter(Boolean);
  return words.length > 1 && words.some((word) => names.includes(word) || word.startsWith("params.")) && words.every((word) => names.includes(word) || isName(word) || /^\d+(\.\d+)?$/.test(word));
}

/** A list as people write it, `a, b`, as FEEL. */
export function literals(typed: string, names: string[]): string {
  return pieces(typed).map((one) => literal(one, names)).join(", ");
}

/** The parts between commas outside of strings and brackets. */
function pieces(text: string): string[] {
  const found: string[] = [];
  let [depth, quoted, from] = [0, false, 0];
  for (let at = 0; at < text.length; at += 1) {
    const one = text[at]!;
    if (one === '"' && text[at - 1] !== "\\") quoted = !quoted;
    if (quoted) continue;
    if ("([{".includes(one)) depth += 1;
    if (")]}".includes(one)) depth -= 1;
    if (depth === 0 && (one === "," || one === "\uff0c")) {
      found.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...found, text.slice(from)].map((one) => one.trim()).filter(Boolean);
}

/** A value as people read it: a text without its quotes, if it would be read as the same text again. */
export function shown(value: string, names: string[]): string {
  const bare = (one: string): string => {
    try {
      const text: unknown = /^".*"$/s.test(one) ? JSON.parse(one) : one;
      return typeof text === "string" && !text.includes(",") && literal(text, names) === one ? text : one;
    } catch {
      return one;
    }
  };
  return pieces(value).map(bare).join(", ");
}
