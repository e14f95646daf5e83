import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import type { Model, ModelTemplate, ModelVersion } from "@/api/types";
import { language } from "@/app/i18n";
import { useList } from "@/shared/useList";
import { xmlQuery } from "@/shared/versions";

/** What a draft was, the latest first. */
export function useVersions(model: string) {
  return useList<ModelVersion>(keys.modelPart(model, "versions"), (cursor) =>
    get("/api/v1/models/{id}/versions", { path: { id: model }, query: { limit: 100, ...(cursor ? { cursor } : {}) } }),
  );
}

/** The template that a draft was made of, by what people call it; nothing where it was made of none. */
export function useTemplateName(model: Model): string | null {
  const template = model.origin?.template.template;
  const { data: made } = useQuery({ queryKey: keys.templates, queryFn: () => get("/api/v1/model-templates") as Promise<ModelTemplate[]>, staleTime: Infinity, enabled: template !== undefined });
  if (template === undefined) return null;
  const names = made?.find((one) => one.id === template)?.name;
  return (language() === "en" ? names?.en : names?.["zh-CN"]) || template;
}

/** What people know a version by: what was said of it, or its number. Of what a template gave, the server says the template's id. */
export function useVersionName(model: Model): (version: Pick<ModelVersion, "comment" | "revision">) => string {
  const { t } = useTranslation("design");
  const name = useTemplateName(model);
  const { template, version } = model.origin?.template ?? {};
  return ({ comment, revision }) => {
    if (name !== null && comment === `${template} ${version}`) return t("origin.text", { template: name, version });
    return comment ?? t("versions.number", { revision });
  };
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
