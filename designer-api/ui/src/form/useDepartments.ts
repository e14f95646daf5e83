import { useQuery } from "@tanstack/react-query";
import { keys } from "@/api/keys";
import { get } from "@/api/request";

/** The departments there are, each below the one around it. */
export function useDepartments() {
  return useQuery({ queryKey: keys.departments, queryFn: () => get("/api/v1/organisation/departments"), staleTime: 300_000 });
}
