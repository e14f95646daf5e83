import { SegmentedControl, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Suspense, lazy, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { freshKey, get, upload } from "@/api/request";
import type { LogViews as Views, MinedMap } from "@/api/types";
import { language } from "@/app/i18n";
import { LoadingPage, LoadingRows } from "@/shared/Loading";
import { useProblemText } from "@/shared/problemText";
import classes from "../analyze.module.css";
import { Block, Facts, Lines } from "./Frame";
import { Slider } from "./Slider";
import { Trace } from "./Trace";
import { namer, useSay } from "./say";

const MapGraph = lazy(() => import("./MapGraph"));
const PARTS = ["before", "queue", "claimed", "service"] as const;

/** What is asked of the log beside the log itself. */
export interface LogAsked {
  activities: number | undefined;
  paths: number | undefined;
  normTemplate: string | undefined;
}

/** The views of a log of a process that ran elsewhere. The log is sent anew where something else is asked: nothing of it is kept. */
export function LogViews({ file, path, of }: { file: File; path: (asked: LogAsked) => string; of: string }) {
  const say = useProblemText();
  const [asked, setAsked] = useState<LogAsked>({ activities: undefined, paths: undefined, normTemplate: undefined });
  const where = path(asked);
  // Which file it is does not show in what is asked of it.
  const found = useQuery({ queryKey: keys.analytics("log", of, where), queryFn: () => upload<Views>(where, file, freshKey()), placeholderData: (before) => before, staleTime: Infinity, retry: false });
  const ask = (change: Partial<LogAsked>) => setAsked({ ...asked, ...change });
  return (
    <>
      {found.error ? <p role="alert" className={classes.bad}>{say(found.error)}</p> : null}
      {found.isLoading && <LoadingRows rows={8} />}
      {found.data && (
        <div aria-busy={found.isFetching} data-testid="log-views">
          <Times views={found.data} />
          <Drawn map={found.data.map} asked={asked} ask={ask} />
          <Ways views={found.data} />
          <Time views={found.data} />
          <Again views={found.data} />
          <Norm views={found.data} asked={asked} ask={ask} />
        </div>
      )}
    </>
  );
}

function Times({ views }: { views: Views }) {
  const { t } = useTranslation("analyze");
  const say = useSay();
  const { durations, log } = views;
  return (
    <Facts
      facts={[
        { label: t("import.cases"), value: <span data-testid="views-cases">{say.count(log.cases)}</span> },
        { label: t("log.finished"), value: say.count(views.finished) },
        { label: t("bottlenecks.mean"), value: say.time(durations?.mean) },
        { label: t("column.median"), value: durations ? say.quantile(durations.median, views.finished, durations.least) : say.time(null) },
        { label: t("log.p90"), value: durations ? say.quantile(durations.p90, views.finished, durations.least) : say.time(null) },
      ]}
    />
  );
}

function Drawn({ map, asked, ask }: { map: MinedMap; asked: LogAsked; ask: (change: Partial<LogAsked>) => void }) {
  const { t } = useTranslation("analyze");
  const say = useSay();
  const [time, setTime] = useState(false);
  const share = (value: number | undefined) => Math.round((value ?? 1) * 100);
  const asShare = (percent: number) => (percent === 100 ? undefined : percent / 100);
  return (
    <Block title={t("view.map")}>
      <div className={classes.controls}>
        <Slider label={t("map.activities")} value={share(asked.activities)} onChange={(next) => ask({ activities: asShare(next) })} />
        <Slider label={t("map.paths")} value={share(asked.paths)} onChange={(next) => ask({ paths: asShare(next) })} />
        <SegmentedControl aria-label={t("map.show")} size="xs" data={(["count", "time"] as const).map((one) => ({ value: one, label: t(`map.${one}`) }))} value={time ? "time" : "count"} onChange={(next) => setTime(next === "time")} />
        <span className={classes.small}>{t("map.shown", { nodes: map.nodes.length, of: map.activities, rows: say.share(map.rowsShown), steps: say.share(map.stepsShown) })}</span>
      </div>
      <Suspense fallback={<LoadingPage />}>
        <MapGraph map={map} time={time} label={t("map.label", { n: map.nodes.length })} />
      </Suspense>
    </Block>
  );
}

function Ways({ views }: { views: Views }) {
  const { t } = useTranslation("analyze");
  const say = useSay();
  const { variants, map } = views;
  return (
    <Block title={t("view.variants")}>
      <Facts
        facts={[
          { label: t("variants.n"), value: say.count(variants.variants) },
          { label: t("variants.cover"), value: say.count(variants.cover) },
          { label: t("variants.singletons"), value: say.share(variants.singletons) },
        ]}
      />
      <Lines
        label={t("view.variants")}
        testId="log-variants"
        head={
          <>
            <th scope="col">{t("column.variant")}</th>
            <th scope="col" className={classes.number}>{t("import.cases")}</th>
            <th scope="col" className={classes.number}>{t("column.share")}</th>
            <th scope="col" className={`${classes.number} ${classes.wide}`}>{t("column.median")}</th>
            <th scope="col" className={classes.wide}>{t("log.first")}</th>
          </>
        }
      >
        {variants.items.map((variant) => (
          <tr key={variant.case}>
            <td className={classes.way}><Trace trace={variant.trace} names={map.names} /></td>
            <td className={classes.number}>{say.count(variant.cases)}</td>
            <td className={classes.number}>{say.share(variant.share)}</td>
            <td className={`${classes.number} ${classes.wide}`}>{say.quantile(variant.median, variant.cases, variants.least)}</td>
            <td className={classes.wide}><bdi>{variant.case}</bdi></td>
          </tr>
        ))}
      </Lines>
      {variants.leftOut > 0 && <p className={classes.small}>{t("leftOut", { n: say.count(variants.leftOut) })}</p>}
    </Block>
  );
}

function Time({ views }: { views: Views }) {
  const { t } = useTranslation("analyze");
  const say = useSay();
  const { bottlenecks } = views;
  const name = namer(bottlenecks.names);
  return (
    <Block title={t("view.bottlenecks")}>
      <p className={classes.small}>{t("bottlenecks.hint")}</p>
      <Lines
        label={t("view.bottlenecks")}
        testId="log-bottlenecks"
        head={
          <>
            <th scope="col">{t("column.activity")}</th>
            {PARTS.map((part) => <th key={part} scope="col" className={classes.number}>{t(`part.${part}`)}</th>)}
            <th scope="col" className={classes.number}>{t("column.share")}</th>
          </>
        }
      >
        {bottlenecks.items.map((item) => (
          <tr key={item.activity}>
            <td><bdi>{name(item.activity)}</bdi></td>
            {PARTS.map((part) => <td key={part} className={classes.number}>{say.time(item[part])}</td>)}
            <td className={classes.number}>{say.share(item.share)}</td>
          </tr>
        ))}
      </Lines>
    </Block>
  );
}

function Again({ views }: { views: Views }) {
  const { t } = useTranslation("analyze");
  const say = useSay();
  const { rework } = views;
  const name = namer(rework.names);
  const rows = [
    ...rework.loops.map((of) => ({ key: `loop ${of.from} ${of.activity}`, what: `${name(of.from)} → ${name(of.activity)}`, times: of.times, cases: of.cases, lost: of.lost as number | undefined })),
    ...rework.toAndFro.map((of) => ({ key: `fro ${of.one} ${of.other}`, what: `${name(of.one)} ⇄ ${name(of.other)}`, times: of.changes, cases: of.cases, lost: undefined })),
  ];
  return (
    <Block title={t("view.rework")}>
      <Facts
        facts={[
          { label: t("rework.again"), value: say.count(rework.again) },
          { label: t("rework.ratio"), value: say.share(rework.ratio) },
          { label: t("rework.firstPass"), value: say.share(rework.firstPass) },
        ]}
      />
      {rows.length === 0 ? (
        <p className={classes.none}>{t("rework.noLoops")}</p>
      ) : (
        <Lines
          label={t("view.rework")}
          testId="log-rework"
          head={
            <>
              <th scope="col">{t("column.loop")}</th>
              <th scope="col" className={classes.number}>{t("column.count")}</th>
              <th scope="col" className={classes.number}>{t("import.cases")}</th>
              <th scope="col" className={classes.number}>{t("column.lost")}</th>
            </>
          }
        >
          {rows.map((row) => (
            <tr key={row.key}>
              <td><bdi>{row.what}</bdi></td>
              <td className={classes.number}>{say.count(row.times)}</td>
              <td className={classes.number}>{say.count(row.cases)}</td>
              <td className={classes.number}>{say.time(row.lost)}</td>
            </tr>
          ))}
        </Lines>
      )}
    </Block>
  );
}

/** Held against a typical process of the library. */
function Norm({ views, asked, ask }: { views: Views; asked: LogAsked; ask: (change: Partial<LogAsked>) => void }) {
  const { t } = useTranslation("analyze");
  const say = useSay();
  const templates = useQuery({ queryKey: keys.templates, queryFn: () => get("/api/v1/model-templates"), staleTime: Infinity });
  const data = (templates.data ?? []).map((one) => ({ value: one.id, label: one.name[language()] }));
  const found = asked.normTemplate ? views.conformance : null;
  return (
    <Block title={t("view.conformance")}>
      <Select label={t("norm.label")} description={t("log.normHint")} maw={460} searchable clearable placeholder={t("norm.choose")} data={data} value={asked.normTemplate ?? null} onChange={(next) => ask({ normTemplate: next ?? undefined })} nothingFoundMessage={t("norm.nothing")} />
      {found && (
        <>
          <Facts
            facts={[
              { label: t("norm.fitness"), value: <span data-testid="log-fitness">{say.share(found.found.fitness)}</span> },
              { label: t("norm.fitting"), value: say.count(found.found.fitting) },
              { label: t("norm.deviations"), value: say.count(found.found.deviations) },
              ...(found.found.givenUp > 0 ? [{ label: t("norm.givenUp"), value: say.count(found.found.givenUp) }] : []),
            ]}
          />
          <p className={classes.small}>{t("import.aligned", { n: say.count(found.aligned), of: say.count(views.log.cases) })}</p>
          <Lines
            label={t("norm.tasks")}
            testId="log-norm"
            head={
              <>
                <th scope="col">{t("column.normTask")}</th>
                <th scope="col" className={classes.number}>{t("column.done")}</th>
                <th scope="col" className={classes.number}>{t("column.skipped")}</th>
              </>
            }
          >
            {found.found.tasks.map((task) => (
              <tr key={task.element}>
                <td><bdi>{task.name ?? task.element}</bdi></td>
                <td className={classes.number}>{say.count(task.done)}</td>
                <td className={classes.number}>{say.count(task.skipped)}</td>
              </tr>
            ))}
          </Lines>
          {found.deviating.length > 0 && <p className={classes.small}>{t("log.deviating", { cases: found.deviating.slice(0, 10).map((one) => `${one.case} (${one.deviations})`).join(", ") })}</p>}
        </>
      )}
    </Block>
  );
}
