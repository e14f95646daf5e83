// What was copied can be pasted into another model, in another tab too: it is kept in this browser, as data.
import type { BusinessObject } from "@/diagram/canvas";

const PLACE = "weir-clipboard";
/** So much is kept, in characters; more can be pasted in the same model only. */
const MOST = 1_000_000;

interface Moddle {
  create(type: string, properties: Record<string, unknown>): BusinessObject;
}

/** Elements of the model are written with their types; references to others are left out by the library. */
export const write = (tree: unknown): string => JSON.stringify(tree);

/** Makes elements of the model again of what was written. */
export function read(text: string, moddle: Moddle): unknown {
  const known = new Map<string, BusinessObject>();
  return JSON.parse(text, (_, value: unknown) => {
    if (typeof value !== "object" || value === null || !("$type" in value) || typeof value.$type !== "string") return value;
    const { $type: type, ...properties } = value as Record<string, unknown> & { $type: string };
    const key = `${type} ${String(properties["id"])}`;
    const before = typeof properties["id"] === "string" ? known.get(key) : undefined;
    if (before) return before;
    const made = moddle.create(type, properties);
    for (const child of Object.values(properties).flat()) {
      if (typeof child === "object" && child !== null && "$type" in child && !(child as BusinessObject).$parent) (child as BusinessObject).$parent = made;
    }
    if (typeof properties["id"] === "string") known.set(key, made);
    return made;
  });
}

/** The clipboard of the library: what it has itself comes first, unless something was copied elsewhere since. */
export class Clipboard {
  static $inject = ["moddle"];
  private own: { tree: unknown; text: string | null } | null = null;

  constructor(private readonly moddle: Moddle) {}

  get(): unknown {
    const kept = this.kept();
    if (kept === null || kept === this.own?.text) return this.own?.tree;
    try {
      return read(kept, this.moddle);
    } catch {
      return this.own?.tree;
    }
  }

  set(tree: unknown): void {
    let text: string | null = null;
    try {
      text = write(tree);
      if (text.length <= MOST) localStorage.setItem(PLACE, text);
      else text = this.kept();
    } catch {
      // A browser that keeps nothing: it can be pasted here all the same.
      text = this.kept();
    }
    this.own = { tree, text };
  }

  clear(): unknown {
    const tree = this.get();
    this.own = null;
    localStorage.removeItem(PLACE);
    return tree;
  }

  isEmpty(): boolean {
    return this.own === null && this.kept() === null;
  }

  private kept(): string | null {
    try {
      return localStorage.getItem(PLACE);
    } catch {
      return null;
    }
  }
}

export const clipboardModule = { clipboard: ["type", Clipboard] };
