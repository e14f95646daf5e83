import { createRoute, lazyRouteComponent, redirect, type AnyRoute } from "@tanstack/react-router";
import { PencilRuler } from "lucide-react";
import type { Area } from "../area";
import { modelSearch, modelsSearch } from "./modules/search";

/** Where models are drawn before they are deployed. */
export const design: Area = {
  nav: [{ to: "/models", label: "nav.models", icon: PencilRuler, group: "build", needs: ["see-models"] }],
  routes: (parent: AnyRoute) => [
    createRoute({
      getParentRoute: () => parent,
      path: "/models",
      validateSearch: modelsSearch,
      component: lazyRouteComponent(() => import("./pages/ModelsPage"), "ModelsPage"),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: "/decisions/$id",
      validateSearch: modelSearch,
      component: lazyRouteComponent(() => import("./pages/ModelPage"), "ModelPage"),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: "/models/$id/test",
      beforeLoad: ({ params }: { params: { id: string } }) => {
        throw redirect({ to: "/models/$id", params, search: { view: "test" } } as never);
      },
    }),
    createRoute({
      getParentRoute: () => parent,
      path: "/models/$id",
      validateSearch: modelSearch,
      component: lazyRouteComponent(() => import("./pages/ModelPage"), "ModelPage"),
    }),
  ],
};
