import { createRoute, lazyRouteComponent, type AnyRoute } from "@tanstack/react-router";
import { Inbox, PlaySquare, Send } from "lucide-react";
import type { Area } from "../area";
import { LISTS, type InboxSearch } from "./modules/search";

/** The work of everybody: tasks, what they started, and how to start something. */
export const work: Area = {
  nav: [
    { to: "/tasks", label: "nav.tasks", icon: Inbox, group: "work", needs: ["work-on-tasks", "see-lists"], phone: true, badge: "todo" },
    { to: "/start", label: "nav.start", icon: PlaySquare, group: "work", needs: ["start-instances"], phone: true },
    { to: "/mine", label: "nav.mine", icon: Send, group: "work", needs: ["see-lists"], phone: true },
  ],
  routes: (parent: AnyRoute) => [
    createRoute({
      getParentRoute: () => parent,
      path: "/tasks",
      validateSearch: inboxSearch,
      component: lazyRouteComponent(() => import("./pages/InboxPage"), "InboxPage"),
    }),
  ],
};

function inboxSearch(search: Record<string, unknown>): InboxSearch {
  const tab = LISTS.find((list) => list === search["tab"]);
  return tab ? { tab } : {};
}
