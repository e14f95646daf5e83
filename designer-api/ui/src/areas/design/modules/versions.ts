import { useQuery } from "@tanstack/react-query";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import type { Model, ModelVersion } from "@/api/types";
import { useList } from "@/shared/useList";
import { xmlQuery } from "@/shared/versions";

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

/** The text of a revision, of a version that was deployed, or the present one, with a diagram of all that it has. */
export function useDrawnText(model: Model, revision: number | string | undefined, enabled = true) {
  const deployed = useQuery({ ...xmlQuery(String(revision)), enabled: enabled && typeof revision === "string" });
  const kept = useQuery({
    queryKey: keys.modelPart(model.id, revision === undefined ? `xml ${model.revision}` : `drawn ${revision}`),
    queryFn: () =>
      revision === undefined
        ? (get("/api/v1/models/{id}/xml", { path: { id: model.id }, query: { layout: true } }) as Promise<string>)
        : (get("/api/v1/models/{id}/versions/{revision}/xml", { path: { id: model.id, revision: Number(revision) }, query: { layout: true } }) as Promise<string>),
    staleTime: Infinity,
    enabled: enabled && typeof revision !== "string",
  });
  return typeof revision === "string" ? deployed : kept;
}
