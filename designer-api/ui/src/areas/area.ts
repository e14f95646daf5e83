import type { AnyRoute } from "@tanstack/react-router";
import type { LucideIcon } from "lucide-react";
import type { ActionName } from "@/api/types";

/** A way into an area. */
export interface NavItem {
  to: string;
  /** Key of its label, with its namespace: `work:nav.tasks`. */
  label: string;
  icon: LucideIcon;
  group: Group;
  /** Shown to whoever may do one of these. */
  needs: ActionName[];
  /** Has a place in the bottom bar of phones. */
  phone?: boolean;
  /** Is one there? Without it: at its path, or below it. */
  isAt?: (path: string, search: Record<string, unknown>) => boolean;
  /** A number beside it. */
  badge?: "todo";
}

export const GROUPS = ["work", "build", "run", "improve", "audit", "admin"] as const;
export type Group = (typeof GROUPS)[number];

/** Areas do not know each other: each brings its pages and the ways to them. */
export interface Area {
  nav: NavItem[];
  /** Its pages, below the shell. */
  routes: (parent: AnyRoute) => AnyRoute[];
}
