import { Button, Progress, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Suspense, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command, get } from "@/api/request";
import type { Conformance, ConformanceRun } from "@/api/types";
import { Diagram, type Paint } from "@/diagram";
import { useMay } from "@/app/session";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingPage, LoadingRows } from "@/shared/Loading";
import { useMaybe } from "@/shared/maybe";
import { useVersions, useXml } from "@/shared/versions";
import classes from "../analyze.module.css";
import { Block, Facts, Frame, Lines, pathOf, useGo } from "../modules/Frame";
import { Rules } from "../modules/Rules";
import { normOf, useConformance } from "../modules/asked";
import { useSay } from "../modules/say";
import { carried, type AnalyzeSearch } from "../modules/search";

/** The history held against a norm: how well it fits, and where it goes other ways. */
export function ConformancePage() {
  const { t } = useTranslation("analyze");
  const { key, search, go } = useGo();
  const { run, error, again, starting } = useConformance(key, search);
  const stop = useCommand((id: string, once) => command("post", "/api/v1/analytics/processes/{id}/conformance/{run}/cancel", { path: { id: key, run: id } }, once), { stale: [keys.analytics("conformance", key, run?.id)] });
  return (
    <Frame view="conformance">
      <Rules />
      <NormPicker value={search.norm} onChange={(norm) => go({ norm })} process={key} />
      {error ? <ErrorState error={error} retry={again} /> : null}
      {!search.norm && <EmptyState title={t("norm.none")} hint={t("norm.noneHint")} />}
      {starting && !run && <LoadingRows rows={4} />}
      {run && run.state !== "done" && <Going run={run} onStop={() => stop.mutate(run.id)} onAgain={again} />}
      {run?.found && <Found run={run} found={run.found} />}
    </Frame>
  );
}

/** Deployed versions of the process, and drafts of models. */
function NormPicker({ value, onChange, process }: { value: string | undefined; onChange: (norm: string | undefined) => void; process: string }) {
  const { t } = useTranslation("analyze");
  const may = useMay()("see-models");
  const versions = useVersions(process);
  const drafts = useQuery({ queryKey: keys.models({ of: "norms" }), queryFn: () => get("/api/v1/models", { query: { limit: 1000 } }), enabled: may });
  const data = [
    { group: t("norm.deployed"), items: (versions.data ?? []).map((one) => ({ value: `definition:${one.id}`, label: t("norm.version", { name: one.name ?? one.process, version: one.version }) })) },
    { group: t("norm.drafts"), items: (drafts.data?.items ?? []).filter((one) => one.kind === "bpmn").map((one) => ({ value: `model:${one.id}`, label: one.name })) },
  ].filter(({ items }) => items.length > 0);
  return <Select label={t("norm.label")} description={t("norm.hint")} maw={460} searchable placeholder={t("norm.choose")} data={data} value={value ?? null} onChange={(next) => onChange(next ?? undefined)} nothingFoundMessage={t("norm.nothing")} />;
}

function Going({ run, onStop, onAgain }: { run: ConformanceRun; onStop: () => void; onAgain: () => void }) {
  const { t } = useTranslation("analyze");
  const maybe = useMaybe("problems");
  const say = useSay();
  return (
    <div role="status" className={classes.block}>
      <div className={classes.bar}>
        <span>
          {run.state === "failed" && run.error
            ? t("norm.failed", { why: maybe(run.error.code, run.error.message) })
            : t(`norm.${run.state === "cancelled" ? "cancelled" : run.of > 0 ? "running" : "waiting"}`, { done: say.count(run.done), of: say.count(run.of), cases: say.count(run.cases) })}
        </span>
        {run.state === "running" ? (
          <Button size="compact-sm" variant="default" onClick={onStop}>
            {t("norm.stop")}
          </Button>
        ) : (
          <Button size="compact-sm" variant="default" onClick={onAgain}>
            {t("norm.again")}
          </Button>
        )}
      </div>
      {run.state === "running" && <Progress value={run.of > 0 ? (100 * run.done) / run.of : 0} aria-label={t("norm.progress")} />}
    </div>
  );
}

function Found({ run, found }: { run: ConformanceRun; found: Conformance }) {
  const { t } = useTranslation("analyze");
  const say = useSay();
  const share = found.cases > 0 ? found.fitting / found.cases : null;
  return (
    <>
      <Facts
        facts={[
          { label: t("norm.fitness"), value: <span data-testid="fitness">{say.share(found.fitness)}</span> },
          { label: t("norm.fitting"), value: <><Behind run={run} found="fitting" n={found.fitting} label={t("behind.fitting")} /> <span className={classes.small}>{say.share(share)}</span></> },
          { label: t("norm.deviating"), value: <Behind run={run} found="deviating" n={found.cases - found.fitting} label={t("behind.deviating")} /> },
          { label: t("norm.deviations"), value: say.count(found.deviations) },
          ...(found.givenUp > 0 ? [{ label: t("norm.givenUp"), value: <Behind run={run} found="givenUp" n={found.givenUp} label={t("behind.givenUp")} /> }] : []),
        ]}
      />
      {found.inexact.length > 0 && <p className={classes.missed}>{t("norm.inexact", { elements: found.inexact.join(", ") })}</p>}
      <Painted run={run} found={found} />
      <div className={classes.pair}>
        <Skipped run={run} found={found} />
        <Inserted run={run} found={found} />
      </div>
    </>
  );
}

/** The way to the instances behind something that was found. */
function Behind({ run, n, label, ...of }: { run: ConformanceRun; n: number; label: string } & Pick<AnalyzeSearch, "found" | "element" | "after">) {
  const { key, search } = useGo();
  const say = useSay();
  if (n === 0) return <>{say.count(0)}</>;
  return (
    <Link to={pathOf(key, "cases")} search={{ ...carried(search), ...(search.norm ? { norm: search.norm } : {}), run: run.id, ...of } as never} aria-label={`${label}: ${say.count(n)}`}>
      {say.count(n)}
    </Link>
  );
}

function useNorm(norm: string | undefined) {
  const of = normOf(norm);
  const definition = of && "definition" in of ? of.definition : undefined;
  const model = of && "model" in of ? of.model : undefined;
  const deployed = useXml(definition);
  const draft = useQuery({
    queryKey: keys.modelPart(model ?? "", "xml/drawn"),
    queryFn: () => get("/api/v1/models/{id}/xml", { path: { id: model ?? "" }, query: { layout: true } }) as Promise<string>,
    enabled: model !== undefined,
  });
  return { xml: definition ? deployed : draft, drawn: definition ? { definition } : undefined };
}

/** The norm with what was passed over and what was done besides. */
function Painted({ run, found }: { run: ConformanceRun; found: Conformance }) {
  const { t } = useTranslation("analyze");
  const say = useSay();
  const { search, key, open } = useGo();
  const { xml, drawn } = useNorm(search.norm);
  const paint = useMemo(() => {
    const paint: Record<string, Paint> = {};
    const besides = new Map<string, number>();
    for (const { after, times } of found.inserted) if (after) besides.set(after, (besides.get(after) ?? 0) + times);
    for (const task of found.tasks) {
      const share = task.done + task.skipped > 0 ? task.skipped / (task.done + task.skipped) : 0;
      const more = besides.get(task.element) ?? 0;
      const parts = [task.skipped > 0 ? `−${say.count(task.skipped)}` : "", more > 0 ? `+${say.count(more)}` : ""].filter(Boolean);
      const title = t("norm.painted", { name: task.name || task.element, done: say.count(task.done), skipped: say.count(task.skipped), more: say.count(more) });
      const marker = share > 0 ? `worse-${share > 0.5 ? 3 : share > 0.1 ? 2 : 1}` : more > 0 ? "worse-1" : task.done > 0 ? "passed" : undefined;
      paint[task.element] = { ...(parts.length > 0 ? { note: { text: parts.join(" "), title } } : {}), ...(marker ? { marker } : {}) };
    }
    return paint;
    // What is painted follows what was found; how it is told follows the language.
  }, [found, t]);
  const skipped = new Set(found.tasks.filter((task) => task.skipped > 0).map((task) => task.element));
  const choose = (element: string | undefined) => element && skipped.has(element) && open("cases", { ...(search.norm ? { norm: search.norm } : {}), run: run.id, found: "skipped", element });
  return (
    <Block title={t("norm.diagram")} beside={<span className={classes.small}>{t("norm.legend")}</span>}>
      {xml.error ? <ErrorState error={xml.error} /> : null}
      <div className={classes.canvas} data-process={key}>
        {xml.data && (
          <Suspense fallback={<LoadingPage />}>
            <Diagram xml={xml.data} label={t("norm.diagram")} paint={paint} drawn={drawn} onChoose={choose} />
          </Suspense>
        )}
      </div>
    </Block>
  );
}

function Skipped({ run, found }: { run: ConformanceRun; found: Conformance }) {
  const { t } = useTranslation("analyze");
  const say = useSay();
  const rows = [...found.tasks].sort((a, b) => b.skipped - a.skipped || b.done - a.done);
  return (
    <Block title={t("norm.tasks")}>
      <Lines
        label={t("norm.tasks")}
        testId="norm-tasks"
        head={
          <>
            <th scope="col">{t("column.normTask")}</th>
            <th scope="col" className={classes.number}>{t("column.done")}</th>
            <th scope="col" className={classes.number}>{t("column.skipped")}</th>
            <th scope="col" className={classes.number}>{t("column.cases")}</th>
          </>
        }
      >
        {rows.map((task) => (
          <tr key={task.element}>
            <td>
              <bdi>{task.name || task.element}</bdi>
              {found.unmatched.includes(task.element) && <div className={classes.small}>{t("norm.unmatched")}</div>}
            </td>
            <td className={classes.number}>{say.count(task.done)}</td>
            <td className={classes.number}>{say.count(task.skipped)}</td>
            <td className={classes.number}><Behind run={run} found="skipped" element={task.element} n={task.cases} label={t("behind.skipped", { of: task.name || task.element })} /></td>
          </tr>
        ))}
      </Lines>
    </Block>
  );
}

function Inserted({ run, found }: { run: ConformanceRun; found: Conformance }) {
  const { t } = useTranslation("analyze");
  const say = useSay();
  const named = new Map(found.tasks.map((task) => [task.element, task.name || task.element]));
  return (
    <Block title={t("norm.inserted")}>
      {found.inserted.length === 0 ? (
        <p className={classes.none}>{t("norm.noInserted")}</p>
      ) : (
        <Lines
          label={t("norm.inserted")}
          testId="norm-inserted"
          head={
            <>
              <th scope="col">{t("column.activity")}</th>
              <th scope="col">{t("column.after")}</th>
              <th scope="col" className={classes.number}>{t("column.count")}</th>
              <th scope="col" className={classes.number}>{t("column.cases")}</th>
            </>
          }
        >
          {found.inserted.map((of) => {
            const after = of.after ? (named.get(of.after) ?? of.after) : t("map.start");
            const what = of.name || of.activity;
            return (
              <tr key={`${of.activity}>${of.after ?? ""}`}>
                <td><bdi>{what}</bdi></td>
                <td><bdi>{after}</bdi></td>
                <td className={classes.number}>{say.count(of.times)}</td>
                <td className={classes.number}><Behind run={run} found="inserted" element={of.activity} {...(of.after ? { after: of.after } : {})} n={of.cases} label={t("behind.inserted", { of: what, after })} /></td>
              </tr>
            );
          })}
        </Lines>
      )}
    </Block>
  );
}
