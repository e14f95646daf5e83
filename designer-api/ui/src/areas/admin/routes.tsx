import { Navigate, createRoute, type AnyRoute } from "@tanstack/react-router";
import { Settings2 } from "lucide-react";
import type { Area } from "../area";
import { pageWith } from "../page";

const lazyPage = pageWith("admin");

const text = (value: unknown) => (typeof value === "string" && value ? value : typeof value === "number" ? String(value) : undefined);

/** What the URLs of the administration say. */
const search = (raw: Record<string, unknown>) =>
  Object.fromEntries(["tab", "text", "id", "kind", "user", "process", "state", "happened"].flatMap((name) => (text(raw[name]) ? [[name, text(raw[name])]] : []))) as Record<string, string>;

/** Who may do what, who works here, and how the server is. */
export const admin: Area = {
  nav: [
    {
      to: "/admin",
      label: "nav.admin",
      icon: Settings2,
      group: "admin",
      needs: ["manage-access", "manage-organisation", "see-audit", "see-health"],
    },
  ],
  routes: (parent: AnyRoute) => {
    const page = (path: string, load: Parameters<typeof lazyPage>[0], name: string) =>
      createRoute({ getParentRoute: () => parent, path, validateSearch: search, component: lazyPage(load as never, name as never) });
    return [
      page("/admin", () => import("./pages/AdminPage"), "AdminPage"),
      page("/admin/users", () => import("./pages/UsersPage"), "UsersPage"),
      page("/admin/org", () => import("./pages/OrgPage"), "OrgPage"),
      createRoute({ getParentRoute: () => parent, path: "/admin/groups", component: () => <Navigate to={"/admin/org" as never} search={{ tab: "group" } as never} replace /> }),
      page("/admin/roles", () => import("./pages/RolesPage"), "RolesPage"),
      page("/admin/tokens", () => import("./pages/TokensPage"), "TokensPage"),
      page("/admin/tenants", () => import("./pages/TenantsPage"), "TenantsPage"),
      page("/admin/calendars", () => import("./pages/CalendarsPage"), "CalendarsPage"),
      page("/admin/parameters", () => import("./pages/ParametersPage"), "ParametersPage"),
      page("/admin/outgoing", () => import("./pages/OutgoingPage"), "OutgoingPage"),
      page("/admin/health", () => import("./pages/HealthPage"), "HealthPage"),
      page("/admin/settings", () => import("./pages/SettingsPage"), "SettingsPage"),
      page("/admin/operations-log", () => import("./pages/LogPage"), "LogPage"),
    ];
  },
};
