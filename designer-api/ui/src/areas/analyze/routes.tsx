import { createRoute, type AnyRoute } from "@tanstack/react-router";
import { Waypoints } from "lucide-react";
import type { Area } from "../area";
import { pageWith } from "../page";

const lazyPage = pageWith("analyze");

/** What the history of a process looks like: map, variants, time, rework, people, batches, a norm; each number with its instances. */
export const analyze: Area = {
  nav: [{ to: "/analyze", label: "nav.analyze", icon: Waypoints, group: "improve", needs: ["see-operations", "design-models"] }],
  // Every view has an address of its own and one page that knows them all: so it weighs little for those who never come here.
  routes: (parent: AnyRoute) =>
    ["/analyze", "/analyze/import", "/analyze/$key/$view"].map((path) => createRoute({ getParentRoute: () => parent, path, component: lazyPage(() => import("./pages"), "AnalyzePage") })),
};
