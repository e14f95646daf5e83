import { SegmentedControl } from "@mantine/core";
import { Suspense, lazy } from "react";
import { useTranslation } from "react-i18next";
import type { MinedMap } from "@/api/types";
import { EmptyState } from "@/shared/EmptyState";
import { LoadingPage } from "@/shared/Loading";
import classes from "../analyze.module.css";
import { Block, Cases, Frame, Lines, useGo } from "../modules/Frame";
import { Slider } from "../modules/Slider";
import { useMap } from "../modules/asked";
import { namer, useSay } from "../modules/say";

const MapGraph = lazy(() => import("../modules/MapGraph"));

/** What follows what, thinned by two sliders. */
export function MapPage() {
  const { t } = useTranslation("analyze");
  const { key, search, go, open } = useGo();
  const say = useSay();
  const found = useMap(key, search);
  const data = found.data;
  const time = search.show === "time";
  const shown = { ...(search.activities === undefined ? {} : { activities: search.activities }), ...(search.paths === undefined ? {} : { paths: search.paths }) };
  return (
    <Frame view="map" found={found}>
      {data && data.nodes.length === 0 && <EmptyState title={t("nothing")} hint={t("nothingHint")} />}
      {data && data.nodes.length > 0 && (
        <>
          <div className={classes.controls}>
            <Slider label={t("map.activities")} value={search.activities ?? 100} onChange={(activities) => go({ activities: activities === 100 ? undefined : activities })} />
            <Slider label={t("map.paths")} value={search.paths ?? 100} onChange={(paths) => go({ paths: paths === 100 ? undefined : paths })} />
            <SegmentedControl aria-label={t("map.show")} size="xs" data={(["count", "time"] as const).map((one) => ({ value: one, label: t(`map.${one}`) }))} value={time ? "time" : "count"} onChange={(next) => go({ show: next === "time" ? "time" : undefined })} />
            <span className={classes.small} data-testid="shown">
              {t("map.shown", { nodes: data.nodes.length, of: data.activities, rows: say.share(data.rowsShown), steps: say.share(data.stepsShown) })}
            </span>
          </div>
          <Suspense fallback={<LoadingPage />}>
            <MapGraph
              map={data}
              time={time}
              label={t("map.label", { n: data.nodes.length })}
              onNode={(of) => open("cases", { behind: "activity", of })}
              onFlow={(of, to) => open("cases", { ...shown, behind: "flow", ...(of ? { of } : {}), ...(to ? { to } : {}) })}
            />
          </Suspense>
          <div className={classes.pair}>
            <Activities map={data} />
            <Flows map={data} shown={shown} />
          </div>
        </>
      )}
    </Frame>
  );
}

function Activities({ map }: { map: MinedMap }) {
  const { t } = useTranslation("analyze");
  const say = useSay();
  const name = namer(map.names);
  const rows = [...map.nodes].sort((a, b) => b.visits - a.visits);
  return (
    <Block title={t("map.activitiesTable")}>
      <Lines
        label={t("map.activitiesTable")}
        testId="activities"
        head={
          <>
            <th scope="col">{t("column.activity")}</th>
            <th scope="col" className={classes.number}>{t("column.visits")}</th>
            <th scope="col" className={classes.number}>{t("column.median")}</th>
            <th scope="col" className={classes.number}>{t("column.cases")}</th>
          </>
        }
      >
        {rows.map((node) => (
          <tr key={node.activity}>
            <td><bdi>{name(node.activity)}</bdi></td>
            <td className={classes.number}>{say.count(node.visits)}</td>
            <td className={classes.number}>{say.quantile(node.median, node.visits, map.least)}</td>
            <td className={classes.number}>
              <Cases behind="activity" of={node.activity} n={node.cases} label={t("cases.of", { n: node.cases, what: name(node.activity) })} />
            </td>
          </tr>
        ))}
      </Lines>
    </Block>
  );
}

function Flows({ map, shown }: { map: MinedMap; shown: { activities?: number; paths?: number } }) {
  const { t } = useTranslation("analyze");
  const say = useSay();
  const name = namer(map.names);
  const end = (id: string | null | undefined, word: string) => (id ? name(id) : t(word));
  const rows = [...map.flows].sort((a, b) => b.count - a.count);
  return (
    <Block title={t("map.flowsTable")}>
      <Lines
        label={t("map.flowsTable")}
        testId="flows"
        head={
          <>
            <th scope="col">{t("column.flow")}</th>
            <th scope="col" className={classes.number}>{t("column.count")}</th>
            <th scope="col" className={classes.number}>{t("column.meanWait")}</th>
            <th scope="col" className={classes.number}>{t("column.cases")}</th>
          </>
        }
      >
        {rows.map((flow) => {
          const what = `${end(flow.from, "map.start")} → ${end(flow.to, "map.end")}`;
          return (
            <tr key={`${flow.from ?? ""}>${flow.to ?? ""}`}>
              <td><bdi>{what}</bdi></td>
              <td className={classes.number}>{say.count(flow.count)}</td>
              <td className={classes.number}>{say.time(flow.mean)}</td>
              <td className={classes.number}>
                <Cases behind="flow" of={flow.from ?? null} to={flow.to ?? null} n={flow.cases} more={shown} label={t("cases.of", { n: flow.cases, what })} />
              </td>
            </tr>
          );
        })}
      </Lines>
    </Block>
  );
}
