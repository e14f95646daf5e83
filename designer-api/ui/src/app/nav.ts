import { areas } from "@/areas";
import type { NavItem } from "@/areas/area";
import { useMay, useMe } from "./session";

/** The ways that are open to whoever is logged in. */
export function useNav(): NavItem[] {
  const may = useMay();
  return areas.flatMap((area) => area.nav).filter((item) => item.needs.length === 0 || may(...item.needs));
}

/** Where each role begins, the first that fits and is there. */
const LANDINGS: [string, string][] = [
  ["operator", "/ops"],
  ["designer", "/models"],
  ["processOwner", "/monitor"],
  ["auditor", "/audit"],
  ["user", "/tasks"],
  ["administrator", "/tasks"],
];

export function useLanding(): string {
  const me = useMe();
  const nav = useNav();
  const there = (to: string) => nav.some((item) => item.to === to);
  const wanted = LANDINGS.find(([role, to]) => me.roles.includes(role) && there(to));
  return wanted?.[1] ?? nav[0]?.to ?? "/settings/account";
}
