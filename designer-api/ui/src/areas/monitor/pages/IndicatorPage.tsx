import { Button, Group } from "@mantine/core";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { BellPlus, Pencil, Trash2 } from "lucide-react";
import { Suspense, lazy, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command } from "@/api/request";
import type { IndicatorDetail, IndicatorValue } from "@/api/types";
import { useMay } from "@/app/session";
import { useProcessName } from "@/shared/definitions";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingRows } from "@/shared/Loading";
import { PersonName } from "@/shared/PersonName";
import { When, formatTime } from "@/shared/When";
import own from "../indicators.module.css";
import classes from "../monitor.module.css";
import { Course } from "../modules/Course";
import { Drivers } from "../modules/Drivers";
import { Level, Way, pathOf, useGo } from "../modules/Level";
import { Owner, Standing, Valued } from "../modules/Standing";
import { AsTable } from "../modules/charts";
import { useModel } from "../modules/asked";
import { SIZES, said, useIndicator, useIndicatorVersions, useIndicatorWords } from "../modules/indicators";
import type { MonitorSearch } from "../modules/search";

const IndicatorEditor = lazy(() => import("../modules/IndicatorEditor").then((module) => ({ default: module.IndicatorEditor })));
const ReasonDialog = lazy(() => import("@/shared/ReasonDialog").then((module) => ({ default: module.ReasonDialog })));

const CRUMBS = (title: string) => [{ label: title, to: "/monitor/indicators" }];

/** One indicator: how it stands and since when, the rows behind it, what goes with it, and what it was defined as before. */
export function IndicatorPage() {
  const { t } = useTranslation("indicators");
  const { key } = useParams({ strict: false }) as { key: string };
  const { search } = useGo();
  const may = useMay();
  const navigate = useNavigate();
  const found = useIndicator(key, search.version, {});
  const [open, setOpen] = useState<"edit" | "remove" | null>(null);
  const data = found.data;
  const indicator = data?.definition.indicator;
  const remove = useCommand((reason: string, once) => command("delete", "/api/v1/analytics/indicators/{key}", { path: { key }, body: { reason } }, once, { headers: { "if-match": `"${data?.definition.version ?? 0}"` } }), {
    stale: [keys.analytics()],
    onDone: () => void navigate({ to: "/monitor/indicators" } as never),
  });
  const edits = may("set-indicators") && data !== undefined && search.version === undefined;
  const watches = may("set-parameters") && data !== undefined && search.version === undefined && !data.definition.removed;
  return (
    <Level
      title={indicator ? said(indicator.name) : key}
      crumbs={CRUMBS(t("title"))}
      answer={data}
      without={["version"]}
      timeless
      actions={
        (edits || watches) && (
          <Group gap="xs" ms="auto">
            {watches && (
              <Button variant="default" component={Link} to={"/alerts/rules/new" as never} search={{ indicator: key } as never} leftSection={<BellPlus size={14} aria-hidden />}>
                {t("watch")}
              </Button>
            )}
            {edits && (
            <>
            <Button variant="default" leftSection={<Pencil size={14} aria-hidden />} onClick={() => setOpen("edit")}>
              {t("edit")}
            </Button>
            <Button variant="default" leftSection={<Trash2 size={14} aria-hidden />} onClick={() => setOpen("remove")}>
              {t("remove")}
            </Button>
            </>
            )}
          </Group>
        )
      }
    >
      {found.error ? <ErrorState error={found.error} retry={() => void found.refetch()} /> : null}
      {found.isLoading && <LoadingRows rows={8} />}
      {data && <Stands data={data} />}
      {data && <How data={data} />}
      {data && <Behind data={data} />}
      <Versions id={key} />
      <Suspense fallback={null}>
        {open === "edit" && data && <IndicatorEditor before={data.definition} onClose={() => setOpen(null)} />}
        {open === "remove" && indicator && (
        <ReasonDialog title={t("removeTitle", { name: said(indicator.name) })} effect={t("removeEffect")} confirm={t("remove")} danger busy={remove.isPending} error={remove.error} onConfirm={(reason) => remove.mutate(reason)} onClose={() => setOpen(null)} />
      )}
      </Suspense>
    </Level>
  );
}

/** What it measures, against what, and how it stands now and stood before. */
function Stands({ data }: { data: IndicatorDetail }) {
  const { t } = useTranslation("indicators");
  const say = useIndicatorWords();
  const nameOf = useProcessName();
  const { indicator } = data.definition;
  const since = turned(data.series);
  return (
    <section aria-label={t("now")} className={classes.block}>
      <div className={classes.blockHead}>
        <Standing value={data.value} />
        <b className={own.great}>
          <Valued indicator={indicator} value={data.value} />
        </b>
        <span>{t("targetIs", { target: say.target(indicator) })}</span>
        {typeof data.value.beyond === "number" && <span className={classes.missed}>{t("beyond", { value: say.inUnit(data.value.beyond, indicator.unit) })}</span>}
        {since && (
          <span>
            {t("since")} <When at={over(since)} />
          </span>
        )}
      </div>
      <dl className={own.facts}>
        <dt>{t("column.of")}</dt>
        <dd>
          <bdi>{indicator.process ? nameOf(indicator.process) : t("node", { id: indicator.node ?? "" })}</bdi>
        </dd>
        <dt>{t("field.formula")}</dt>
        <dd>
          <code>{indicator.formula}</code>
        </dd>
        <dt>{t("field.window")}</dt>
        <dd>
          {t("window", { count: indicator.windowDays })} · <When at={data.value.from} /> – <When at={data.value.until} />
        </dd>
        <dt>{t("column.before")}</dt>
        <dd>
          <Valued indicator={indicator} value={data.before} />
        </dd>
        <dt>{t("column.owner")}</dt>
        <dd>
          <Owner owner={indicator.owner} />
        </dd>
      </dl>
    </section>
  );
}

/** Since when it has stood as it does without a break; none where that is all that is shown. */
export function turned(series: IndicatorValue[]): string | null {
  const last = series[series.length - 1];
  if (!last || !["good", "warn", "bad"].includes(last.state)) return null;
  let at = series.length - 1;
  while (at > 0 && series[at - 1]!.state === last.state) at -= 1;
  return at > 0 ? series[at]!.until : null;
}

/** The last window ends with the hour that has begun, which is not over yet. */
const over = (at: string) => (Date.parse(at) > Date.now() ? new Date().toISOString() : at);

function How({ data }: { data: IndicatorDetail }) {
  const { t } = useTranslation("indicators");
  const say = useIndicatorWords();
  const { indicator } = data.definition;
  const warn = typeof indicator.warn === "number" ? t("warnIs", { value: `${say.sign(indicator.direction)} ${say.inUnit(indicator.warn, indicator.unit)}` }) : "";
  const point = (one: IndicatorValue) => `${formatTime(one.until)} · ${say.value(indicator, one)}`;
  return (
    <section aria-label={t("course")} className={classes.block}>
      <h2>{t("course")}</h2>
      <p className={classes.small}>{t("courseHint", { count: indicator.windowDays })}</p>
      <Course label={t("courseOf", { name: said(indicator.name) })} indicator={indicator} series={data.series} say={point} targetLabel={t("targetIs", { target: say.target(indicator) })} warnLabel={warn} />
      <AsTable label={t("asTable")}>
        <div className={classes.scroll} tabIndex={0} role="group" aria-label={t("course")}>
          <table className={classes.lines} data-testid="course">
            <thead>
              <tr>
                <th scope="col">{t("column.until")}</th>
                <th scope="col">{t("column.state")}</th>
                <th scope="col" className={classes.number}>{t("column.value")}</th>
              </tr>
            </thead>
            <tbody>
              {[...data.series].reverse().map((one) => (
                <tr key={one.until}>
                  <td><When at={one.until} /></td>
                  <td><Standing value={one} /></td>
                  <td className={classes.number}><Valued indicator={indicator} value={one} /></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </AsTable>
    </section>
  );
}

/** The rows behind it, process by process, and what goes with those that miss the target. */
function Behind({ data }: { data: IndicatorDetail }) {
  const { t } = useTranslation("indicators");
  const nameOf = useProcessName();
  const { search } = useGo();
  const { indicator } = data.definition;
  const window: Partial<MonitorSearch> = { from: data.value.from, until: data.value.until, ...(indicator.version ? { version: indicator.version } : {}) };
  const late = lateBeyond(data);
  const first = data.value.evidence.length === 1 ? data.value.evidence[0] : undefined;
  return (
    <section aria-label={t("behind")} className={classes.block}>
      <h2>{t("behind")}</h2>
      {data.value.evidence.length === 0 && <p className={classes.none}>{t("noEvidence")}</p>}
      <ul className={classes.reasons}>
        {data.value.evidence.map((one) => (
          <li key={one.process}>
            {nameOf(one.process)}{t("common:colon")}
            {one.node && (
              <>
                <NodeWay process={one.process} node={one.node} change={window} /> ·{" "}
              </>
            )}
            <Way to={pathOf(one.process, "/evidence")} change={{ handle: one.handle }}>
              {t("rows")}
            </Way>{" "}
            ·{" "}
            <Way to={pathOf(one.process, "/cases")} change={{ ...window, ...(one.node ? { node: one.node } : {}), ...(late !== undefined && !one.node ? { longer: late } : {}) }}>
              {t("cases")}
            </Way>{" "}
            ·{" "}
            <Way to={pathOf(one.process)} change={{ ...window, compare: true }}>
              {t("compare")}
            </Way>{" "}
            · <Link to={`/suggestions/${encodeURIComponent(one.process)}`}>{t("better")}</Link>
          </li>
        ))}
      </ul>
      {first && data.value.state !== "good" && <Drivers process={first.process} search={search.flag ? { ...window, flag: search.flag } : window} beyond={late} carry={window} {...(first.node ? { node: first.node } : {})} />}
    </section>
  );
}

/** From how many ms on a time misses the target; none where what is measured is no time. */
function lateBeyond({ definition: { indicator }, value }: IndicatorDetail): number | undefined {
  const size = SIZES[indicator.unit];
  return value.measure.unit === "ms" && size !== undefined && indicator.direction === "lower" ? Math.floor(indicator.target * size) : undefined;
}

function NodeWay({ process, node, change }: { process: string; node: string; change: Partial<MonitorSearch> }) {
  const model = useModel(process, undefined);
  return (
    <Way to={pathOf(process, `/e/${encodeURIComponent(node)}`)} change={change}>
      <bdi>{model.nameOf(node)}</bdi>
    </Way>
  );
}

/** What it was, who changed it, when and why. */
function Versions({ id }: { id: string }) {
  const { t } = useTranslation("indicators");
  const say = useIndicatorWords();
  const found = useIndicatorVersions(id);
  const items = found.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section aria-label={t("versions")} className={classes.block}>
      <h2>{t("versions")}</h2>
      <div className={classes.scroll} tabIndex={0} role="group" aria-label={t("versions")}>
        <table className={classes.lines} data-testid="versions">
          <thead>
            <tr>
              <th scope="col">{t("column.version")}</th>
              <th scope="col">{t("column.at")}</th>
              <th scope="col">{t("column.by")}</th>
              <th scope="col" className={classes.number}>{t("column.target")}</th>
              <th scope="col">{t("column.reason")}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((one) => (
              <tr key={one.version}>
                <td>
                  <Way to={`/monitor/indicators/${encodeURIComponent(id)}`} change={{ version: one.version }}>
                    {t("version", { version: one.version })}
                  </Way>
                  {one.removed && <span className={classes.small}> {t("removed")}</span>}
                </td>
                <td><When at={one.at} /></td>
                <td><PersonName id={one.actor} /></td>
                <td className={classes.number}>{say.target(one.indicator)}</td>
                <td><bdi>{one.reason}</bdi></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
