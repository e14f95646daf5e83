import { createRoute, type AnyRoute } from "@tanstack/react-router";
import { Grid3x3, Library, Map as MapIcon } from "lucide-react";
import type { Area } from "../area";
import { pageWith } from "../page";
import { landscapeSearch, rolesSearch, templatesSearch } from "./modules/search";

const lazyPage = pageWith("plan");

/** What the organisation does, who answers for it, and typical processes to begin with. */
export const plan: Area = {
  nav: [
    { to: "/landscape", label: "nav.landscape", icon: MapIcon, group: "build", needs: ["see-models"] },
    { to: "/roles", label: "nav.roles", icon: Grid3x3, group: "build", needs: ["see-models"] },
    { to: "/templates", label: "nav.templates", icon: Library, group: "build", needs: ["see-models"] },
  ],
  routes: (parent: AnyRoute) => [
    createRoute({
      getParentRoute: () => parent,
      path: "/landscape",
      validateSearch: landscapeSearch,
      component: lazyPage(() => import("./pages/LandscapePage"), "LandscapePage"),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: "/landscape/$nodeId",
      component: lazyPage(() => import("./pages/NodePage"), "NodePage"),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: "/roles",
      validateSearch: rolesSearch,
      component: lazyPage(() => import("./pages/RolesPage"), "RolesPage"),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: "/templates",
      validateSearch: templatesSearch,
      component: lazyPage(() => import("./pages/TemplatesPage"), "TemplatesPage"),
    }),
  ],
};
