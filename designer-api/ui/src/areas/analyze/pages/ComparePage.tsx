import { Select } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { MinedComparison } from "@/api/types";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingRows } from "@/shared/Loading";
import { useFactWords } from "@/shared/level/facts";
import { shownOf } from "@/shared/level/shown";
import classes from "../analyze.module.css";
import { Block, Frame, Lines, pathOf, useGo } from "../modules/Frame";
import { SideCard } from "../modules/SideCard";
import { Trace } from "../modules/Trace";
import { useComparison, useMap } from "../modules/asked";
import { namer, useSay } from "../modules/say";
import { carried, type Behind } from "../modules/search";
import { setsOf, type Set, type Side } from "../modules/sides";

/** A side as it is shown: what it is called, and how its instances are asked for; nothing of what is left of a question. */
interface Told {
  what: string;
  set?: Set;
  /** It is what went other ways than this instance, of the same question. */
  otherThan?: Set;
}

/** Any two sets of instances held against each other. */
export function ComparePage() {
  const { t } = useTranslation("analyze");
  const { t: words } = useTranslation("level");
  const { key, search, go } = useGo();
  const say = useSay();
  const map = useMap(key, { ...carried(search) });
  const found = useComparison(key, search);
  const name = namer(map.data?.names);
  const factWords = useFactWords(say.time);
  const sets = setsOf(carried(search), search.one, search.other);
  const called = (side: Side | undefined, otherwise: string) => {
    const { way, ...question } = side ?? {};
    const shown = shownOf(question, { t: words as never, nameOf: name, time: say.time, factWords }).map(({ label }) => label);
    if (way) shown.push(t("compare.oneWay"));
    return shown.length > 0 ? shown.join(words("filter.and")) : otherwise;
  };
  const one: Told = { what: called(search.one, t("compare.first")), ...(sets ? { set: sets.one } : {}) };
  const other: Told = sets?.other
    ? { what: called(search.other, t("compare.second")), set: sets.other }
    : { what: sets?.one.way ? t("compare.otherWays") : t("compare.rest"), ...(sets?.one.way ? { otherThan: sets.one } : {}) };
  return (
    <Frame view="compare">
      <p className={classes.small}>{t("compare.hint")}</p>
      <div className={classes.pair}>
        <SideCard title={t("compare.first")} search={search} side={search.one ?? {}} nameOf={name} onChange={(next) => go({ one: Object.keys(next).length > 0 ? next : undefined })} />
        <SideCardOrRest nameOf={name} />
      </div>
      {found.error ? <ErrorState error={found.error} retry={() => void found.refetch()} /> : null}
      {found.isLoading && <LoadingRows rows={6} />}
      {!sets && <EmptyState title={t("compare.none")} hint={t("compare.noneHint")} />}
      {found.data && <Compared data={found.data} sides={[one, other]} />}
    </Frame>
  );
}

/** The second side: the rest of the window, or another set. */
function SideCardOrRest({ nameOf }: { nameOf: (node: string) => string }) {
  const { t } = useTranslation("analyze");
  const { search, go } = useGo();
  const choice = (
    <Select
      aria-label={t("compare.against")}
      w={200}
      allowDeselect={false}
      data={[
        { value: "rest", label: search.one?.way ? t("compare.otherWays") : t("compare.rest") },
        { value: "other", label: t("compare.another") },
      ]}
      value={search.other ? "other" : "rest"}
      onChange={(next) => go({ other: next === "other" ? (search.other ?? {}) : undefined })}
    />
  );
  if (search.other) return <SideCard title={t("compare.second")} search={search} side={search.other} nameOf={nameOf} onChange={(other) => go({ other })} beside={choice} />;
  return (
    <section aria-label={t("compare.second")} className={classes.side}>
      <div className={classes.blockHead}>
        <h2>{t("compare.second")}</h2>
        {choice}
      </div>
      <p className={classes.none}>{search.one?.way ? t("compare.otherWaysHint") : t("compare.restHint")}</p>
    </section>
  );
}

/** The way to the instances of a side, or of one thing in it; none where no question tells them. */
function Counted({ side, evidence, behind, of, n, label }: { side: Told; evidence?: string | null; behind?: Behind; of?: string; n: number; label: string }) {
  const { key } = useGo();
  const say = useSay();
  const link = (to: string, search: object) => (
    <Link to={to} search={search as never} aria-label={label}>
      {say.count(n)}
    </Link>
  );
  if (n === 0) return <>{say.count(n)}</>;
  if (evidence) return link(`/monitor/p/${encodeURIComponent(key)}/evidence`, { handle: evidence });
  const cases = (question: object, what: { behind: Behind; of?: string }) => link(pathOf(key, "cases"), { ...question, ...what });
  if (!behind && side.otherThan?.way) return cases(side.otherThan.question, { behind: "otherVariants", of: side.otherThan.way });
  if (!behind && side.set?.way) return cases(side.set.question, { behind: "variant", of: side.set.way });
  // Within one way nothing else can be asked for.
  if (behind && side.set && !side.set.way) return cases(side.set.question, { behind, ...(of ? { of } : {}) });
  return <>{say.count(n)}</>;
}

function Compared({ data, sides }: { data: MinedComparison; sides: readonly [Told, Told] }) {
  const { t } = useTranslation("analyze");
  const say = useSay();
  const both = [
    { side: sides[0], of: data.one },
    { side: sides[1], of: data.other },
  ];
  const enough = both.every(({ of }) => of.cases >= data.least);
  const row = (label: string, tell: (one: (typeof both)[number]) => React.ReactNode) => (
    <tr>
      <th scope="row">{label}</th>
      {both.map((one, place) => (
        <td key={place} className={classes.number}>
          {tell(one)}
        </td>
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
              {both.map(({ side }, place) => (
                <th key={place} scope="col" className={classes.sideName}>
                  <bdi>{side.what}</bdi>
                </th>
              ))}
            </>
          }
        >
          {row(t("column.cases"), ({ side, of }) => (
            <Counted side={side} evidence={of.evidence ?? null} n={of.cases} label={t("cases.of", { n: of.cases, what: side.what })} />
          ))}
          {row(t("compare.median"), ({ of }) => say.quantile(of.median, of.cases, data.least))}
          {row(t("compare.p90"), ({ of }) => say.quantile(of.p90, of.cases, data.least))}
          {row(t("rework.firstPass"), ({ of }) => say.share(of.firstPass))}
          {row(t("compare.people"), ({ of }) => say.number(of.people, 2))}
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
            {data.activities.length === 0 ? <p className={classes.none}>{t("compare.noActivities")}</p> : <Differences data={data} sides={sides} rows={data.activities} testId="activity-differences" />}
          </Block>
          <Block title={t("compare.variants")}>
            <Differences data={data} sides={sides} rows={data.variants} testId="variant-differences" />
          </Block>
        </div>
      )}
    </>
  );
}

function Differences({ data, sides, rows, testId }: { data: MinedComparison; sides: readonly [Told, Told]; rows: MinedComparison["activities"]; testId: string }) {
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
          <th scope="col" className={classes.number}>{t("compare.firstShort")}</th>
          <th scope="col" className={classes.number}>{t("compare.secondShort")}</th>
          <th scope="col" className={classes.number}>{t("compare.difference")}</th>
        </>
      }
    >
      {rows.map((row) => {
        const what = row.trace.map(name).join(" → ");
        const behind: Behind = row.instance ? "variant" : "activity";
        const of = row.instance ?? row.trace[0] ?? "";
        return (
          <tr key={row.trace.join(">") + (row.instance ?? "")}>
            <td>{row.instance ? <Trace trace={row.trace} names={data.names} /> : <bdi>{what}</bdi>}</td>
            {[row.one, row.other].map((n, place) => (
              <td key={place} className={classes.number}>
                <Counted side={sides[place]!} behind={behind} of={of} n={n} label={t("cases.of", { n, what: `${sides[place]!.what} · ${what}` })} />
              </td>
            ))}
            <td className={classes.number} title={t("compare.interval", { low: say.points(row.low), high: say.points(row.high) })}>{say.points(row.difference)}</td>
          </tr>
        );
      })}
    </Lines>
  );
}
