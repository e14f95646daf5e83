import { createRoute, lazyRouteComponent, type AnyRoute } from "@tanstack/react-router";
import { ChartColumn } from "lucide-react";
import type { Area } from "../area";
import { monitorSearch } from "./modules/search";

/** How processes do: from all of them down to the rows behind a number. Every level has an address and keeps the filter. */
export const monitor: Area = {
  nav: [{ to: "/monitor", label: "nav.monitor", icon: ChartColumn, group: "improve", needs: ["see-operations"], phone: true }],
  routes: (parent: AnyRoute) => {
    const page = (path: string, load: () => Promise<Record<string, unknown>>, name: string) =>
      createRoute({ getParentRoute: () => parent, path, validateSearch: monitorSearch, component: lazyRouteComponent(load as never, name as never) });
    return [
      page("/monitor", () => import("./pages/PortfolioPage"), "PortfolioPage"),
      page("/monitor/p/$key", () => import("./pages/ProcessPage"), "ProcessPage"),
      page("/monitor/p/$key/e/$elementId", () => import("./pages/NodePage"), "NodePage"),
      page("/monitor/p/$key/anomalies", () => import("./pages/AnomaliesPage"), "AnomaliesPage"),
      page("/monitor/p/$key/cases", () => import("./pages/CasesPage"), "CasesPage"),
      page("/monitor/p/$key/evidence", () => import("./pages/EvidencePage"), "EvidencePage"),
      page("/monitor/p/$key/i/$id", () => import("./pages/InstancePage"), "InstancePage"),
    ];
  },
};
