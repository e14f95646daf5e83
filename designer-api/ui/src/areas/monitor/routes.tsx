import { createRoute, lazyRouteComponent, type AnyRoute } from "@tanstack/react-router";
import { ChartColumn } from "lucide-react";
import type { Area } from "../area";

/** How processes do: from all of them down to the rows behind a number. Every level has an address and keeps the filter. */
export const monitor: Area = {
  nav: [{ to: "/monitor", label: "nav.monitor", icon: ChartColumn, group: "improve", needs: ["see-operations"], phone: true }],
  routes: (parent: AnyRoute) => {
    // What an address says is read by the pages, in `useGo`: so it weighs nothing for those who never come here.
    const page = (path: string, name: keyof typeof import("./pages")) =>
      createRoute({ getParentRoute: () => parent, path, component: lazyRouteComponent(() => import("./pages"), name) });
    const beside = (path: string, name: keyof typeof import("./pages/indicators")) =>
      createRoute({ getParentRoute: () => parent, path, component: lazyRouteComponent(() => import("./pages/indicators"), name) });
    return [
      page("/monitor", "PortfolioPage"),
      beside("/monitor/indicators", "IndicatorsPage"),
      beside("/monitor/indicators/$key", "IndicatorPage"),
      beside("/monitor/indices", "IndicesPage"),
      page("/monitor/p/$key", "ProcessPage"),
      page("/monitor/p/$key/e/$elementId", "NodePage"),
      page("/monitor/p/$key/anomalies", "AnomaliesPage"),
      page("/monitor/p/$key/cases", "CasesPage"),
      page("/monitor/p/$key/evidence", "EvidencePage"),
      page("/monitor/p/$key/i/$id", "InstancePage"),
    ];
  },
};
