import { createRoute, type AnyRoute } from "@tanstack/react-router";
import { FlaskConical } from "lucide-react";
import type { Area } from "../area";
import { pageWith } from "../page";

const lazyPage = pageWith("simulate");

/** What would happen: a process as it is against scenarios, learned from its own history. */
export const simulate: Area = {
  nav: [{ to: "/simulations", label: "nav.simulations", icon: FlaskConical, group: "improve", needs: ["simulate"] }],
  routes: (parent: AnyRoute) => {
    const page = (path: string, name: keyof typeof import("./pages")) =>
      createRoute({ getParentRoute: () => parent, path, component: lazyPage(() => import("./pages"), name) });
    return [page("/simulations", "ListPage"), page("/simulations/new", "EditorPage"), page("/simulations/$id", "ResultPage")];
  },
};
