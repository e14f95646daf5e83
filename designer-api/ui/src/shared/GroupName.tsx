import { useQuery } from "@tanstack/react-query";
import { keys } from "@/api/keys";
import { get } from "@/api/request";

/** A kind of unit that models name: its id alone may be that of several. */
export type UnitKind = "group" | "role" | "post" | "department";

/** What groups, roles, posts and departments are called; an id that is none of them stays what it is. */
export function useUnitName(enabled = true): (id: string, kind?: UnitKind) => string {
  const found = useQuery({ queryKey: keys.units, queryFn: () => get("/api/v1/organisation/units"), staleTime: 300_000, enabled, retry: false });
  return (id, kind) => found.data?.find((one) => one.id === id && (!kind || one.kind === kind))?.name ?? id;
}

/** A group, role, post or department by its id. */
export function GroupName({ id }: { id: string }) {
  return <bdi title={id}>{useUnitName()(id)}</bdi>;
}
