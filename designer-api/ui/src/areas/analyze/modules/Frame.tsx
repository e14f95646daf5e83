import { Button, Select, TextInput } from "@mantine/core";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { X } from "lucide-react";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { AsOf } from "@/api/types";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingRows } from "@/shared/Loading";
import { Page } from "@/shared/Page";
import { When } from "@/shared/When";
import classes from "../analyze.module.css";
import { useProcess } from "./asked";
import { useSay } from "./say";
import { USUAL, WINDOWS, analyzeSearch, carried, windowOf, type AnalyzeSearch, type Behind } from "./search";

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
  const { key, search } = useGo();
  const process = useProcess(key);
  const data = found?.data;
  return (
    <Page title={title ?? t("titled", { view: t(`view.${view}`), name: process.title })} actions={timeless ? undefined : <WindowBar versions={process.versions} />}>
      <div className={classes.body}>
        <div className={classes.where}>
          <nav aria-label={t("crumbs")} className={classes.crumbs}>
            <Link to="/analyze">{t("title")}</Link> / <bdi>{process.title}</bdi>
          </nav>
          <nav aria-label={t("views")} className={classes.tabs}>
            {VIEWS.map((one) => (
              <Link key={one} to={pathOf(key, one)} search={carried(search) as never} activeOptions={{ includeSearch: false }}>
                {t(`view.${one}`)}
              </Link>
            ))}
          </nav>
        </div>
        <Filters />
        {found?.error ? <ErrorState error={found.error} retry={() => void found.refetch()} /> : null}
        {found?.isLoading && <LoadingRows rows={8} />}
        {data && <CountedUntil answer={data} />}
        {children}
      </div>
    </Page>
  );
}

function WindowBar({ versions }: { versions: number[] }) {
  const { t } = useTranslation("analyze");
  const { search, go } = useGo();
  const [own, setOwn] = useState(Boolean(search.from));
  const chosen = own || search.from ? "own" : String(search.days ?? USUAL);
  const known = WINDOWS.some((days) => String(days) === chosen) || chosen === "own";
  const { from, until } = windowOf(search, Date.now());
  const windows = [...WINDOWS.map((days) => ({ value: String(days), label: t("window.days", { count: days }) })), ...(known ? [] : [{ value: chosen, label: t("window.days", { count: Number(chosen) }) }]), { value: "own", label: t("window.own") }];
  return (
    <div className={classes.bar}>
      <Select
        aria-label={t("window.label")}
        w={150}
        allowDeselect={false}
        data={windows}
        value={chosen}
        onChange={(next) => {
          setOwn(next === "own");
          if (next !== "own") go({ days: Number(next), from: undefined, until: undefined });
        }}
      />
      {chosen === "own" && <Dates key={`${from} ${until}`} from={from} until={until} onChange={(window) => go({ ...window, days: undefined })} />}
      {versions.length > 1 && (
        <Select
          aria-label={t("version.label")}
          w={130}
          allowDeselect={false}
          data={[{ value: "all", label: t("version.all") }, ...versions.map((version) => ({ value: String(version), label: t("version.one", { version }) }))]}
          value={search.version === undefined ? "all" : String(search.version)}
          onChange={(next) => go({ version: next === "all" ? undefined : Number(next) })}
        />
      )}
    </div>
  );
}

const day = (ms: number) => {
  const date = new Date(ms);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;
};

/** Whole days of the reader's zone, both included. */
function Dates({ from, until, onChange }: { from: number; until: number; onChange: (window: { from: string; until: string }) => void }) {
  const { t } = useTranslation("analyze");
  const [first, setFirst] = useState(day(from));
  const [last, setLast] = useState(day(until - 1));
  const valid = first !== "" && last !== "" && first <= last;
  const tell = () => {
    const end = new Date(`${last}T00:00:00`);
    end.setDate(end.getDate() + 1);
    onChange({ from: new Date(`${first}T00:00:00`).toISOString(), until: end.toISOString() });
  };
  return (
    <>
      <TextInput type="date" aria-label={t("window.from")} value={first} onChange={(event) => setFirst(event.currentTarget.value)} />
      <TextInput type="date" aria-label={t("window.until")} value={last} error={!valid} onChange={(event) => setLast(event.currentTarget.value)} />
      <Button variant="default" disabled={!valid} onClick={tell}>
        {t("window.show")}
      </Button>
    </>
  );
}

/** What is filtered beside the window, each to be taken away. */
function Filters() {
  const { t } = useTranslation("analyze");
  const say = useSay();
  const { search, go } = useGo();
  const shown: { label: string; without: Partial<Record<keyof AnalyzeSearch, unknown>> }[] = [];
  if (search.node) shown.push({ label: t("filter.node", { node: search.node }), without: { node: undefined } });
  if (search.outcome) shown.push({ label: t(`filter.${search.outcome}`), without: { outcome: undefined } });
  if (search.rework !== undefined) shown.push({ label: t(search.rework ? "filter.rework" : "filter.noRework"), without: { rework: undefined } });
  if (search.incidents !== undefined) shown.push({ label: t(search.incidents ? "filter.incidents" : "filter.noIncidents"), without: { incidents: undefined } });
  if (search.longer !== undefined) shown.push({ label: t("filter.longer", { time: say.time(search.longer) }), without: { longer: undefined } });
  if (search.shorter !== undefined) shown.push({ label: t("filter.shorter", { time: say.time(search.shorter) }), without: { shorter: undefined } });
  for (const [name, value] of Object.entries(search.where ?? {})) {
    const { [name]: _, ...others } = search.where!;
    shown.push({ label: `${name} = ${String(value)}`, without: { where: Object.keys(others).length > 0 ? others : undefined } });
  }
  if (shown.length === 0) return null;
  return (
    <ul className={classes.filters} aria-label={t("filter.label")}>
      {shown.map(({ label, without }) => (
        <li key={label}>
          <Button variant="default" size="compact-sm" rightSection={<X size={13} aria-hidden />} aria-label={t("filter.remove", { filter: label })} onClick={() => go(without)}>
            <bdi>{label}</bdi>
          </Button>
        </li>
      ))}
    </ul>
  );
}

function CountedUntil({ answer }: { answer: { asOf: AsOf; from: string; until: string; cases: number } }) {
  const { t } = useTranslation("analyze");
  const say = useSay();
  const { asOf, from, until, cases } = answer;
  return (
    <p className={classes.asOf}>
      <span data-testid="cases-n">{t("cases.n", { count: cases, n: say.count(cases) })}</span>
      <span>
        {t("asOf.window")} <When at={from} /> – <When at={until} />
      </span>
      {asOf.at && (
        <span>
          {t("asOf.at")} <When at={asOf.at} />
        </span>
      )}
      {!asOf.caughtUp && <b className={classes.missed}>{t("asOf.reading")}</b>}
      {asOf.stopped && <b className={classes.bad}>{t("asOf.stopped", { why: asOf.stopped })}</b>}
    </p>
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
