import type { ActionName } from "@/api/types";

/** A page of the administration. */
export interface AdminWay {
  name: string;
  to: string;
  /** Shown to whoever may do one of these. */
  needs: ActionName[];
}

/** All of them, in the order in which they are shown. */
export const WAYS: AdminWay[] = [
  { name: "users", to: "/admin/users", needs: ["manage-access"] },
  { name: "org", to: "/admin/org", needs: ["manage-organisation"] },
  { name: "roles", to: "/admin/roles", needs: ["manage-access"] },
  { name: "tokens", to: "/admin/tokens", needs: ["manage-access"] },
  { name: "tenants", to: "/admin/tenants", needs: ["manage-access"] },
  { name: "calendars", to: "/admin/calendars", needs: ["manage-organisation"] },
  { name: "parameters", to: "/admin/parameters", needs: ["see-parameters"] },
  { name: "outgoing", to: "/admin/outgoing", needs: ["see-operations"] },
  { name: "health", to: "/admin/health", needs: ["see-health"] },
  { name: "settings", to: "/admin/settings", needs: ["manage-access"] },
  { name: "log", to: "/admin/operations-log", needs: ["see-audit"] },
];
