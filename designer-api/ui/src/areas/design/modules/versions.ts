import { keys } from "@/api/keys";
import { get } from "@/api/request";
import type { ModelVersion } from "@/api/types";
import { useList } from "@/shared/useList";

/** What a draft was, the latest first. */
export function useVersions(model: string) {
  return useList<ModelVersion>(keys.modelPart(model, "versions"), (cursor) =>
    get("/api/v1/models/{id}/versions", { path: { id: model }, query: { limit: 100, ...(cursor ? { cursor } : {}) } }),
  );
}

/** The version before another one, of those that are known: what that one is compared with to see what it has changed. */
export function versionBefore(rows: { revision: number }[], revision: number): number | undefined {
  const earlier = rows.map((one) => one.revision).filter((one) => one < revision);
  return earlier.length > 0 ? Math.max(...earlier) : undefined;
}
