import { NumberInput, Select } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { MinedComparison } from "@/api/types";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingRows } from "@/shared/Loading";
import classes from "../analyze.module.css";
import { Block, Cases, Frame, Lines, useGo } from "../modules/Frame";
import { Trace } from "../modules/Trace";
import { useComparison, useMap, useProcess } from "../modules/asked";
import { namer, useSay } from "../modules/say";
import { PARTS, carried, partOf, type Part } from "../modules/search";

/** A part of the instances held against the rest. */
export function ComparePage() {
  const { t } = useTranslation("analyze");
  const { key, search, go } = useGo();
  const process = useProcess(key);
  const map = useMap(key, { ...carried(search) });
  const found = useComparison(key, search);
  const part = search.part;
  const name = namer(map.data?.names);
  return (
    <Frame view="compare">
      <div className={classes.controls}>
        <Select label={t("compare.part")} w={260} placeholder={t("compare.choose")} data={PARTS.map((one) => ({ value: one, label: t(`partOf.${one}`) }))} value={part ?? null} onChange={(next) => go({ part: (next as Part | null) ?? undefined, value: next === "slow" ? "24" : undefined })} />
        {part === "slow" && <NumberInput label={t("compare.hours")} w={140} min={1} max={87_600} allowDecimal={false} value={Number(search.value ?? 24)} onChange={(next) => go({ value: next === "" ? undefined : String(next) })} />}
        {part === "version" && <Select label={t("version.label")} w={140} data={process.versions.map((version) => ({ value: String(version), label: t("version.one", { version }) }))} value={search.value ?? null} onChange={(next) => go({ value: next ?? undefined })} />}
        {part === "node" && <Select label={t("column.activity")} w={260} searchable data={(map.data?.nodes ?? []).map((node) => ({ value: node.activity, label: name(node.activity) }))} value={search.value ?? null} onChange={(next) => go({ value: next ?? undefined })} />}
      </div>
      {found.error ? <ErrorState error={found.error} retry={() => void found.refetch()} /> : null}
      {found.isLoading && <LoadingRows rows={6} />}
      {!partOf(search) && <EmptyState title={t("compare.none")} hint={t("compare.noneHint")} />}
      {found.data && <Compared data={found.data} what={t(`partOf.${part ?? "rework"}`)} />}
    </Frame>
  );
}

function Compared({ data, what }: { data: MinedComparison; what: string }) {
  const { t } = useTranslation("analyze");
  const say = useSay();
  const { key } = useGo();
  const sides = [data.one, data.other] as const;
  const enough = sides.every((side) => side.cases >= data.least);
  const row = (label: string, tell: (side: (typeof sides)[number]) => React.ReactNode) => (
    <tr>
      <th scope="row">{label}</th>
      {sides.map((side, place) => (
        <td key={place} className={classes.number}>{tell(side)}</td>
      ))}
    </tr>
  );
  return (
    <>
      <Block title={t("compare.sides")}>
        <Lines
          label={t("compare.sides")}
          testId="sides"
          head={
            <>
              <td />
              <th scope="col" className={classes.number}>{what}</th>
              <th scope="col" className={classes.number}>{t("compare.rest")}</th>
            </>
          }
        >
          {row(t("column.cases"), (side) =>
            side.evidence && side.cases > 0 ? (
              <Link to={`/monitor/p/${encodeURIComponent(key)}/evidence`} search={{ handle: side.evidence } as never} aria-label={t("cases.of", { n: side.cases, what })}>
                {say.count(side.cases)}
              </Link>
            ) : (
              say.count(side.cases)
            ),
          )}
          {row(t("compare.median"), (side) => say.time(side.median))}
          {row(t("compare.p90"), (side) => say.time(side.p90))}
          {row(t("rework.firstPass"), (side) => say.share(side.firstPass))}
          {row(t("compare.people"), (side) => say.number(side.people, 2))}
        </Lines>
        <p className={classes.say} data-testid="verdict">
          {!enough
            ? t("compare.tooFew", { least: data.least })
            : t((data.p ?? 1) > 0.05 ? "compare.sameTime" : (data.longer ?? 0) > 0 ? "compare.longer" : "compare.shorter", { share: say.share(Math.abs(data.longer ?? 0)) })}
        </p>
      </Block>
      {enough && (
        <div className={classes.pair}>
          <Block title={t("compare.activities")}>
            {data.activities.length === 0 ? <p className={classes.none}>{t("compare.noActivities")}</p> : <Differences data={data} rows={data.activities} testId="activity-differences" />}
          </Block>
          <Block title={t("compare.variants")}>
            <Differences data={data} rows={data.variants} testId="variant-differences" />
          </Block>
        </div>
      )}
    </>
  );
}

function Differences({ data, rows, testId }: { data: MinedComparison; rows: MinedComparison["activities"]; testId: string }) {
  const { t } = useTranslation("analyze");
  const say = useSay();
  const name = namer(data.names);
  return (
    <Lines
      label={t("compare.differences")}
      testId={testId}
      head={
        <>
          <th scope="col">{t("column.what")}</th>
          <th scope="col" className={classes.number}>{t("compare.one")}</th>
          <th scope="col" className={classes.number}>{t("compare.rest")}</th>
          <th scope="col" className={classes.number}>{t("compare.difference")}</th>
        </>
      }
    >
      {rows.map((row) => (
        <tr key={row.trace.join(">") + (row.instance ?? "")}>
          <td>{row.instance ? <Trace trace={row.trace} names={data.names} /> : <bdi>{row.trace.map(name).join(" → ")}</bdi>}</td>
          <td className={classes.number}>{row.instance ? <Cases behind="variant" of={row.instance} n={row.one} label={t("cases.behind", { what: row.trace.map(name).join(" → ") })} /> : say.count(row.one)}</td>
          <td className={classes.number}>{say.count(row.other)}</td>
          <td className={classes.number} title={t("compare.interval", { low: say.points(row.low), high: say.points(row.high) })}>{say.points(row.difference)}</td>
        </tr>
      ))}
    </Lines>
  );
}
