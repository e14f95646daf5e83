import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { NodeAnswer } from "@/api/types";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingRows } from "@/shared/Loading";
import classes from "../monitor.module.css";
import { Drivers } from "../modules/Drivers";
import { Level, Way, pathOf, useGo } from "../modules/Level";
import { NodeWaits } from "../modules/NodeWaits";
import { Series } from "../modules/Series";
import { useModel, useNodeFigures } from "../modules/asked";
import { AsTable, Bars } from "../modules/charts";
import { Figure, useFigures } from "../modules/figures";
import type { Question } from "@/shared/level/question";

const WITHOUT: (keyof Question)[] = ["longer", "shorter"];

/** One node: how its times lie, how they went, and with what slow ones go together. */
export function NodePage() {
  const { t } = useTranslation("monitor");
  const { key, elementId } = useParams({ strict: false }) as { key: string; elementId: string };
  const { search } = useGo();
  // How long is said of instances; here it would be taken to be said of visits.
  const { longer: _, shorter: __, ...asked } = search;
  const found = useNodeFigures(key, elementId, asked);
  const model = useModel(key, search.version);
  const say = useFigures();
  const data = found.data;
  const name = model.nameOf(elementId);
  const crumbs = [
    { label: t("portfolio.title"), to: "/monitor" },
    { label: model.title, to: pathOf(key) },
  ];
  return (
    <Level title={name} crumbs={crumbs} process={key} versions={model.versions} answer={data} compares without={WITHOUT}>
      {found.error ? <ErrorState error={found.error} retry={() => void found.refetch()} /> : null}
      {found.isLoading && <LoadingRows rows={10} />}
      {data && (
        <>
          <p className={classes.say}>
            {t(`nature.${data.nature}`)} · {t("node.visits", { n: say.count(data.visits) })} · {typeof data.people === "number" ? t("node.people", { n: say.count(data.people) }) : t("node.noPeople")} ·{" "}
            <Way to={pathOf(key, "/evidence")} change={{ handle: data.evidence }}>{t("evidence.open")}</Way> · <Way to={pathOf(key, "/cases")} change={{ node: elementId }}>{t("node.cases")}</Way>
          </p>
          <TimesTable node={data} />
          <NodeWaits process={key} node={elementId} search={asked} />
          <Distribution process={key} node={elementId} name={name} buckets={data.distribution} p95={data.sojourn.p95.value} />
          <Series process={key} title={name} series={data.series} step={data.seriesMs} from={data.from} until={data.until} node={elementId} />
          <Drivers process={key} search={asked} node={elementId} />
        </>
      )}
    </Level>
  );
}

/** Where the time of a visit goes. */
function TimesTable({ node }: { node: NodeAnswer }) {
  const { t } = useTranslation("monitor");
  const say = useFigures();
  const rows = [
    ["queue", node.queue],
    ["claimed", node.claimed],
    ["service", node.service],
    ["sojourn", node.sojourn],
  ] as const;
  return (
    <section aria-label={t("node.times")} className={classes.block}>
      <h2>{t("node.times")}</h2>
      <div className={classes.scroll} tabIndex={0} role="group" aria-label={t("node.times")}>
        <table className={classes.lines}>
          <thead>
            <tr>
              <th scope="col">{t("column.time")}</th>
              <th scope="col" className={classes.number}>{t("column.n")}</th>
              <th scope="col" className={classes.number}>{t("column.mean")}</th>
              <th scope="col" className={classes.number}>{t("column.p50")}</th>
              <th scope="col" className={classes.number}>{t("column.p95")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([part, times]) => (
              <tr key={part}>
                <th scope="row" title={t(`heatHint.${part}`)}>{t(`heat.${part}`)}</th>
                <td className={classes.number}>{say.count(times.mean.n)}</td>
                <td className={classes.number}><Figure measure={times.mean} /></td>
                <td className={classes.number}><Figure measure={times.p50} /></td>
                <td className={classes.number}><Figure measure={times.p95} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={classes.say}>
        {t("column.contribution")} <b><Figure measure={node.contribution} n /></b> · {t("heat.failure")} <b><Figure measure={node.incidents} n /></b> · {t("kpi.terminated")} <b><Figure measure={node.terminated} n /></b>
        {typeof node.comparedVisits === "number" && (
          <>
            {" · "}
            {t("column.before")} <b>{t("node.visits", { n: say.count(node.comparedVisits) })}, <Figure measure={node.comparedSojourn} /></b>
          </>
        )}
      </p>
    </section>
  );
}

interface Bucket {
  from: number;
  until: number;
  n: number;
}

/** How the durations of visits lie; each range leads to the visits in it. */
function Distribution({ process, node, name, buckets, p95 }: { process: string; node: string; name: string; buckets: Bucket[]; p95: number | null | undefined }) {
  const { t } = useTranslation("monitor");
  const say = useFigures();
  const { open } = useGo();
  if (buckets.length === 0) return <p className={classes.none}>{t("state.noData")}</p>;
  const range = (bucket: Bucket) => t("node.range", { from: say.time(bucket.from), until: say.time(bucket.until) });
  const filter = (bucket: Bucket) => ({ node, visitLonger: bucket.from, visitShorter: Math.max(bucket.from, bucket.until - 1) });
  const rows = pathOf(process, "/evidence");
  const bars = buckets.map((bucket) => ({ key: String(bucket.from), value: bucket.n, label: `${range(bucket)} · ${t("series.n", { n: say.count(bucket.n) })}` }));
  return (
    <section aria-label={t("node.distribution")} className={classes.block}>
      <h2>{t("node.distribution")}</h2>
      <h3 className={classes.small}>{t("series.most", { what: t("column.visits"), value: say.count(Math.max(...buckets.map((bucket) => bucket.n))) })}</h3>
      <Bars
        label={t("node.distributionOf", { name })}
        bars={bars}
        height={120}
        first={say.time(buckets[0]!.from)}
        last={say.time(buckets[buckets.length - 1]!.until)}
        onOpen={(from) => {
          const bucket = buckets.find((one) => String(one.from) === from);
          if (bucket) open(rows, filter(bucket));
        }}
      />
      {typeof p95 === "number" && <p className={classes.say}>{t("node.p95", { time: say.time(p95) })}</p>}
      <AsTable>
        <table className={classes.lines}>
          <thead>
            <tr>
              <th scope="col">{t("column.range")}</th>
              <th scope="col" className={classes.number}>{t("column.visits")}</th>
            </tr>
          </thead>
          <tbody>
            {buckets
              .filter((bucket) => bucket.n > 0)
              .map((bucket) => (
                <tr key={bucket.from}>
                  <td><Way to={rows} change={filter(bucket)}>{range(bucket)}</Way></td>
                  <td className={classes.number}>{say.count(bucket.n)}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </AsTable>
    </section>
  );
}
