import { createRoute, type AnyRoute } from "@tanstack/react-router";
import { Activity, AlertTriangle, Cog, Layers, ListChecks, ListTree, Mail, Search } from "lucide-react";
import type { Area } from "../area";
import { pageWith, soon } from "../page";
import { fetchInstance } from "./modules/ahead";
import { definitionsSearch, incidentSearch, instanceSearch, instancesSearch, jobsSearch, messagesSearch, migrationSearch, processSearch, tasksSearch } from "./modules/search";

const lazyPage = pageWith("ops", "events");

/** The cockpit: what runs, where it is, and what is stuck. */
export const ops: Area = {
  nav: [
    { to: "/ops", label: "nav.ops", icon: Activity, group: "run", needs: ["see-operations"], isAt: (path) => path === "/ops" || path.startsWith("/ops/processes/") },
    { to: "/ops/instances", label: "nav.instances", icon: Search, group: "run", needs: ["see-operations"] },
    { to: "/ops/incidents", label: "nav.incidents", icon: AlertTriangle, group: "run", needs: ["see-operations"], phone: true },
    { to: "/ops/tasks", label: "nav.openTasks", icon: ListChecks, group: "run", needs: ["force-tasks"] },
    { to: "/ops/batches", label: "nav.batches", icon: Layers, group: "run", needs: ["see-operations"], isAt: (path) => path.startsWith("/ops/batches") || path.startsWith("/ops/migrations") },
    { to: "/ops/jobs", label: "nav.jobs", icon: Cog, group: "run", needs: ["see-operations"] },
    { to: "/ops/messages", label: "nav.messages", icon: Mail, group: "run", needs: ["see-operations"] },
    { to: "/ops/definitions", label: "nav.definitions", icon: ListTree, group: "run", needs: ["see-operations"] },
  ],
  routes: (parent: AnyRoute) => [
    createRoute({
      getParentRoute: () => parent,
      path: "/ops",
      component: lazyPage(() => import("./pages/ProcessesPage"), "ProcessesPage"),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: "/ops/processes/$key",
      validateSearch: processSearch,
      component: lazyPage(() => import("./pages/ProcessPage"), "ProcessPage"),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: "/ops/instances",
      validateSearch: instancesSearch,
      component: lazyPage(() => import("./pages/InstancesPage"), "InstancesPage"),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: "/ops/instances/$id",
      validateSearch: instanceSearch,
      loader: ({ cause, params }) => (cause === "enter" ? soon(fetchInstance(params.id)) : undefined),
      component: lazyPage(() => import("./pages/InstancePage"), "InstancePage"),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: "/ops/incidents",
      validateSearch: incidentSearch,
      component: lazyPage(() => import("./pages/IncidentsPage"), "IncidentsPage"),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: "/ops/tasks",
      validateSearch: tasksSearch,
      component: lazyPage(() => import("./pages/TasksPage"), "TasksPage"),
    }),
    createRoute({ getParentRoute: () => parent, path: "/ops/batches", component: lazyPage(() => import("./pages/BatchesPage"), "BatchesPage") }),
    createRoute({ getParentRoute: () => parent, path: "/ops/batches/$id", component: lazyPage(() => import("./pages/BatchPage"), "BatchPage") }),
    createRoute({
      getParentRoute: () => parent,
      path: "/ops/migrations/new",
      validateSearch: migrationSearch,
      component: lazyPage(() => import("./pages/MigrationPage"), "MigrationPage"),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: "/ops/jobs",
      validateSearch: jobsSearch,
      component: lazyPage(() => import("./pages/JobsPage"), "JobsPage"),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: "/ops/messages",
      validateSearch: messagesSearch,
      component: lazyPage(() => import("./pages/MessagesPage"), "MessagesPage"),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: "/ops/definitions",
      validateSearch: definitionsSearch,
      component: lazyPage(() => import("./pages/DefinitionsPage"), "DefinitionsPage"),
    }),
  ],
};
