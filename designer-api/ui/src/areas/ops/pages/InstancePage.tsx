import { Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { MoveRight } from "lucide-react";
import { Suspense, lazy, useDeferredValue, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { LOOK, useTopic } from "@/api/topics";
import type { InstanceDetail } from "@/api/types";
import { useMay } from "@/app/session";
import { useKind } from "@/diagram/kind";
import { Diagram, type Paint } from "@/diagram";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingPage } from "@/shared/Loading";
import { Page } from "@/shared/Page";
import { PersonName } from "@/shared/PersonName";
import { StatusTag, statusOf } from "@/shared/StatusTag";
import { When } from "@/shared/When";
import { useProcessName } from "@/shared/definitions";
import { namesIn, useXml } from "@/shared/versions";
import { activitiesQuery, instanceQuery } from "../modules/ahead";
import { moments, paintAt } from "../modules/replay";
import { TABS, type Tab } from "../modules/search";
import classes from "../ops.module.css";

const ElementTree = lazy(() => import("../modules/ElementTree").then((module) => ({ default: module.ElementTree })));
const Events = lazy(() => import("../modules/parts").then((module) => ({ default: module.Events })));
const Incidents = lazy(() => import("../modules/parts").then((module) => ({ default: module.Incidents })));
const Jobs = lazy(() => import("../modules/parts").then((module) => ({ default: module.Jobs })));
const Related = lazy(() => import("../modules/parts").then((module) => ({ default: module.Related })));
const Waits = lazy(() => import("../modules/parts").then((module) => ({ default: module.Waits })));
const Actions = lazy(() => import("../modules/InstanceActions").then((module) => ({ default: module.InstanceActions })));
const Choices = lazy(() => import("@/shared/Choices").then((module) => ({ default: module.Choices })));
const Replay = lazy(() => import("../modules/ReplayBar").then((module) => ({ default: module.ReplayBar })));
const Tasks = lazy(() => import("../modules/Tasks").then((module) => ({ default: module.Tasks })));
const Tokens = lazy(() => import("../modules/Tokens").then((module) => ({ default: module.Tokens })));
const Variables = lazy(() => import("../modules/Variables").then((module) => ({ default: module.Variables })));

/** One instance: where it is, what it waits for, what happened, and what an operator can do about it. */
export function InstancePage() {
  const { t } = useTranslation(["ops", "common"]);
  const { id } = useParams({ strict: false }) as { id: string };
  const search = useSearch({ strict: false }) as { tab?: Tab; element?: string; step?: number; edit?: boolean };
  const navigate = useNavigate();
  const may = useMay();
  const kindOf = useKind();
  const processOf = useProcessName();
  useTopic(`instance:${id}`);
  const found = useQuery({ ...instanceQuery(id), refetchInterval: LOOK });
  const visits = useQuery({ ...activitiesQuery(id), refetchInterval: LOOK });
  const detail = found.data;
  const xml = useXml(detail?.definition);
  // What elements are called comes after the diagram has begun to be drawn: that is what is waited for.
  const drawnXml = useDeferredValue(xml.data, undefined);
  const names = useMemo(() => namesIn(drawnXml), [drawnXml]);
  const all = useMemo(() => moments(visits.data?.items ?? []), [visits.data]);
  const step = search.step === undefined ? undefined : Math.min(all.length, Math.max(0, search.step));
  const paint = useMemo(() => (detail ? (step === undefined ? paintNow(detail, all) : paintAt(all, step, detail.process)) : {}), [detail, all, step]);
  const drawn = step === undefined ? { instance: id, at: detail?.lastActivity } : { definition: detail?.definition ?? "", tokens: tokensOf(paint) };
  const go = (change: object) => void navigate({ to: ".", search: { ...search, ...change }, replace: true } as never);
  if (found.error) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  if (!detail) return <LoadingPage />;
  const running = detail.state === "running";
  const operates = may("operate") && running;
  const nameOf = (element: string) => names.get(element)?.name || kindOf(names.get(element)?.kind ?? "unknown");
  const keysOf = new Map((visits.data?.items ?? []).map((visit) => [Number(visit.key), visit.element]));
  const waits = detail.elements.flatMap((element) => element.waits);
  const editing = operates && search.edit === true;
  const tab = search.tab ?? "elements";
  const places = !editing ? [] : [...names]
    .filter(([, { kind }]) => /(Task|Event|Gateway|SubProcess|subProcess|callActivity|transaction|task)$/.test(kind) && kind !== "startEvent" && kind !== "boundaryEvent")
    .map(([value]) => ({ value, label: nameOf(value) }));
  return (
    <Page
      title={detail.businessKey ?? detail.id.slice(-8)}
      actions={
        <>
          <StatusTag status={statusOf(detail)} />
          {may("operate") && !editing && (
            <Suspense fallback={null}>
              <Actions detail={detail} onEdit={() => go({ edit: true, step: undefined })} />
            </Suspense>
          )}
        </>
      }
    >
      <div className={classes.whole}>
      {editing && (
        <div className={classes.banner} role="status">
          <MoveRight size={16} aria-hidden />
          <b>{t("tokens.mode")}</b>
          {t("tokens.modeHint")}
        </div>
      )}
      <div className={classes.facts}>
        <span>
          {t("column.process")}{" "}
          <Link to="/ops/processes/$key" params={{ key: detail.process } as never} search={{ version: detail.version } as never}>
            <bdi>{processOf(detail.process)}</bdi> {t("version", { version: detail.version, tag: "" })}
          </Link>
        </span>
        <span>
          {t("column.started")} <b><When at={detail.started} /></b>
        </span>
        {detail.initiator && (
          <span>
            {t("column.initiator")} <b><PersonName id={detail.initiator} /></b>
          </span>
        )}
        {detail.ended && (
          <span>
            {t("column.ended")} <b><When at={detail.ended} /></b>
          </span>
        )}
        <span>
          {t("column.activity")} <b><When at={detail.lastActivity} /></b>
        </span>
        <span>
          {t("column.id")} {detail.id}
        </span>
      </div>
      <div className={`${classes.split} ${editing ? classes.mode : ""}`}>
        <div style={{ display: "flex", flexDirection: "column", minHeight: 0, minWidth: 0 }}>
          <div className={classes.canvas} style={{ flex: 1 }}>
            {xml.error ? <ErrorState error={xml.error} /> : null}
            {xml.data && (
              <Suspense fallback={<LoadingPage />}>
                <Diagram xml={xml.data} label={t("instance.diagram")} paint={paint} drawn={drawn} chosen={search.element} onChoose={(element) => go({ element })} />
              </Suspense>
            )}
          </div>
          <Suspense fallback={<div className={classes.replay} />}>
            <Replay step={step} moments={all} nameOf={nameOf} onStep={(next) => go({ step: next })} />
          </Suspense>
        </div>
        <section className={classes.side} aria-label={t("instance.parts")}>
          {editing ? (
            <div className={classes.scroll}>
              <Suspense fallback={<LoadingPage />}>
                <Tokens instance={id} elements={detail.elements} places={places} chosen={search.element} nameOf={nameOf} onLeave={() => go({ edit: undefined })} />
              </Suspense>
            </div>
          ) : (
            <Tabs value={tab} onChange={(next) => go({ tab: next ?? undefined })} keepMounted={false} style={{ display: "flex", flexDirection: "column", minHeight: 0, flex: 1 }}>
              <Tabs.List>
                {TABS.filter((one) => one !== "history" || may("see-trace")).map((one) => (
                  <Tabs.Tab key={one} value={one} px={6}>
                    {t(`tab.${one}`)}
                    {one === "incidents" && detail.incidents > 0 && <span className={classes.stuck}>{` ${detail.incidents}`}</span>}
                  </Tabs.Tab>
                ))}
              </Tabs.List>
              <Tabs.Panel value={tab} className={classes.scroll}>
                <Suspense fallback={<LoadingPage />}>
                  {tab === "elements" && <ElementTree elements={detail.elements} chosen={search.element} nameOf={nameOf} onChoose={(element) => go({ element })} />}
                  {tab === "variables" && <Variables instance={id} elements={detail.elements} nameOf={nameOf} mayEdit={operates} />}
                  {tab === "waits" && operates && waits.some((wait) => wait.kind === "activation") && <Choices instance={id} />}
                  {tab === "waits" && running && may("see-tasks") && <Tasks instance={id} nameOf={nameOf} />}
                  {tab === "waits" && <Waits waits={waits} nameOf={nameOf} />}
                  {tab === "incidents" && <Incidents elements={detail.elements} instance={id} nameOf={nameOf} mayOperate={operates} />}
                  {tab === "jobs" && <Jobs waits={waits} nameOf={nameOf} />}
                  {tab === "related" && <Related detail={detail} />}
                  {tab === "history" && <Events instance={id} nameOf={nameOf} of={(key) => keysOf.get(key)} />}
                </Suspense>
              </Tabs.Panel>
            </Tabs>
          )}
        </section>
      </div>
      </div>
    </Page>
  );
}

/** The elements with tokens, each as often as it has one. */
const tokensOf = (paint: Record<string, Paint>): string[] => Object.entries(paint).flatMap(([element, { active = 0 }]) => Array<string>(active).fill(element));

/** Where it is now: the scopes are left out, for they are where their elements are. */
function paintNow(detail: InstanceDetail, all: ReturnType<typeof moments>): Record<string, Paint> {
  const paint = paintAt(all, all.length, detail.process);
  for (const own of Object.values(paint)) own.active = 0;
  const scopes = new Set(detail.elements.map((element) => element.scope));
  for (const element of detail.elements) {
    const own = (paint[element.element] ??= {});
    if (!scopes.has(element.key)) own.active = (own.active ?? 0) + 1;
    if (element.incident) own.incidents = (own.incidents ?? 0) + 1;
  }
  delete paint[detail.process];
  return paint;
}
