import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { AsOf } from "@/api/types";
import { useElementNames } from "@/shared/ElementName";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingRows } from "@/shared/Loading";
import { Filters } from "@/shared/level/Filters";
import { CountedUntil, Level } from "@/shared/level/Level";
import { WindowBar } from "@/shared/level/WindowBar";
import classes from "../analyze.module.css";
import { useProcess } from "./asked";
import { useSay } from "./say";
import { USUAL, analyzeSearch, carried, type AnalyzeSearch, type Behind } from "./search";

export const VIEWS = ["map", "variants", "bottlenecks", "rework", "network", "batches", "conformance", "compare"] as const;
export type View = (typeof VIEWS)[number] | "cases";

export const pathOf = (process: string, view: View) => `/analyze/${encodeURIComponent(process)}/${view}`;
export const instancePath = (process: string, id: string) => `/monitor/p/${encodeURIComponent(process)}/i/${id}`;

/** What the address says, and where it is changed: what is not said stays. */
export function useGo() {
  const search = analyzeSearch(useSearch({ strict: false }) as Record<string, unknown>);
  const navigate = useNavigate();
  const { key = "" } = useParams({ strict: false }) as { key?: string };
  const go = (change: Partial<Record<keyof AnalyzeSearch, unknown>>) => void navigate({ to: ".", search: { ...search, ...change }, replace: true } as never);
  const open = (view: View, change: Partial<AnalyzeSearch>) => void navigate({ to: pathOf(key, view), search: { ...carried(search), ...change } } as never);
  return { key, search, go, open };
}

/** The way to the instances behind a number. */
export function Cases({ behind, of, to, n, label, more = {} }: { behind: Behind; of?: string | null; to?: string | null; n: number; label: string; more?: Partial<AnalyzeSearch> }) {
  const { key, search } = useGo();
  const say = useSay();
  const asked = { ...carried(search), ...more, behind, ...(of ? { of } : {}), ...(to ? { to } : {}) };
  return (
    <Link to={pathOf(key, "cases")} search={asked as never} aria-label={label}>
      {say.count(n)}
    </Link>
  );
}

interface Found {
  data?: { asOf: AsOf; from: string; until: string; cases: number } | undefined;
  error: unknown;
  isLoading: boolean;
  refetch: () => unknown;
}

interface Props {
  view: View;
  /** What was answered; a view without one says itself what it waits for. */
  found?: Found;
  /** Nothing is filtered here: the address says all of it already. */
  timeless?: boolean;
  title?: string;
  children: ReactNode;
}

/** A view: where one is, what is asked, how far the answer was counted. */
export function Frame({ view, found, timeless = false, title, children }: Props) {
  const { t } = useTranslation("analyze");
  const say = useSay();
  const { key, search, go } = useGo();
  const process = useProcess(key);
  const nameOf = useElementNames(search.node ? process.latest?.id : undefined);
  const data = found?.data;
  // One version is no choice.
  const versions = process.versions.length > 1 ? process.versions : [];
  return (
    <Level
      title={title ?? t("titled", { view: t(`view.${view}`), name: process.title })}
      crumbs={[{ label: t("title"), to: "/analyze" }]}
      here={process.title}
      ways={VIEWS.map((one) => ({ label: t(`view.${one}`), to: pathOf(key, one) }))}
      waysLabel={t("views")}
      carried={carried(search)}
      actions={timeless ? undefined : <WindowBar search={search} usual={USUAL} versions={versions} onChange={go} />}
      filters={<Filters search={search} elsewhere={timeless ? [] : ["version"]} nameOf={nameOf} time={say.time} onChange={go} />}
      counted={
        data && (
          <CountedUntil answer={data} number={say.number} time={say.time}>
            <span data-testid="cases-n">{t("cases.n", { count: data.cases, n: say.count(data.cases) })}</span>
          </CountedUntil>
        )
      }
    >
      {found?.error ? <ErrorState error={found.error} retry={() => void found.refetch()} /> : null}
      {found?.isLoading && <LoadingRows rows={8} />}
      {children}
    </Level>
  );
}

/** A part of a view with its heading. */
export function Block({ title, beside, children }: { title: string; beside?: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={title} className={classes.block}>
      <div className={classes.blockHead}>
        <h2>{title}</h2>
        {beside}
      </div>
      {children}
    </section>
  );
}

/** A table that scrolls by itself where the page is narrow. */
export function Lines({ label, testId, head, children }: { label: string; testId: string; head: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.scroll} tabIndex={0} role="group" aria-label={label}>
      <table className={classes.lines} data-testid={testId}>
        <thead>
          <tr>{head}</tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

/** A few numbers side by side. */
export function Facts({ facts }: { facts: { label: string; value: ReactNode }[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
