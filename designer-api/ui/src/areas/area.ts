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
  /** Only this page is meant, not those below it. */
  exact?: boolean;
  /** Has a place in the bottom bar of phones. */
  phone?: boolean;
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
