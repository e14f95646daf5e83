import { createRoute, type AnyRoute } from "@tanstack/react-router";
import { PencilRuler } from "lucide-react";
import type { Area } from "../area";
import { pageWith } from "../page";
import { modelSearch, modelsSearch } from "./modules/search";

const lazyPage = pageWith("design");

/** Where a draft is worked on, whatever it is. */
const DRAFTS = ["/models/$id", "/models/$id/test", "/decisions/$id", "/forms/$id"];

/** Where models are drawn before they are deployed. */
export const design: Area = {
  nav: [{ to: "/models", label: "nav.models", icon: PencilRuler, group: "build", needs: ["see-models"] }],
  routes: (parent: AnyRoute) => [
    createRoute({
      getParentRoute: () => parent,
      path: "/models",
      validateSearch: modelsSearch,
      component: lazyPage(() => import("./pages/ModelsPage"), "ModelsPage"),
    }),
    ...DRAFTS.map((path) =>
      createRoute({
        getParentRoute: () => parent,
        path,
        validateSearch: modelSearch,
        component: lazyPage(() => import("./pages/ModelPage"), "ModelPage"),
      }),
    ),
  ],
};
