// A migration from one version to another: the plan that suggests itself and what is changed of it, what stands against it, and
// what a trial has told of the instances.
import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { keys } from "@/api/keys";
import { command, freshKey, get } from "@/api/request";
import type { components } from "@/api/schema";
import { useKind } from "@/diagram/kind";
import { namesIn, useXml } from "../versions";
import { fitting, grouped, planOf, rowsOf, starvedIn, toldApart, type Row } from "./plan";

type Trial = components["schemas"]["BatchTrial"];

/** So many instances are tried at once. */
const TRIED = 1_000;

export function useMigration(source: string, target: string) {
  const kindOf = useKind();
  const [rows, setRows] = useState<Row[] | null>(null);
  // Joins that would wait for ever, by the trials so far, and which of them may.
  const [joins, setJoins] = useState<Record<string, boolean>>({});
  const [sourceXml, targetXml] = [useXml(source), useXml(target)];
  const [sourceNames, targetNames] = [useMemo(() => namesIn(sourceXml.data), [sourceXml.data]), useMemo(() => namesIn(targetXml.data), [targetXml.data])];
  const proposal = useQuery({
    queryKey: [...keys.definition(source), "migration", target],
    queryFn: () => get("/api/v1/definitions/{id}/migration-plan", { path: { id: source }, query: { target } }),
  });
  useEffect(() => {
    if (proposal.data) setRows(rowsOf(proposal.data));
  }, [proposal.data]);
  const left = Object.keys(joins).filter((join) => joins[join]).join(" ");
  const plan = useMemo(() => planOf(source, target, rows ?? [], left ? left.split(" ") : []), [source, target, rows, left]);
  const body = (dryRun: boolean, reason?: string) =>
    ({ filter: { definition: source }, operation: { migrate: { plan, reason: reason ?? null } }, dryRun, ...(dryRun ? { limit: TRIED } : {}) }) as never;
  // The obstacles of the plan itself are told as it is changed; those of instances when it is tried.
  const check = useQuery({
    queryKey: [...keys.definition(source), "migration", target, plan],
    queryFn: () => command("post", "/api/v1/migration-plans/validate", { body: { plan, instances: [] } as never }, freshKey()),
    enabled: rows !== null,
  });
  const trial = useMutation({
    mutationFn: async () => ({ plan, told: (await command("post", "/api/v1/batches", { body: body(true) }, freshKey())) as unknown as Trial }),
    onSuccess: ({ told }) => setJoins((now) => ({ ...Object.fromEntries(starvedIn(told).map((join) => [join, false])), ...now })),
  });
  // A trial of another plan tells nothing of this one.
  const tried = trial.data?.plan === plan ? trial.data.told : null;
  const side = (xml: string | undefined, names: typeof sourceNames) => {
    const nameOf = (element: string) => names.get(element)?.name || kindOf(names.get(element)?.kind ?? "unknown");
    return { xml, names, nameOf: toldApart(names.keys(), nameOf) };
  };
  return {
    rows,
    set: (from: string, change: Partial<Row>) => setRows((now) => (now ?? []).map((row) => (row.from === from ? { ...row, ...change } : row))),
    plan,
    body,
    source: side(sourceXml.data, sourceNames),
    target: side(targetXml.data, targetNames),
    obstacles: check.data?.obstacles ?? [],
    trial,
    tried,
    fits: tried ? fitting(tried) : [],
    refused: tried ? grouped(tried) : [],
    joins,
    leave: (join: string, leave: boolean) => setJoins((now) => ({ ...now, [join]: leave })),
    failed: proposal.error ?? check.error ?? trial.error,
  };
}

export type Migration = ReturnType<typeof useMigration>;
