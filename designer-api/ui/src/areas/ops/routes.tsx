import { createRoute, lazyRouteComponent, type AnyRoute } from "@tanstack/react-router";
import { Activity, AlertTriangle, Cog, Layers, ListTree, Mail, Search } from "lucide-react";
import type { Area } from "../area";
import { definitionsSearch, incidentSearch, instanceSearch, instancesSearch, jobsSearch, messagesSearch, migrationSearch, processSearch } from "./modules/search";

/** The cockpit: what runs, where it is, and what is stuck. */
export const ops: Area = {
  nav: [
    { to: "/ops", label: "nav.ops", icon: Activity, group: "run", needs: ["see-operations"], isAt: (path) => path === "/ops" || path.startsWith("/ops/processes/") },
    { to: "/ops/instances", label: "nav.instances", icon: Search, group: "run", needs: ["see-operations"] },
    { to: "/ops/incidents", label: "nav.incidents", icon: AlertTriangle, group: "run", needs: ["see-operations"], phone: true },
    { to: "/ops/batches", label: "nav.batches", icon: Layers, group: "run", needs: ["see-operations"], isAt: (path) => path.startsWith("/ops/batches") || path.startsWith("/ops/migrations") },
    { to: "/ops/jobs", label: "nav.jobs", icon: Cog, group: "run", needs: ["see-operations"] },
    { to: "/ops/messages", label: "nav.messages", icon: Mail, group: "run", needs: ["see-operations"] },
    { to: "/ops/definitions", label: "nav.definitions", icon: ListTree, group: "run", needs: ["see-operations"] },
  ],
  routes: (parent: AnyRoute) => [
    createRoute({
      getParentRoute: () => parent,
      path: "/ops",
      component: lazyRouteComponent(() => import("./pages/ProcessesPage"), "ProcessesPage"),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: "/ops/processes/$key",
      validateSearch: processSearch,
      component: lazyRouteComponent(() => import("./pages/ProcessPage"), "ProcessPage"),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: "/ops/instances",
      validateSearch: instancesSearch,
      component: lazyRouteComponent(() => import("./pages/InstancesPage"), "InstancesPage"),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: "/ops/instances/$id",
      validateSearch: instanceSearch,
      component: lazyRouteComponent(() => import("./pages/InstancePage"), "InstancePage"),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: "/ops/incidents",
      validateSearch: incidentSearch,
      component: lazyRouteComponent(() => import("./pages/IncidentsPage"), "IncidentsPage"),
    }),
    createRoute({ getParentRoute: () => parent, path: "/ops/batches", component: lazyRouteComponent(() => import("./pages/BatchesPage"), "BatchesPage") }),
    createRoute({ getParentRoute: () => parent, path: "/ops/batches/$id", component: lazyRouteComponent(() => import("./pages/BatchPage"), "BatchPage") }),
    createRoute({
      getParentRoute: () => parent,
      path: "/ops/migrations/new",
      validateSearch: migrationSearch,
      component: lazyRouteComponent(() => import("./pages/MigrationPage"), "MigrationPage"),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: "/ops/jobs",
      validateSearch: jobsSearch,
      component: lazyRouteComponent(() => import("./pages/JobsPage"), "JobsPage"),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: "/ops/messages",
      validateSearch: messagesSearch,
      component: lazyRouteComponent(() => import("./pages/MessagesPage"), "MessagesPage"),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: "/ops/definitions",
      validateSearch: definitionsSearch,
      component: lazyRouteComponent(() => import("./pages/DefinitionsPage"), "DefinitionsPage"),
    }),
  ],
};
