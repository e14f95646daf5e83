import { Checkbox, Select } from "@mantine/core";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { AsOf } from "@/api/types";
import { Filters } from "@/shared/level/Filters";
import { CountedUntil, Level as Shared, type Way as Crumb } from "@/shared/level/Level";
import type { Question } from "@/shared/level/question";
import { WindowBar } from "@/shared/level/WindowBar";
import { DepartmentChoice } from "./Departments";
import { useFigures } from "./figures";
import { USUAL, carried } from "./question";
import { useModel, useRuleName } from "./asked";
import { monitorSearch, type MonitorSearch } from "./search";

export type { Crumb };

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
  without?: (keyof Question)[];
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
export function Level({ title, crumbs = [], process, versions = [], answer, compares = false, without = [], timeless = false, actions = null, children }: Props) {
  const { t } = useTranslation("monitor");
  const say = useFigures();
  const { search, go } = useGo();
  const { nameOf } = useModel(process ?? "", search.version);
  const ruleOf = useRuleName(process ?? "", search.breaks !== undefined);
  const ways = process
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
    <Shared
      title={title}
      crumbs={crumbs}
      here={title}
      ways={ways}
      waysLabel={t("ways")}
      carried={carried(search)}
      actions={
        timeless ? (
          actions
        ) : (
          <WindowBar search={search} usual={USUAL} versions={versions} onChange={go}>
            {compares && <Against versions={versions} />}
            {process !== undefined && <DepartmentChoice search={search} go={go} />}
          </WindowBar>
        )
      }
      filters={<Filters search={search} unused={without} nameOf={nameOf} ruleOf={ruleOf} time={say.time} onChange={go} />}
      counted={answer && <CountedUntil answer={answer} number={say.number} time={say.time} />}
    >
      {children}
    </Shared>
  );
}

/** With what it is compared: another version, or the window before. */
function Against({ versions }: { versions: number[] }) {
  const { t } = useTranslation("monitor");
  const { search, go } = useGo();
  return (
    <>
      {versions.length > 1 && (
        <Select
          aria-label={t("version.against")}
          w={170}
          allowDeselect={false}
          data={[{ value: "none", label: t("version.againstNone") }, ...versions.map((version) => ({ value: String(version), label: t("version.againstOne", { version }) }))]}
          value={search.against === undefined ? "none" : String(search.against)}
          onChange={(next) => go({ against: next === "none" ? undefined : Number(next) })}
        />
      )}
      <Checkbox label={t("window.compare")} checked={search.compare === true} onChange={(event) => go({ compare: event.currentTarget.checked || undefined })} />
    </>
  );
}
