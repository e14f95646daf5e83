// What is asked of the server, level by level. A question moves with the hour; its answers are asked again while a page is open.
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { keys } from "@/api/keys";
import { get, command, freshKey } from "@/api/request";
import { LOOK, useTopic } from "@/api/topics";
import type { Remarkable } from "@/api/types";
import { language } from "@/app/i18n";
import { useKind } from "@/diagram/kind";
import { namesIn, useVersions, useXml } from "@/shared/versions";
import { question, questionBody, span } from "./question";
import type { Filter, MonitorSearch } from "./search";

const PAGE = 100;

export function usePortfolio(search: Filter) {
  useTopic("indicators");
  const query = span(search, Date.now());
  return useQuery({ queryKey: keys.analytics("portfolio", query), queryFn: () => get("/api/v1/analytics/processes", { query }), refetchInterval: LOOK, placeholderData: keepPreviousData });
}

export function useProcessFigures(id: string, search: Filter) {
  useTopic("indicators");
  const query = question(search, Date.now());
  return useQuery({ queryKey: keys.analytics("process", id, query), queryFn: () => get("/api/v1/analytics/processes/{id}", { path: { id }, query }), refetchInterval: LOOK, placeholderData: keepPreviousData });
}

export function useNodeFigures(id: string, node: string, search: Filter) {
  useTopic("indicators");
  const query = question(search, Date.now());
  return useQuery({
    queryKey: keys.analytics("node", id, node, query),
    queryFn: () => get("/api/v1/analytics/processes/{id}/nodes/{node}", { path: { id, node }, query }),
    refetchInterval: LOOK,
    placeholderData: keepPreviousData,
    enabled: node !== "",
  });
}

/** Why visits waited: what is compared with says nothing of it. */
export function useNodeWaits(id: string, node: string, search: Filter) {
  const { compareFrom: _, compareUntil: __, ...query } = question(search, Date.now());
  return useQuery({
    queryKey: keys.analytics("node-waits", id, node, query),
    queryFn: () => get("/api/v1/analytics/processes/{id}/nodes/{node}/waits", { path: { id, node }, query }),
    refetchInterval: LOOK,
    placeholderData: keepPreviousData,
    enabled: node !== "",
  });
}

export function indicesQuery(id: string, search: Filter) {
  const { compareFrom: _, compareUntil: __, ...query } = question(search, Date.now());
  return { queryKey: keys.analytics("indices", id, query), queryFn: () => get("/api/v1/analytics/processes/{id}/indices", { path: { id }, query }), refetchInterval: LOOK };
}

export function useCases(id: string, search: MonitorSearch) {
  const { compareFrom: _, compareUntil: __, ...rest } = question(search, Date.now());
  const query = { ...rest, ...(search.running ? { running: true } : {}) };
  return useInfiniteQuery({
    queryKey: keys.analytics("cases", id, query),
    queryFn: ({ pageParam }) => get("/api/v1/analytics/processes/{id}/cases", { path: { id }, query: { ...query, skip: pageParam, limit: PAGE } }),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

export function useEvidence(handle: string | undefined) {
  return useInfiniteQuery({
    queryKey: keys.analytics("evidence", handle),
    queryFn: ({ pageParam }) => get("/api/v1/analytics/evidence/{handle}", { path: { handle: handle ?? "" }, query: { skip: pageParam, limit: PAGE } }),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: Boolean(handle),
  });
}

export function useAnomalies(id: string, search: Filter) {
  useTopic("indicators");
  const { compareFrom: _, compareUntil: __, ...query } = question(search, Date.now());
  return useQuery({ queryKey: keys.analytics("anomalies", id, query), queryFn: () => get("/api/v1/analytics/processes/{id}/anomalies", { path: { id }, query }), refetchInterval: LOOK });
}

export function useMoved(id: string, search: Filter) {
  const { compareFrom: _, compareUntil: __, ...query } = question(search, Date.now());
  return useQuery({ queryKey: keys.analytics("shifts", id, query), queryFn: () => get("/api/v1/analytics/processes/{id}/shifts", { path: { id }, query }), refetchInterval: LOOK });
}

export function useWarnings(id: string, search: Filter, target: number | undefined) {
  useTopic("indicators");
  const { compareFrom: _, compareUntil: __, ...asked } = question(search, Date.now());
  const query = target === undefined ? asked : { ...asked, target };
  return useQuery({ queryKey: keys.analytics("warnings", id, query), queryFn: () => get("/api/v1/analytics/processes/{id}/early-warnings", { path: { id }, query }), refetchInterval: LOOK });
}

/** With what something goes together. It reads, though it is asked with a body. */
export function useDrivers(id: string, search: Filter, flag: Remarkable) {
  const body = { question: questionBody(search, Date.now()), flag };
  return useQuery({ queryKey: keys.analytics("rca", id, body), queryFn: () => command("post", "/api/v1/analytics/processes/{id}/rca", { path: { id }, body: body as never }, freshKey()) });
}

/** What a question is about, department by department. It reads, though it is asked with a body. */
export function useByDepartment(id: string, search: Filter) {
  const body = { question: questionBody(search, Date.now()), groupBy: "department" as const };
  return useQuery({ queryKey: keys.analytics("by-department", id, body), queryFn: () => command("post", "/api/v1/analytics/processes/{id}/query", { path: { id }, body: body as never }, freshKey()) });
}

export function useInstanceFigures(id: string, due: string | undefined) {
  useTopic("indicators");
  const query = due ? { due } : {};
  return useQuery({ queryKey: keys.analytics("instance", id, query), queryFn: () => get("/api/v1/analytics/instances/{id}", { path: { id }, query }), refetchInterval: LOOK });
}

/** What people call the rules that the instances of a process are held against. */
export function useRuleName(process: string, enabled: boolean): (rule: string) => string {
  const query = { process };
  const held = useQuery({ queryKey: keys.analytics("index-settings", query), queryFn: () => get("/api/v1/analytics/index-settings", { query }), enabled });
  return (id) => {
    const name = held.data?.holds?.settings.rules?.find((rule) => rule.id === id)?.name;
    const [own, other] = language() === "en" ? [name?.en, name?.["zh-CN"]] : [name?.["zh-CN"], name?.en];
    return own?.trim() || other?.trim() || id;
  };
}

/** The diagram of a process at a version, the latest when none is said, and what its elements are called. */
export function useModel(process: string, version: number | undefined) {
  const kindOf = useKind();
  const versions = useVersions(process);
  const shown = versions.data?.find((one) => one.version === version) ?? versions.data?.[0];
  const xml = useXml(shown?.id);
  const names = useMemo(() => namesIn(xml.data), [xml.data]);
  const plain = (element: string) => names.get(element)?.name || (names.has(element) ? kindOf(names.get(element)!.kind) : element);
  return {
    xml,
    /** What people call the process. */
    title: shown?.name ?? process,
    version: shown?.version,
    definition: shown?.id,
    versions: versions.data?.map((one) => one.version) ?? [],
    names,
    /** A flow without a name is called by the elements that it leads from and to. */
    nameOf: (element: string) => {
      const { name, ends } = names.get(element) ?? {};
      return !name && ends ? ends.map(plain).join(" → ") : plain(element);
    },
  };
}
