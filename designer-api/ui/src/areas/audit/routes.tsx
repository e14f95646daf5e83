import { createRoute, type AnyRoute } from "@tanstack/react-router";
import { FileDown, ScrollText, ShieldCheck, UserRoundCog, UsersRound } from "lucide-react";
import type { Area } from "../area";
import { pageWith } from "../page";
import { dutySearch, exportSearch, traceSearch } from "./modules/search";

const lazyPage = pageWith("audit", "events", "admin");

/** The auditor: what happened, whether it is as it was written, and who did what they must not. */
export const audit: Area = {
  nav: [
    { to: "/audit", label: "nav.audit", icon: ScrollText, group: "audit", needs: ["see-audit"], phone: true, isAt: (path) => path === "/audit" || path.startsWith("/audit/cases/") },
    { to: "/audit/verify", label: "nav.auditVerify", icon: ShieldCheck, group: "audit", needs: ["see-audit"] },
    { to: "/audit/duties", label: "nav.auditDuties", icon: UsersRound, group: "audit", needs: ["see-audit"] },
    { to: "/audit/breadth", label: "nav.auditBreadth", icon: UserRoundCog, group: "audit", needs: ["see-audit"] },
    { to: "/audit/export", label: "nav.auditExport", icon: FileDown, group: "audit", needs: ["see-audit"] },
  ],
  routes: (parent: AnyRoute) => [
    createRoute({
      getParentRoute: () => parent,
      path: "/audit",
      validateSearch: traceSearch,
      component: lazyPage(() => import("./pages/TracePage"), "TracePage"),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: "/audit/cases/$id",
      component: lazyPage(() => import("./pages/CasePage"), "CasePage"),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: "/audit/verify",
      component: lazyPage(() => import("./pages/VerifyPage"), "VerifyPage"),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: "/audit/duties",
      validateSearch: dutySearch,
      component: lazyPage(() => import("./pages/DutiesPage"), "DutiesPage"),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: "/audit/breadth",
      component: lazyPage(() => import("./pages/BreadthPage"), "BreadthPage"),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: "/audit/export",
      validateSearch: exportSearch,
      component: lazyPage(() => import("./pages/ExportPage"), "ExportPage"),
    }),
  ],
};
