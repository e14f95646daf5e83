import { Button, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Suspense, lazy, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { isProblem } from "@/api/problem";
import { command, freshKey, get } from "@/api/request";
import type { Difference, Model, ModelProblem } from "@/api/types";
import { useMay } from "@/app/session";
import { Dialog } from "@/shared/Dialog";
import { useProblemText } from "@/shared/problemText";
import { LoadingRows } from "@/shared/Loading";
import { decisions, parse } from "../decision/dmn";
import { parseForm } from "../forms/edit";
import { DifferenceList } from "./DifferenceList";
import { Problems } from "./Problems";
import { check, filesOf } from "./check";
import { companions } from "./companions";
import { locate } from "./faults";

const DecisionImpact = lazy(() => import("./DecisionImpact").then((all) => ({ default: all.DecisionImpact })));
const MoveRunning = lazy(() => import("./MoveRunning").then((all) => ({ default: all.MoveRunning })));

interface Props {
  model: Model;
  /** The revision that was saved, and its text. */
  xml: string;
  onClose: () => void;
  onChoose: (problem: ModelProblem) => void;
  /** The revision on top of which is worked on the page. */
  revision: number;
  onKept: (model: Model) => void;
}

interface Deployed {
  definitions: { id: string; process: string; unchanged: boolean }[];
  decisions: { id: string; unchanged: boolean }[];
  forms: { id: string; unchanged: boolean }[];
}

/** What a deployment would say, change and concern; then it is done. */
export function DeployDialog({ model, revision, xml, onClose, onChoose, onKept }: Props) {
  const { t } = useTranslation(["design", "common"]);
  const say = useProblemText();
  const may = useMay();
  const process = model.processes[0];
  const problems = useQuery({ queryKey: keys.modelPart(model.id, `check ${model.revision}`), queryFn: async () => locate(await check(model.name, xml, model.kind, await companions(model)), xml) });
  const latest = useQuery({
    queryKey: keys.definition(`latest ${process}`),
    queryFn: async () => {
      if (!process) return null;
      const { items } = await get("/api/v1/definitions", { query: { process, latest: true, limit: 1 } });
      return items[0] ?? null;
    },
  });
  // Decisions and forms have versions of their own.
  const earlier = useQuery({ queryKey: keys.modelPart(model.id, `deployed ${model.revision}`), queryFn: () => deployedBefore(model, xml), enabled: !process });
  const before = latest.data?.id;
  const difference = useQuery({
    queryKey: keys.modelPart(model.id, `diff ${model.revision} ${before}`),
    queryFn: () => get("/api/v1/models/{id}/difference", { path: { id: model.id }, query: { before: before ?? "" } }) as Promise<Difference>,
    enabled: Boolean(before),
    retry: false,
  });
  const running = useQuery({
    queryKey: [...keys.definition(before ?? ""), "overlay"],
    queryFn: () => get("/api/v1/definitions/{id}/overlay", { path: { id: before ?? "" } }),
    enabled: Boolean(before) && may("see-operations"),
  });
  const [done, setDone] = useState<Deployed | null>(null);
  const deploy = useCommand(
    async (_: null, key) => {
      const report = (await command("post", "/api/v1/deployments", { body: filesOf(model.name, xml, model.kind, await companions(model)) as never } as never, key)) as Deployed;
      const ids = [...report.definitions, ...report.decisions, ...report.forms].map((one) => one.id).join(", ");
      // The version that was deployed is kept for good, under the name of what it became.
      const kept = await command("post", "/api/v1/models/{id}/versions", { path: { id: model.id }, body: { comment: t("deploy.kept", { ids: ids || model.name }) } } as never, freshKey(), {
        headers: { "if-match": `"${revision}"` },
      }).catch(() => null);
      if (kept) onKept(kept as Model);
      return report;
    },
    { stale: [keys.definitions(), keys.modelPart(model.id, "versions")], onDone: setDone },
  );
  const errors = (problems.data ?? []).filter((problem) => problem.severity === "error").length;
  const refused = isProblem(deploy.error) ? (deploy.error.document.problems ?? []) : [];
  return (
    <Dialog onClose={onClose} size="lg" title={t("deploy.title", { name: model.name })}>
      {done ? (
        <Stack gap="sm" data-testid="deployed">
          {done.definitions.map((one) => (
            <Text key={one.id}>
              {t(one.unchanged ? "deploy.unchanged" : "deploy.done", { id: one.id })}{" "}
              {may("see-operations") && (
                <Link to="/ops/processes/$key" params={{ key: one.process } as never}>
                  {t("deploy.look")}
                </Link>
              )}
            </Text>
          ))}
          {before && may("operate") && done.definitions.filter((one) => !one.unchanged).map((one) => (
            <Suspense key={one.id} fallback={<LoadingRows rows={2} />}>
              <MoveRunning process={one.process} target={one.id} />
            </Suspense>
          ))}
          {[...done.decisions, ...done.forms].map((one) => (
            <Text key={one.id}>{t(one.unchanged ? "deploy.unchanged" : "deploy.done", { id: one.id })}</Text>
          ))}
          <Group justify="flex-end">
            <Button onClick={onClose}>{t("common:action.close")}</Button>
          </Group>
        </Stack>
      ) : (
        <Stack gap="sm">
          {problems.isLoading ? <LoadingRows rows={2} /> : <Problems problems={problems.data ?? null} onChoose={(problem) => { onChoose(problem); onClose(); }} />}
          <Text fw={600}>{t("deploy.changes")}</Text>
          {!before && !latest.isLoading && !earlier.isLoading && <Text>{earlier.data?.length ? t("deploy.before", { ids: earlier.data.join(", ") }) : t("deploy.first")}</Text>}
          {before && difference.data && <DifferenceList difference={difference.data} />}
          {before && difference.data && (
            <Link to="/models/$id/diff" params={{ id: model.id } as never} search={{ a: before } as never} onClick={onClose}>
              {t("compare.sideBySide")}
            </Link>
          )}
          {before && running.data && running.data.running > 0 && (
            <Text>
              {t("deploy.running", { count: running.data.running, id: before })} {may("operate") && t("deploy.moveLater")}
            </Text>
          )}
          {model.kind === "dmn" && may("see-parameters") && !problems.isLoading && errors === 0 && (earlier.data?.length ?? 0) > 0 && (
            <Suspense fallback={<LoadingRows rows={2} />}>
              <DecisionImpact model={model} xml={xml} />
            </Suspense>
          )}
          {deploy.error && (
            <Text c="red" role="alert">
              {say(deploy.error)}
            </Text>
          )}
          {refused.length > 0 && <Problems problems={locate(refused, xml)} onChoose={(problem) => { onChoose(problem); onClose(); }} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common:action.cancel")}
            </Button>
            <Button disabled={problems.isLoading || errors > 0} loading={deploy.isPending} onClick={() => deploy.mutate(null)}>
              {t("deploy.confirm")}
            </Button>
          </Group>
        </Stack>
      )}
    </Dialog>
  );
}

/** The latest deployed versions of the decisions or the form of a draft. */
async function deployedBefore(model: Model, text: string): Promise<string[]> {
  if (model.kind === "dmn") {
    const document = parse(text);
    const ids = document ? decisions(document).map((one) => one.id) : [];
    const found = await Promise.all(ids.map((decision) => get("/api/v1/decisions", { query: { decision, latest: true, limit: 1 } })));
    return found.flatMap(({ items }) => items.map((one) => one.id));
  }
  const form = model.kind === "form" ? (parseForm(text) as { id?: string } | null)?.id : undefined;
  if (!form) return [];
  const { items } = await get("/api/v1/forms", { query: { form, latest: true, limit: 1 } });
  return items.map((one) => one.id);
}
