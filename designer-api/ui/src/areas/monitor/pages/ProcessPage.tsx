import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Suspense, lazy, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { FlowAnswer, NodeAnswer, VersionAnswer } from "@/api/types";
import { Diagram } from "@/diagram";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingPage, LoadingRows } from "@/shared/Loading";
import classes from "../monitor.module.css";
import { Change } from "../modules/Change";
import { Level, Way, pathOf, useGo } from "../modules/Level";
import { Series } from "../modules/Series";
import { Tiles } from "../modules/Tiles";
import { indicesQuery, useModel, useProcessFigures } from "../modules/asked";
import { AsTable } from "../modules/charts";
import { Figure, useFigures } from "../modules/figures";
import { amount, isChange, paintHeat, timesOf } from "../modules/heat";
import { DAY } from "@/shared/level/question";
import { HEATS, type Heat } from "../modules/search";

const Indices = lazy(() => import("../modules/Indices").then((module) => ({ default: module.Indices })));

/** One process: what it comes to, where its time goes, and what has changed. */
export function ProcessPage() {
  const { t } = useTranslation("monitor");
  const { key } = useParams({ strict: false }) as { key: string };
  const { search } = useGo();
  const found = useProcessFigures(key, search);
  const indices = useQuery(indicesQuery(key, search));
  const model = useModel(key, search.version);
  const data = found.data;
  return (
    <Level title={model.title} crumbs={[{ label: t("portfolio.title"), to: "/monitor" }]} process={key} versions={model.versions} answer={data} compares>
      {found.error ? <ErrorState error={found.error} retry={() => void found.refetch()} /> : null}
      {found.isLoading && <LoadingRows rows={10} />}
      {data && (
        <>
          <Tiles process={key} summary={data.summary} before={data.compared} indices={indices.data?.items} />
          <p className={classes.say}>
            <Way to={pathOf(key, "/evidence")} change={{ handle: data.summary.evidence }}>
              {t("evidence.open")}
            </Way>
          </p>
          <Heatmap process={key} nodes={data.nodes} flows={data.flows} model={model} comparing={search.compare === true || search.against !== undefined} />
          {data.change && <Change process={key} delta={data.change} nameOf={model.nameOf} />}
          <Series process={key} title={model.title} series={data.summary.series} step={DAY} from={data.from} until={data.until} />
          <Versions process={key} versions={data.versions} />
          <section aria-label={t("indices.title")} className={classes.block}>
            <h2>{t("indices.title")}</h2>
            {indices.error ? <ErrorState error={indices.error} retry={() => void indices.refetch()} /> : null}
            {indices.data && <Suspense fallback={<LoadingRows />}><Indices indices={indices.data.items} process={key} settings={indices.data.settings} /></Suspense>}
          </section>
        </>
      )}
    </Level>
  );
}

type Model = ReturnType<typeof useModel>;

/** The diagram with what there is of something at each node, and the same as a table beside it. */
function Heatmap({ process, nodes, flows, model, comparing }: { process: string; nodes: NodeAnswer[]; flows: FlowAnswer[]; model: Model; comparing: boolean }) {
  const { t } = useTranslation("monitor");
  const say = useFigures();
  const { search, go, open } = useGo();
  const heats = HEATS.filter((one) => comparing || !isChange(one));
  const heat: Heat = heats.find((one) => one === search.heat) ?? "sojourn";
  const { nameOf } = model;
  const told = (value: number) => {
    if (heat === "frequency") return say.count(value);
    if (heat === "failure") return say.share(value);
    if (heat === "frequencyChange") return `${value > 0 ? "+" : ""}${say.count(value)}`;
    return heat === "sojournChange" ? say.signed(value) : say.time(value);
  };
  const paint = useMemo(
    () => paintHeat(nodes, flows, heat, told, (node, figure) => `${nameOf(node)} · ${t(`heat.${heat}`)} ${figure}`),
    // What is painted follows the answer and the heat; how it is told follows the language.
    [nodes, flows, heat, model.names, t],
  );
  const rows = [...nodes].sort((a, b) => Math.abs(amount(b, heat) ?? 0) - Math.abs(amount(a, heat) ?? 0));
  const known = new Set(nodes.map((node) => node.node));
  const nodeWay = (node: string) => pathOf(process, `/e/${encodeURIComponent(node)}`);
  return (
    <section aria-label={t("heat.title")} className={classes.block}>
      <div className={classes.blockHead}>
        <h2>{t("heat.title")}</h2>
        <Select aria-label={t("heat.label")} w={190} allowDeselect={false} data={heats.map((one) => ({ value: one, label: t(`heat.${one}`) }))} value={heat} onChange={(next) => go({ heat: next ?? undefined })} />
        <Legend heat={heat} />
      </div>
      <div className={comparing ? `${classes.split} ${classes.wider}` : classes.split}>
        <div className={classes.canvas}>
          {model.xml.error ? <ErrorState error={model.xml.error} /> : null}
          {model.xml.data && (
            <Suspense fallback={<LoadingPage />}>
              <Diagram xml={model.xml.data} label={t("heat.diagram", { name: model.title, what: t(`heat.${heat}`) })} paint={paint} drawn={model.definition ? { definition: model.definition } : undefined} onChoose={(element) => element && known.has(element) && open(nodeWay(element))} />
            </Suspense>
          )}
        </div>
        <div className={classes.beside}>
          {rows.length === 0 ? (
            <EmptyState title={t("state.noData")} hint={t("heat.noneHint")} />
          ) : (
            <NodeTable rows={rows} heat={heat} comparing={comparing} told={told} nameOf={nameOf} nodeWay={nodeWay} />
          )}
          {heat === "frequency" && flows.length > 0 && <Flows process={process} flows={flows} comparing={comparing} nameOf={nameOf} />}
        </div>
      </div>
    </section>
  );
}

function Legend({ heat }: { heat: Heat }) {
  const { t } = useTranslation("monitor");
  const tints = isChange(heat) ? ["better-3", "better-2", "better-1", "worse-1", "worse-2", "worse-3"] : ["1", "2", "3", "4", "5"];
  return (
    <span className={classes.legend}>
      <span>{t(isChange(heat) ? "heat.less" : "heat.little")}</span>
      {tints.map((tint) => (
        <span key={tint} className={classes.swatch} data-tint={tint} aria-hidden />
      ))}
      <span>{t(isChange(heat) ? "heat.more" : "heat.much")}</span>
    </span>
  );
}

interface NodeTableProps {
  rows: NodeAnswer[];
  heat: Heat;
  comparing: boolean;
  told: (value: number) => string;
  nameOf: (node: string) => string;
  nodeWay: (node: string) => string;
}

function NodeTable({ rows, heat, comparing, told, nameOf, nodeWay }: NodeTableProps) {
  const { t } = useTranslation("monitor");
  const say = useFigures();
  const timed = rows.some((row) => timesOf(row, heat) !== undefined);
  return (
    <div className={classes.scroll} tabIndex={0} role="group" aria-label={t("heat.table")}>
      <table className={classes.lines} data-testid="nodes">
        <thead>
          <tr>
            <th scope="col">{t("column.node")}</th>
            <th scope="col" className={classes.number}>{t("column.visits")}</th>
            {timed ? (
              <>
                {isChange(heat) && <th scope="col" className={classes.number}>{t("column.change")}</th>}
                <th scope="col" className={classes.number}>{t("column.mean")}</th>
                <th scope="col" className={classes.number}>{t("column.p50")}</th>
                <th scope="col" className={classes.number}>{t("column.p95")}</th>
              </>
            ) : (
              heat !== "frequency" && <th scope="col" className={classes.number}>{t(`heat.${heat}`)}</th>
            )}
            <th scope="col" className={classes.number}>{t("column.contribution")}</th>
            {comparing && <th scope="col" className={classes.number}>{t("column.before")}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const times = timesOf(row, heat);
            const value = amount(row, heat);
            return (
              <tr key={row.node}>
                <td>
                  <Way to={nodeWay(row.node)}>
                    <bdi>{nameOf(row.node)}</bdi>
                  </Way>
                </td>
                <td className={classes.number}>{say.count(row.visits)}</td>
                {timed ? (
                  <>
                    {isChange(heat) && <td className={classes.number}>{value === undefined ? "–" : told(value)}</td>}
                    <td className={classes.number}><Figure measure={times?.mean} /></td>
                    <td className={classes.number}><Figure measure={times?.p50} /></td>
                    <td className={classes.number}><Figure measure={times?.p95} /></td>
                  </>
                ) : (
                  heat !== "frequency" && <td className={classes.number}>{heat === "failure" ? <Figure measure={row.incidents} /> : value === undefined ? "–" : told(value)}</td>
                )}
                <td className={classes.number}><Figure measure={row.contribution} /></td>
                {comparing && (
                  <td className={classes.number}>
                    {say.count(row.comparedVisits ?? 0)} · <Figure measure={row.comparedSojourn} />
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** The flows of the frequency, by how often they were taken. */
function Flows({ process, flows, comparing, nameOf }: { process: string; flows: FlowAnswer[]; comparing: boolean; nameOf: (element: string) => string }) {
  const { t } = useTranslation("monitor");
  const say = useFigures();
  return (
    <AsTable label={t("heat.flows")}>
      <table className={classes.lines}>
        <thead>
          <tr>
            <th scope="col">{t("column.flow")}</th>
            <th scope="col" className={classes.number}>{t("column.taken")}</th>
            {comparing && <th scope="col" className={classes.number}>{t("column.before")}</th>}
          </tr>
        </thead>
        <tbody>
          {flows.map((flow) => (
            <tr key={flow.flow}>
              <td>
                <Way to={pathOf(process, "/cases")} change={{ flow: flow.flow }}>
                  <bdi>{nameOf(flow.flow)}</bdi>
                </Way>{" "}
                <span className={classes.small}>{flow.flow}</span>
              </td>
              <td className={classes.number}>
                <Way to={pathOf(process, "/evidence")} change={{ handle: flow.evidence }}>
                  {say.count(flow.taken)}
                </Way>
              </td>
              {comparing && <td className={classes.number}>{typeof flow.comparedTaken === "number" ? say.count(flow.comparedTaken) : "–"}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </AsTable>
  );
}

function Versions({ process, versions }: { process: string; versions: VersionAnswer[] }) {
  const { t } = useTranslation("monitor");
  const say = useFigures();
  const { go, search } = useGo();
  if (versions.length === 0) return null;
  return (
    <section aria-label={t("version.title")} className={classes.block}>
      <h2>{t("version.title")}</h2>
      <div className={classes.scroll} tabIndex={0} role="group" aria-label={t("version.title")}>
        <table className={classes.lines}>
          <thead>
            <tr>
              <th scope="col">{t("column.version")}</th>
              <th scope="col" className={classes.number}>{t("column.running")}</th>
              <th scope="col" className={classes.number}>{t("column.ended")}</th>
              <th scope="col" className={classes.number}>{t("kpi.mean")}</th>
              <th scope="col" className={classes.number}>{t("kpi.p50")}</th>
              <th scope="col" className={classes.number}>{t("kpi.p95")}</th>
              <th scope="col" className={classes.number}>{t("kpi.rework")}</th>
              <th scope="col" className={classes.number}>{t("kpi.incidents")}</th>
            </tr>
          </thead>
          <tbody>
            {versions.map(({ version, summary }) => (
              <tr key={version} className={search.version === version ? classes.chosen : undefined}>
                <td>
                  <button type="button" className={classes.choose} onClick={() => go({ version: search.version === version ? undefined : version })}>
                    {t("version.one", { version })}
                  </button>
                </td>
                <td className={classes.number}><Way to={pathOf(process, "/cases")} change={{ running: true, version }}>{say.count(summary.running)}</Way></td>
                <td className={classes.number}><Figure measure={summary.ended} /></td>
                <td className={classes.number}><Figure measure={summary.sojourn.mean} /></td>
                <td className={classes.number}><Figure measure={summary.sojourn.p50} /></td>
                <td className={classes.number}><Figure measure={summary.sojourn.p95} /></td>
                <td className={classes.number}><Figure measure={summary.rework} /></td>
                <td className={classes.number}><Figure measure={summary.incidents} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
