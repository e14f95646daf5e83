// What a field of a node was or is, as the versions of the landscape tell it: pieces that have words, never the JSON of the field.
import type { LandscapeNode, Words } from "@/api/types";

type Indicator = LandscapeNode["indicators"][number];
type Link = LandscapeNode["links"][number];

export type Piece =
  | { piece: "words"; words: Words }
  | { piece: "party"; party: string; parts: string[] }
  | { piece: "indicator"; indicator: Indicator }
  | { piece: "link"; link: Link }
  | { piece: "node"; id: string }
  | { piece: "named"; of: "area" | "band" | "level"; id: string }
  | { piece: "text"; text: string };

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** The pieces of a value, in their order; none where nothing is said. */
export function piecesOf(field: string, value: unknown): Piece[] {
  if (value === null || value === undefined || value === "") return [];
  if (Array.isArray(value)) return value.flatMap((one) => piecesOf(field, one));
  if (isObject(value)) {
    if (typeof value["who"] === "string") return [{ piece: "party", party: value["who"], parts: (value["parts"] as string[] | undefined) ?? [] }];
    if (typeof value["kind"] === "string" && typeof value["id"] === "string") return [{ piece: "link", link: value as Link }];
    if (typeof value["target"] === "number") return [{ piece: "indicator", indicator: value as Indicator }];
    if (typeof value["en"] === "string") {
      const words = value as unknown as Words;
      return words.en.trim() || words["zh-CN"].trim() ? [{ piece: "words", words }] : [];
    }
    return [{ piece: "text", text: JSON.stringify(value) }];
  }
  const text = String(value);
  if (field === "owner") return [{ piece: "party", party: text, parts: [] }];
  if (field === "parent") return [{ piece: "node", id: text }];
  if (field === "area" || field === "band" || field === "level") return [{ piece: "named", of: field, id: text }];
  return [{ piece: "text", text }];
}

/** A list is told by what came and what went: what both have says nothing. Else what it was, and what it is. */
export function told(field: string, before: unknown, after: unknown): { before: Piece[]; after: Piece[]; list: boolean } {
  const [was, is] = [piecesOf(field, before), piecesOf(field, after)];
  const list = Array.isArray(before) || Array.isArray(after);
  if (!list) return { before: was, after: is, list };
  const without = (pieces: Piece[], others: Piece[]) => {
    const known = new Set(others.map((one) => JSON.stringify(one)));
    return pieces.filter((one) => !known.has(JSON.stringify(one)));
  };
  return { before: without(was, is), after: without(is, was), list };
}
