import { createRoute, redirect, type AnyRoute } from "@tanstack/react-router";
import { Inbox, PlaySquare, Send } from "lucide-react";
import type { Area } from "../area";
import { pageWith, soon } from "../page";
import { fetchList } from "./modules/lists";
import { inboxSearch } from "./modules/search";

const lazyPage = pageWith("work");
/** A form says what is wrong in it. */
const formPage = pageWith("work", "problems");

/** The work of everybody: tasks, what they started, and how to start something. */
export const work: Area = {
  nav: [
    { to: "/tasks", label: "nav.tasks", icon: Inbox, group: "work", needs: ["work-on-tasks", "see-lists"], phone: true, badge: "todo", isAt: (path, search) => path.startsWith("/tasks") && search["tab"] !== "started" },
    { to: "/start", label: "nav.start", icon: PlaySquare, group: "work", needs: ["start-instances"], phone: true },
    { to: "/mine", label: "nav.mine", icon: Send, group: "work", needs: ["see-lists"], phone: true, isAt: (path, search) => path.startsWith("/tasks") && search["tab"] === "started" },
  ],
  routes: (parent: AnyRoute) => {
    const inbox = createRoute({
      getParentRoute: () => parent,
      path: "/tasks",
      validateSearch: inboxSearch,
      loader: ({ cause, location }) => (cause === "enter" ? soon(fetchList(inboxSearch(location.search))) : undefined),
      component: lazyPage(() => import("./pages/InboxPage"), "InboxPage"),
    });
    inbox.addChildren([
      createRoute({ getParentRoute: () => inbox, path: "$taskId", component: formPage(() => import("./pages/TaskPage"), "TaskPage") }),
      createRoute({
        getParentRoute: () => inbox,
        path: "instances/$instanceId",
        component: formPage(() => import("./pages/InstancePage"), "InstancePage"),
      }),
    ]);
    return [
      inbox,
      createRoute({
        getParentRoute: () => parent,
        path: "/mine",
        beforeLoad: () => {
          throw redirect({ to: "/tasks", search: { tab: "started" } as never });
        },
      }),
      createRoute({
        getParentRoute: () => parent,
        path: "/start",
        validateSearch: (search: Record<string, unknown>) => (typeof search["text"] === "string" ? { text: search["text"] } : {}),
        component: lazyPage(() => import("./pages/StartPage"), "StartPage"),
      }),
      createRoute({ getParentRoute: () => parent, path: "/start/$defKey", component: formPage(() => import("./pages/StartFormPage"), "StartFormPage") }),
      createRoute({
        getParentRoute: () => parent,
        path: "/settings/delegation",
        component: lazyPage(() => import("./pages/DelegationPage"), "DelegationPage"),
      }),
      createRoute({
        getParentRoute: () => parent,
        path: "/settings/notifications",
        component: lazyPage(() => import("./pages/NotificationsPage"), "NotificationsPage"),
      }),
      createRoute({ getParentRoute: () => parent, path: "/settings/account", component: lazyPage(() => import("./pages/AccountPage"), "AccountPage") }),
    ];
  },
};
