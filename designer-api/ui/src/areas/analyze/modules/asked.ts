// What is asked of the server, view by view.
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { keys } from "@/api/keys";
import { command, freshKey, get } from "@/api/request";
import { LOOK, useTopic } from "@/api/topics";
import type { NormOf } from "@/api/types";
import { useVersions } from "@/shared/versions";
import { carried, question, questionBody, type AnalyzeSearch } from "./search";
import { setsOf } from "./sides";

const PAGE = 100;

/** How much of the map is shown, as the server takes it. */
export const sliders = (search: AnalyzeSearch) => ({ activities: (search.activities ?? 100) / 100, paths: (search.paths ?? 100) / 100 });
export const gapOf = (search: AnalyzeSearch) => (search.gap ?? 15) * 60_000;

export function useMap(id: string, search: AnalyzeSearch) {
  const query = { ...question(search, Date.now()), ...sliders(search) };
  return useQuery({ queryKey: keys.analytics("map", id, query), queryFn: () => get("/api/v1/analytics/processes/{id}/map", { path: { id }, query }), placeholderData: keepPreviousData });
}

export function useVariants(id: string, search: AnalyzeSearch) {
  const query = question(search, Date.now());
  return useQuery({ queryKey: keys.analytics("variants", id, query), queryFn: () => get("/api/v1/analytics/processes/{id}/variants", { path: { id }, query }), placeholderData: keepPreviousData });
}

export function useRework(id: string, search: AnalyzeSearch) {
  const query = question(search, Date.now());
  return useQuery({ queryKey: keys.analytics("rework", id, query), queryFn: () => get("/api/v1/analytics/processes/{id}/rework", { path: { id }, query }), placeholderData: keepPreviousData });
}

export function useBottlenecks(id: string, search: AnalyzeSearch) {
  const query = question(search, Date.now());
  return useQuery({ queryKey: keys.analytics("bottlenecks", id, query), queryFn: () => get("/api/v1/analytics/processes/{id}/bottlenecks", { path: { id }, query }), placeholderData: keepPreviousData });
}

export function useNetworks(id: string, search: AnalyzeSearch) {
  const query = { ...question(search, Date.now()), ...(search.people ? { people: true } : {}) };
  return useQuery({ queryKey: keys.analytics("networks", id, query), queryFn: () => get("/api/v1/analytics/processes/{id}/networks", { path: { id }, query }), placeholderData: keepPreviousData });
}

export function useBatches(id: string, search: AnalyzeSearch) {
  const query = { ...question(search, Date.now()), gap: gapOf(search) };
  return useQuery({ queryKey: keys.analytics("batches", id, query), queryFn: () => get("/api/v1/analytics/processes/{id}/batches", { path: { id }, query }), placeholderData: keepPreviousData });
}

/** Two sets of instances. It reads, though it is asked with a body. */
export function useComparison(id: string, search: AnalyzeSearch) {
  const sets = setsOf(carried(search), search.one, search.other);
  const { one = { question: {} }, other } = sets ?? {};
  const body = {
    one: questionBody(one.question, Date.now()),
    ...(other ? { other: questionBody(other.question, Date.now()) } : {}),
    ...(one.way ? { oneWay: one.way } : {}),
    ...(other?.way ? { otherWay: other.way } : {}),
  };
  return useQuery({
    queryKey: keys.analytics("comparison", id, body),
    queryFn: () => command("post", "/api/v1/analytics/processes/{id}/comparison", { path: { id }, body: body as never }, freshKey()),
    enabled: sets !== undefined,
  });
}

/** The instances behind a number. */
export function useMinedCases(id: string, search: AnalyzeSearch) {
  const { behind = "all", of, to } = search;
  const query = { ...question(search, Date.now()), ...(behind === "flow" ? sliders(search) : {}), ...(behind === "batched" ? { gap: gapOf(search) } : {}), ...(search.people ? { people: true } : {}), behind, of, to };
  return useInfiniteQuery({
    queryKey: keys.analytics("mined-cases", id, query),
    queryFn: ({ pageParam }) => get("/api/v1/analytics/processes/{id}/mined-cases", { path: { id }, query: { ...query, skip: pageParam, limit: PAGE } as never }),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: search.run === undefined,
  });
}

/** The instances behind something that a run found. */
export function useDeviationCases(id: string, search: AnalyzeSearch) {
  const { run = "", found = "deviating", element, after } = search;
  const query = { found, element, after };
  return useInfiniteQuery({
    queryKey: keys.analytics("conformance", id, run, "cases", query),
    queryFn: ({ pageParam }) => get("/api/v1/analytics/processes/{id}/conformance/{run}/cases", { path: { id, run }, query: { ...query, skip: pageParam, limit: PAGE } as never }),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: search.run !== undefined,
  });
}

/** `definition:order:1` as the server takes it. */
export function normOf(text: string | undefined): NormOf | undefined {
  const [kind, ...rest] = (text ?? "").split(":");
  const id = rest.join(":");
  if (!id) return undefined;
  return kind === "definition" ? { definition: id } : kind === "model" ? { model: id } : undefined;
}

/** A history held against a norm: begun when it is asked for; the same question is the run that there is. */
export function useConformance(id: string, search: AnalyzeSearch) {
  const norm = normOf(search.norm);
  const body = { question: questionBody(carried(search), Date.now()), norm };
  const begun = useQuery({
    queryKey: keys.analytics("conformance", id, body),
    queryFn: () => command("post", "/api/v1/analytics/processes/{id}/conformance", { path: { id }, body: body as never }, freshKey()),
    enabled: norm !== undefined,
    staleTime: 60_000,
    retry: false,
  });
  const run = begun.data?.id;
  useTopic("work");
  const looked = useQuery({
    queryKey: keys.analytics("conformance", id, run),
    queryFn: () => get("/api/v1/analytics/processes/{id}/conformance/{run}", { path: { id, run: run ?? "" } }),
    enabled: run !== undefined,
    initialData: begun.data,
    refetchInterval: (query) => (query.state.data && query.state.data.state !== "running" ? false : LOOK),
  });
  return { run: norm ? looked.data : undefined, error: norm ? (begun.error ?? looked.error) : null, again: () => void begun.refetch(), starting: begun.isFetching };
}

/** What people call the process, and its versions, the latest first. */
export function useProcess(process: string) {
  const versions = useVersions(process);
  return { title: versions.data?.[0]?.name ?? process, versions: versions.data?.map((one) => one.version) ?? [], latest: versions.data?.[0] };
}

