import { Button } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { ChevronDown, ChevronRight } from "lucide-react";
import { Suspense, lazy } from "react";
import { useTranslation } from "react-i18next";
import type { SeriesPoint } from "@/api/types";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingRows } from "@/shared/Loading";
import classes from "../monitor.module.css";
import { Level, Way, pathOf, useGo } from "../modules/Level";
import { filled } from "../modules/Series";
import { IndexLine } from "../modules/IndexLine";
import { Tiles } from "../modules/Tiles";
import { indicesQuery, usePortfolio } from "../modules/asked";
import { Sparkline } from "../modules/charts";
import { useFigures } from "../modules/figures";
import { DAY } from "@/shared/level/question";
import { span } from "../modules/question";

const Indices = lazy(() => import("../modules/Indices").then((module) => ({ default: module.Indices })));

/** Of so many processes the indices are asked for at once; those of others when their page is opened. */
const INDEXED = 40;

/** All processes side by side, each against the window before. */
export function PortfolioPage() {
  const { t } = useTranslation("monitor");
  const { search, go } = useGo();
  const found = usePortfolio(search);
  const items = found.data?.items ?? [];
  const window = span(search, Date.now());
  const indices = useQueries({ queries: items.slice(0, INDEXED).map((item) => indicesQuery(item.process, window)) });
  return (
    <Level title={t("portfolio.title")} answer={found.data}>
      {found.error ? <ErrorState error={found.error} retry={() => void found.refetch()} /> : null}
      {found.isLoading && <LoadingRows rows={10} />}
      {found.data && items.length === 0 && <EmptyState title={t("portfolio.none")} hint={t("portfolio.noneHint")} />}
      {items.map((item, index) => {
        const name = item.name ?? item.process;
        const known = indices[index]?.data?.items;
        const open = search.open === item.process;
        return (
          <section key={item.process} className={classes.strip} aria-label={name}>
            <header>
              <h2>
                <Way to={pathOf(item.process)}>
                  <bdi>{name}</bdi>
                </Way>
              </h2>
              <Trend name={name} process={item.process} series={filled(item.summary.series, DAY, Date.parse(found.data!.from), Date.parse(found.data!.until))} />
              <p className={classes.small}>
                <Counts running={item.summary.running} started={item.summary.started.value ?? 0} ended={item.summary.ended.value ?? 0} />
              </p>
            </header>
            <div className={classes.stripBody}>
              <Tiles process={item.process} summary={item.summary} before={item.before} indices={known} />
              {known && (
                <div className={classes.indexBar}>
                  <IndexLine indices={known} />
                  <Button
                    variant="subtle"
                    color="gray"
                    size="compact-xs"
                    aria-expanded={open}
                    leftSection={open ? <ChevronDown size={13} aria-hidden /> : <ChevronRight size={13} aria-hidden />}
                    onClick={() => go({ open: open ? undefined : item.process })}
                  >
                    {t("indices.components")}
                  </Button>
                </div>
              )}
              {open && known && <Suspense fallback={<LoadingRows />}><Indices indices={known} process={item.process} settings={indices[index]?.data?.settings} /></Suspense>}
            </div>
          </section>
        );
      })}
    </Level>
  );
}

function Counts({ running, started, ended }: { running: number; started: number; ended: number }) {
  const { t } = useTranslation("monitor");
  const say = useFigures();
  return <>{t("portfolio.counts", { running: say.count(running), started: say.count(started), ended: say.count(ended) })}</>;
}

/** How many ended day by day; it leads to the days. */
function Trend({ name, process, series }: { name: string; process: string; series: SeriesPoint[] }) {
  const { t } = useTranslation("monitor");
  const points = series.map((point) => ({ at: Date.parse(point.at), value: point.n }));
  if (points.length === 0) return <span className={classes.none}>{t("state.noData")}</span>;
  return (
    <Way to={pathOf(process)} className={classes.sparkWay} label={t("portfolio.trend", { name })}>
      <Sparkline label={t("portfolio.trend", { name })} points={points} />
    </Way>
  );
}
