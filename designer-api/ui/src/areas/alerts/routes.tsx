import { createRoute, type AnyRoute } from "@tanstack/react-router";
import { BellRing } from "lucide-react";
import type { Area } from "../area";
import { pageWith } from "../page";

const lazyPage = pageWith("alerts");

/** What rings, the rules that make it ring, and who has asked for quiet. */
export const alerts: Area = {
  nav: [{ to: "/alerts", label: "nav.alerts", icon: BellRing, group: "improve", needs: ["see-operations"] }],
  routes: (parent: AnyRoute) => {
    const page = (path: string, name: keyof typeof import("./pages")) =>
      createRoute({ getParentRoute: () => parent, path, component: lazyPage(() => import("./pages"), name) });
    return [
      page("/alerts", "AlertsPage"),
      page("/alerts/rules", "RulesPage"),
      // The editor is the heaviest of them, and few write rules.
      createRoute({ getParentRoute: () => parent, path: "/alerts/rules/$ruleId", component: lazyPage(() => import("./pages/RulePage"), "RulePage") }),
      page("/alerts/silences", "SilencesPage"),
      page("/alerts/$alertId", "AlertPage"),
    ];
  },
};
