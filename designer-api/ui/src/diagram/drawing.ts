import { keepPreviousData, useQuery, type QueryKey } from "@tanstack/react-query";
import { useMemo } from "react";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import { language } from "@/app/i18n";

/** Of what the server draws an image: a version of a process, with tokens where they are named, an instance as it is, or a draft. */
export type Drawn =
  | { definition: string; tokens?: string[] }
  /** When something last happened to it, where the page knows: with it the image is another. */
  | { instance: string; at?: string | undefined }
  /** As it is now: with another revision it is another image; with an earlier one, what is other since then is marked. */
  | { model: string; revision: number; tokens?: string[]; before?: number };

/** An image is large, and soon another: so long it is as good as new, and kept when no page shows it. In milliseconds. */
const FRESH = 15_000;
const KEPT = 10_000;

/** Which image it is, and how it is asked for. That of an instance stands under what makes the instance stale. */
export function drawingQuery(of: Drawn, english: boolean) {
  if ("instance" in of) {
    const queryKey: QueryKey = [...keys.instancePart(of.instance, "image"), english, of.at ?? ""];
    const queryFn = () => get("/api/v1/instances/{id}/diagram.svg", { path: { id: of.instance }, query: { english } }) as Promise<string>;
    return { queryKey, queryFn, staleTime: FRESH };
  }
  const tokens = of.tokens?.join(",") ?? "";
  if ("model" in of) {
    const queryKey: QueryKey = [...keys.modelPart(of.model, "image"), of.revision, english, tokens, of.before ?? ""];
    const queryFn = () => get("/api/v1/models/{id}/diagram.svg", { path: { id: of.model }, query: { english, tokens, ...(of.before === undefined ? {} : { before: of.before }) } }) as Promise<string>;
    return { queryKey, queryFn, staleTime: Infinity };
  }
  const queryKey: QueryKey = [...keys.definition(of.definition), "image", english, tokens];
  const queryFn = () => get("/api/v1/definitions/{id}/diagram.svg", { path: { id: of.definition }, query: { english, tokens } }) as Promise<string>;
  return { queryKey, queryFn, staleTime: Infinity };
}

/** The image that the server draws, so that a phone has it too, and a tab that would not answer while it drew as much. */
export function useDrawing(of: Drawn) {
  const drawing = useQuery({ ...drawingQuery(of, language() === "en"), retry: false, gcTime: KEPT, placeholderData: keepPreviousData });
  const source = useMemo(() => (drawing.data ? `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawing.data)}` : undefined), [drawing.data]);
  return { ...drawing, source };
}
