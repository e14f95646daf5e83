// The landscape as the pages read it: fetched once, found by id, written on top of what was seen.
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import type { Landscape, LandscapeNode, Words } from "@/api/types";
import { language } from "@/app/i18n";

export const landscapeQuery = queryOptions({ queryKey: keys.landscape(), queryFn: () => get("/api/v1/landscape") });
export const coverageQuery = queryOptions({ queryKey: keys.landscape("coverage"), queryFn: () => get("/api/v1/landscape/coverage") });
export const findingsQuery = queryOptions({ queryKey: keys.landscape("findings"), queryFn: () => get("/api/v1/landscape/findings") });

/** A text in the language of the page, else in the other one. */
export function said(words: Words | null | undefined): string {
  if (!words) return "";
  const [first, second] = language() === "en" ? [words.en, words["zh-CN"]] : [words["zh-CN"], words.en];
  return first.trim() || second;
}

/** The same, drawn anew when the language changes. */
export function useSaid(): typeof said {
  useTranslation();
  return said;
}

export interface Index {
  version: number;
  nodes: LandscapeNode[];
  byId: Map<string, LandscapeNode>;
  roles: Map<string, Landscape["roles"][number]>;
  /** The parts of a node in their order; of "": the domains. */
  parts: Map<string, LandscapeNode[]>;
}

export function index(landscape: Landscape): Index {
  const parts = new Map<string, LandscapeNode[]>();
  for (const node of landscape.nodes) {
    const parent = node.parent ?? "";
    parts.set(parent, [...(parts.get(parent) ?? []), node]);
  }
  return {
    version: landscape.version,
    nodes: landscape.nodes,
    byId: new Map(landscape.nodes.map((node) => [node.id, node])),
    roles: new Map(landscape.roles.map((role) => [role.id, role])),
    parts,
  };
}

export function useLandscape() {
  const found = useQuery(landscapeQuery);
  return { ...found, index: found.data ? index(found.data) : null };
}

/** From the domain down to a node. */
export function wayTo(all: Index, id: string): LandscapeNode[] {
  const way: LandscapeNode[] = [];
  for (let next = all.byId.get(id); next && way.length < 6; next = next.parent ? all.byId.get(next.parent) : undefined) way.unshift(next);
  return way;
}

/** Nodes whose names or ids have a text in them. */
export function matching(all: Index, text: string): LandscapeNode[] {
  const wanted = text.trim().toLowerCase();
  if (!wanted) return [];
  return all.nodes.filter((node) => [node.id, node.name.en, node.name["zh-CN"]].some((one) => one.toLowerCase().includes(wanted)));
}

/** A party as it is written: its kind and its id. */
export function partyOf(text: string): { kind: "person" | "role"; id: string } {
  const at = text.indexOf(":");
  return { kind: text.slice(0, at) === "person" ? "person" : "role", id: text.slice(at + 1) };
}
