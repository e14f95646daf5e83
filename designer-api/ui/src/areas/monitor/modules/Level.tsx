import { Button, Checkbox, Select, TextInput } from "@mantine/core";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { X } from "lucide-react";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { AsOf } from "@/api/types";
import { Page } from "@/shared/Page";
import { When } from "@/shared/When";
import classes from "../monitor.module.css";
import { useFigures } from "./figures";
import { DAY, WINDOWS, carried, isFiltered, windowOf } from "./question";
import { useModel } from "./asked";
import { monitorSearch, type Filter, type MonitorSearch } from "./search";

export interface Crumb {
  label: string;
  to: string;
}

interface Props {
  title: string;
  /** The levels above. */
  crumbs?: Crumb[];
  /** The process that it is about, where it is about one: the ways to its other pages. */
  process?: string;
  versions?: number[];
  /** What is answered, by how far it has been read. */
  answer?: { asOf: AsOf; from?: string; until?: string } | undefined;
  /** Compares with the window before. */
  compares?: boolean;
  /** What of the filter means nothing here. */
  without?: (keyof Filter)[];
  /** The question has no window. */
  timeless?: boolean;
  /** What can be done here, where there is no window to choose. */
  actions?: ReactNode;
  children: ReactNode;
}

/** What the address says, and only what can be asked. */
function useAddress(): MonitorSearch {
  return monitorSearch(useSearch({ strict: false }) as Record<string, unknown>);
}

/** Where the address is changed: what is not said stays. */
export function useGo() {
  const search = useAddress();
  const navigate = useNavigate();
  const go = (change: Partial<Record<keyof MonitorSearch, unknown>>) => void navigate({ to: ".", search: { ...search, ...change } } as never);
  const open = (to: string, change: Partial<MonitorSearch> = {}) => void navigate({ to, search: { ...carried(search), ...change } } as never);
  return { search, go, open };
}

export function pathOf(process: string, rest = ""): string {
  return `/monitor/p/${encodeURIComponent(process)}${rest}`;
}

/** A way that keeps the filter. */
export function Way({ to, change, children, className, label }: { to: string; change?: Partial<MonitorSearch>; children: ReactNode; className?: string | undefined; label?: string }) {
  const search = useAddress();
  const rest = { ...(className ? { className } : {}), ...(label ? { "aria-label": label } : {}) };
  return (
    <Link to={to} search={{ ...carried(search), ...change } as never} activeOptions={{ exact: true, includeSearch: false }} {...rest}>
      {children}
    </Link>
  );
}

/** A level of monitoring: where one is, what is asked, and how far the answer was counted. */
export function Level({ title, crumbs = [], process, versions, answer, compares = false, without = [], timeless = false, actions = null, children }: Props) {
  const { t } = useTranslation("monitor");
  const tabs = process
    ? [
        { label: t("tab.process"), to: pathOf(process) },
        { label: t("tab.anomalies"), to: pathOf(process, "/anomalies") },
        { label: t("tab.cases"), to: pathOf(process, "/cases") },
        { label: t("tab.analyze"), to: `/analyze/${encodeURIComponent(process)}/map` },
      ]
    : [
        { label: t("tab.portfolio"), to: "/monitor" },
        { label: t("tab.indicators"), to: "/monitor/indicators" },
        { label: t("tab.indices"), to: "/monitor/indices" },
      ];
  return (
    <Page title={title} actions={timeless ? actions : <WindowBar versions={versions} compares={compares} />}>
      <div className={classes.level}>
        <div className={classes.where}>
          {crumbs.length > 0 && (
            <nav aria-label={t("crumbs")} className={classes.crumbs}>
              {crumbs.map((crumb) => (
                <span key={crumb.to}>
                  <Way to={crumb.to}>
                    <bdi>{crumb.label}</bdi>
                  </Way>
                  <span aria-hidden>{" / "}</span>
                </span>
              ))}
              <span aria-current="page">
                <bdi>{title}</bdi>
              </span>
            </nav>
          )}
          {tabs.length > 0 && (
            <nav aria-label={t("ways")} className={classes.tabs}>
              {tabs.map((tab) => (
                <Way key={tab.to} to={tab.to}>
                  {tab.label}
                </Way>
              ))}
            </nav>
          )}
        </div>
        <Filters without={without} process={process} />
        {answer && <CountedUntil answer={answer} />}
        {children}
      </div>
    </Page>
  );
}

function WindowBar({ versions, compares }: { versions: number[] | undefined; compares: boolean }) {
  const { t } = useTranslation("monitor");
  const { search, go } = useGo();
  const [own, setOwn] = useState(Boolean(search.from));
  const chosen = own || search.from ? "own" : String(search.days ?? 30);
  const { from, until } = windowOf(search, Date.now());
  return (
    <div className={classes.bar2}>
      <Select
        aria-label={t("window.label")}
        w={150}
        allowDeselect={false}
        data={[...WINDOWS.map((days) => ({ value: String(days), label: t("window.days", { count: days }) })), ...(WINDOWS.some((days) => String(days) === chosen) || chosen === "own" ? [] : [{ value: chosen, label: t("window.days", { count: Number(chosen) }) }]), { value: "own", label: t("window.own") }]}
        value={chosen}
        onChange={(next) => {
          setOwn(next === "own");
          if (next !== "own") go({ days: Number(next), from: undefined, until: undefined });
        }}
      />
      {chosen === "own" && <Dates key={`${from} ${until}`} from={from} until={until} onChange={(window) => go({ ...window, days: undefined })} />}
      {versions && versions.length > 0 && (
        <Select
          aria-label={t("version.label")}
          w={130}
          allowDeselect={false}
          data={[{ value: "all", label: t("version.all") }, ...versions.map((version) => ({ value: String(version), label: t("version.one", { version }) }))]}
          value={search.version === undefined ? "all" : String(search.version)}
          onChange={(next) => go({ version: next === "all" ? undefined : Number(next) })}
        />
      )}
      {compares && versions && versions.length > 1 && (
        <Select
          aria-label={t("version.against")}
          w={170}
          allowDeselect={false}
          data={[{ value: "none", label: t("version.againstNone") }, ...versions.map((version) => ({ value: String(version), label: t("version.againstOne", { version }) }))]}
          value={search.against === undefined ? "none" : String(search.against)}
          onChange={(next) => go({ against: next === "none" ? undefined : Number(next) })}
        />
      )}
      {compares && <Checkbox label={t("window.compare")} checked={search.compare === true} onChange={(event) => go({ compare: event.currentTarget.checked || undefined })} />}
    </div>
  );
}

const day = (ms: number) => {
  const date = new Date(ms);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;
};

/** Whole days of the reader's zone, both included. */
function Dates({ from, until, onChange }: { from: number; until: number; onChange: (window: { from: string; until: string }) => void }) {
  const { t } = useTranslation("monitor");
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
function Filters({ without: unused, process }: { without: (keyof Filter)[]; process: string | undefined }) {
  const { t } = useTranslation("monitor");
  const say = useFigures();
  const { search, go } = useGo();
  const { nameOf } = useModel(process ?? "", search.version);
  if (!isFiltered(search)) return null;
  const shown: { key: string; label: string; without: Partial<Record<keyof Filter, unknown>> }[] = [];
  const put = (key: keyof Filter, label: string) => shown.push({ key, label: unused.includes(key) ? t("filter.unused", { filter: label }) : label, without: { [key]: undefined } });
  if (search.version !== undefined) put("version", t("version.one", { version: search.version }));
  if (search.node) put("node", t("filter.node", { node: nameOf(search.node) }));
  if (search.outcome) put("outcome", t(`outcome.${search.outcome}`));
  if (search.rework !== undefined) put("rework", t(`filter.rework.${search.rework ? "yes" : "no"}`));
  if (search.incidents !== undefined) put("incidents", t(`filter.incidents.${search.incidents ? "yes" : "no"}`));
  if (search.longer !== undefined) put("longer", t("filter.longer", { time: say.time(search.longer) }));
  if (search.shorter !== undefined) put("shorter", t("filter.shorter", { time: say.time(search.shorter) }));
  for (const [name, value] of Object.entries(search.where ?? {})) {
    const { [name]: _, ...others } = search.where!;
    shown.push({ key: `where ${name}`, label: `${name} = ${String(value)}`, without: { where: Object.keys(others).length > 0 ? others : undefined } });
  }
  return (
    <ul className={classes.filters} aria-label={t("filter.label")}>
      {shown.map(({ key, label, without }) => (
        <li key={key}>
          <Button variant="default" rightSection={<X size={13} aria-hidden />} aria-label={t("filter.remove", { filter: label })} onClick={() => go(without)}>
            <bdi>{label}</bdi>
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** How far the answer was counted, and what keeps it from being whole. */
export function CountedUntil({ answer }: { answer: { asOf: AsOf; from?: string; until?: string } }) {
  const { t } = useTranslation("monitor");
  const say = useFigures();
  const { asOf, from, until } = answer;
  const days = from && until ? (Date.parse(until) - Date.parse(from)) / DAY : undefined;
  return (
    <p className={classes.asOf}>
      {from && until && (
        <span>
          {t("asOf.window")} <When at={from} /> – <When at={until} />
          {days !== undefined && ` (${t("unit.d", { value: say.number(days) })})`}
        </span>
      )}
      <span>{asOf.at ? <>{t("asOf.at")} <When at={asOf.at} /></> : t("asOf.nothing")}</span>
      <span title={asOf.position === null || asOf.position === undefined ? undefined : t("asOf.position", { position: asOf.position })}>{t("asOf.lag", { time: say.time(asOf.lagMs) })}</span>
      {!asOf.caughtUp && <b className={classes.missed}>{t("asOf.reading")}</b>}
      {asOf.stopped && <b className={classes.bad}>{t("asOf.stopped", { why: asOf.stopped })}</b>}
      {asOf.heldAfter && (
        <span>
          {t("asOf.held")} <When at={asOf.heldAfter} />
        </span>
      )}
    </p>
  );
}
