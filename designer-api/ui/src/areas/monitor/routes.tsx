import { createRoute, type AnyRoute } from "@tanstack/react-router";
import { ChartColumn } from "lucide-react";
import type { Area } from "../area";
import { pageWith } from "../page";

const lazyPage = pageWith("monitor");

/** How processes do: from all of them down to the rows behind a number. Every level has an address and keeps the filter. */
export const monitor: Area = {
  nav: [{ to: "/monitor", label: "nav.monitor", icon: ChartColumn, group: "improve", needs: ["see-operations"], phone: true }],
  routes: (parent: AnyRoute) => {
    // What an address says is read by the pages, in `useGo`: so it weighs nothing for those who never come here.
    const page = (path: string, load: Parameters<typeof lazyPage>[0], name: string) =>
      createRoute({ getParentRoute: () => parent, path, component: lazyPage(load as never, name as never) });
    const beside = (path: string, name: keyof typeof import("./pages/indicators")) =>
      createRoute({ getParentRoute: () => parent, path, component: pageWith("indicators", "monitor")(() => import("./pages/indicators"), name) });
    return [
      page("/monitor", () => import("./pages/PortfolioPage"), "PortfolioPage"),
      beside("/monitor/indicators", "IndicatorsPage"),
      beside("/monitor/indicators/$key", "IndicatorPage"),
      beside("/monitor/indices", "IndicesPage"),
      page("/monitor/p/$key", () => import("./pages/ProcessPage"), "ProcessPage"),
      page("/monitor/p/$key/e/$elementId", () => import("./pages/NodePage"), "NodePage"),
      page("/monitor/p/$key/anomalies", () => import("./pages/AnomaliesPage"), "AnomaliesPage"),
      page("/monitor/p/$key/cases", () => import("./pages/CasesPage"), "CasesPage"),
      page("/monitor/p/$key/evidence", () => import("./pages/EvidencePage"), "EvidencePage"),
      page("/monitor/p/$key/i/$id", () => import("./pages/InstancePage"), "InstancePage"),
    ];
  },
};
