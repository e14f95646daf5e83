import { createRoute, redirect, type AnyRoute } from "@tanstack/react-router";
import { PencilRuler } from "lucide-react";
import type { Area } from "../area";
import { pageWith } from "../page";
import { modelSearch, movedTo, type ModelsSearch } from "./modules/search";

const lazyPage = pageWith("design");

/** Where a draft is worked on, whatever it is. */
const DRAFTS = ["/models", "/decisions", "/forms"] as const;

/** Where models are drawn before they are deployed. */
export const design: Area = {
  nav: [{ to: "/models", label: "nav.models", icon: PencilRuler, group: "build", needs: ["see-models"], isAt: (path) => DRAFTS.some((shelf) => path.startsWith(shelf)) }],
  routes: (parent: AnyRoute) => [
    createRoute({
      getParentRoute: () => parent,
      path: "/models",
      validateSearch: (raw: Record<string, unknown>): ModelsSearch => raw,
      component: lazyPage(() => import("./pages/ModelsPage"), "ModelsPage"),
    }),
    ...DRAFTS.map((shelf) => draft(parent, shelf)),
  ],
};

/** One page with several addresses: what is typed and not saved yet stays there when somebody looks at its versions. */
function draft(parent: AnyRoute, shelf: (typeof DRAFTS)[number]): AnyRoute {
  const page: AnyRoute = createRoute({
    getParentRoute: () => parent,
    path: `${shelf}/$id`,
    validateSearch: modelSearch,
    beforeLoad: ({ search, params }: { search: Record<string, unknown>; params: object }) => {
      const now = movedTo(search);
      if (now) throw redirect({ to: `${shelf}/${(params as { id: string }).id}/${now.at}`, search: now.search, replace: true } as never);
    },
    component: lazyPage(() => import("./pages/ModelPage"), "ModelPage"),
  });
  const at = (path: string) => createRoute({ getParentRoute: () => page, path });
  return page.addChildren([at("/"), at("versions"), at("diff"), ...(shelf === "/models" ? [at("test")] : [])]);
}
