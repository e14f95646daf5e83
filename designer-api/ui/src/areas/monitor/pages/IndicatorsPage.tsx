import { Button } from "@mantine/core";
import { Plus } from "lucide-react";
import { Suspense, lazy, useState } from "react";
import { useTranslation } from "react-i18next";
import type { IndicatorNow } from "@/api/types";
import { useMay } from "@/app/session";
import { useProcessName } from "@/shared/definitions";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingRows } from "@/shared/Loading";
import own from "../indicators.module.css";
import classes from "../monitor.module.css";
import { Level, Way } from "../modules/Level";
import { Owner, Standing, Valued } from "../modules/Standing";
import { useFigures } from "../modules/figures";
import { said, useIndicatorWords, useIndicators } from "../modules/indicators";

const IndicatorEditor = lazy(() => import("../modules/IndicatorEditor").then((module) => ({ default: module.IndicatorEditor })));

const ORDER: IndicatorNow["value"]["state"][] = ["bad", "warn", "unavailable", "noData", "tooFew", "good"];

/** All indicators: what is off its target first, and how far. */
export function IndicatorsPage() {
  const { t } = useTranslation("indicators");
  const may = useMay();
  const figures = useFigures();
  const found = useIndicators();
  const [adding, setAdding] = useState(false);
  const items = [...(found.data?.items ?? [])].sort((a, b) => ORDER.indexOf(a.value.state) - ORDER.indexOf(b.value.state) || past(b) - past(a));
  const count = (state: IndicatorNow["value"]["state"]) => items.filter((item) => item.value.state === state).length;
  return (
    <Level
      title={t("title")}
      answer={found.data}
      timeless
      actions={
        may("set-indicators") && (
          <Button ms="auto" leftSection={<Plus size={14} aria-hidden />} onClick={() => setAdding(true)}>
            {t("add")}
          </Button>
        )
      }
    >
      {found.error ? <ErrorState error={found.error} retry={() => void found.refetch()} /> : null}
      {found.isLoading && <LoadingRows rows={6} />}
      {found.data && items.length === 0 && <EmptyState title={t("none")} hint={t("noneHint")} />}
      {items.length > 0 && (
        <>
          <p className={classes.say}>
            {t("counts", { bad: count("bad"), warn: count("warn"), good: count("good"), rest: count("noData") + count("tooFew") + count("unavailable") })}
            {typeof found.data?.attainment === "number" && <> · {t("attainment", { share: figures.share(found.data.attainment) })}</>}
          </p>
          <div className={classes.scroll} tabIndex={0} role="group" aria-label={t("title")}>
            <table className={classes.lines} data-testid="indicators">
              <thead>
                <tr>
                  <th scope="col">{t("column.indicator")}</th>
                  <th scope="col" className={classes.wide}>{t("column.state")}</th>
                  <th scope="col" className={classes.number}>{t("column.value")}</th>
                  <th scope="col" className={classes.number}>{t("column.target")}</th>
                  <th scope="col" className={`${classes.number} ${classes.wide}`}>{t("column.before")}</th>
                  <th scope="col" className={classes.wide}>{t("column.of")}</th>
                  <th scope="col" className={classes.wide}>{t("column.owner")}</th>
                  <th scope="col" className={`${classes.number} ${classes.wide}`}>{t("column.weight")}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((item) => (
                  <Line key={item.definition.indicator.key} item={item} />
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
      <Suspense fallback={null}>{adding && <IndicatorEditor before={null} onClose={() => setAdding(false)} />}</Suspense>
    </Level>
  );
}

/** How far it is past its target, as a part of that: so what has different units can be put in order. */
function past({ value, definition: { indicator } }: IndicatorNow): number {
  return (value.beyond ?? 0) / Math.max(indicator.target, 1e-9);
}

function Line({ item }: { item: IndicatorNow }) {
  const { t } = useTranslation("indicators");
  const say = useIndicatorWords();
  const figures = useFigures();
  const nameOf = useProcessName();
  const { indicator } = item.definition;
  return (
    <tr>
      <td>
        <Way to={`/monitor/indicators/${encodeURIComponent(indicator.key)}`}>
          <bdi>{said(indicator.name)}</bdi>
        </Way>
        <div className={own.narrow}>
          <Standing value={item.value} />
        </div>
      </td>
      <td className={classes.wide}>
        <Standing value={item.value} />
      </td>
      <td className={classes.number}>
        <Valued indicator={indicator} value={item.value} />
        {typeof item.value.beyond === "number" && <div className={`${classes.missed} ${own.off}`}>{t("beyond", { value: say.inUnit(item.value.beyond, indicator.unit) })}</div>}
      </td>
      <td className={classes.number}>{say.target(indicator)}</td>
      <td className={`${classes.number} ${classes.wide}`}>
        <Valued indicator={indicator} value={item.before} />
      </td>
      <td className={classes.wide}>
        <bdi>{indicator.process ? nameOf(indicator.process) : t("node", { id: indicator.node ?? "" })}</bdi>
        <div className={classes.small}>{t("window", { count: indicator.windowDays })}</div>
      </td>
      <td className={classes.wide}>
        <Owner owner={indicator.owner} />
      </td>
      <td className={`${classes.number} ${classes.wide}`}>{figures.number(indicator.weight ?? 1)}</td>
    </tr>
  );
}
