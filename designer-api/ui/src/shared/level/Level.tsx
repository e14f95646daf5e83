import { Link } from "@tanstack/react-router";
import { Fragment, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { AsOf } from "@/api/types";
import { Page } from "@/shared/Page";
import { When } from "@/shared/When";
import classes from "./level.module.css";
import { DAY } from "./question";

/** Where a way leads, and what it is called. */
export interface Way {
  label: string;
  to: string;
}

interface Props {
  title: string;
  /** The levels above. */
  crumbs: Way[];
  /** What stands at their end. */
  here: string;
  /** The pages beside this one. */
  ways: Way[];
  waysLabel: string;
  /** What of the address every way keeps. */
  carried: object;
  /** What is chosen or done here, beside the title. */
  actions?: ReactNode;
  /** What is filtered, and how far the answer was counted. */
  filters?: ReactNode;
  counted?: ReactNode;
  children: ReactNode;
}

/** A page about the history of processes: where one is, what is asked, how far it was counted, and what came of it. */
export function Level({ title, crumbs, here, ways, waysLabel, carried, actions, filters, counted, children }: Props) {
  const { t } = useTranslation("level");
  const link = (way: Way) => (
    <Link to={way.to} search={carried as never} activeOptions={{ exact: true, includeSearch: false }}>
      <bdi>{way.label}</bdi>
    </Link>
  );
  return (
    <Page title={title} actions={actions}>
      <div className={classes.level}>
        <div className={classes.where}>
          {crumbs.length > 0 && (
            <nav aria-label={t("crumbs")} className={classes.crumbs}>
              {crumbs.map((crumb) => (
                <span key={crumb.to}>
                  {link(crumb)}
                  <span aria-hidden>{" / "}</span>
                </span>
              ))}
              <span aria-current="page">
                <bdi>{here}</bdi>
              </span>
            </nav>
          )}
          <nav aria-label={waysLabel} className={classes.tabs} ref={showCurrent}>
            {ways.map((way) => (
              <Fragment key={way.to}>{link(way)}</Fragment>
            ))}
          </nav>
        </div>
        {filters}
        {counted}
        {children}
      </div>
    </Page>
  );
}

/** On a phone not all ways have room beside each other: the one that one is on is never out of sight. */
function showCurrent(nav: HTMLElement | null): void {
  const current = nav?.querySelector<HTMLElement>('[aria-current="page"]');
  if (nav && current && current.offsetLeft + current.offsetWidth > nav.clientWidth) nav.scrollLeft = current.offsetLeft + current.offsetWidth - nav.clientWidth;
}

/** What is behind by less is what happens now. */
const LATE_MS = 1_000;

interface Counted {
  answer: { asOf: AsOf; from?: string; until?: string };
  number: (value: number) => string;
  time: (ms: number) => string;
  /** Of how many it tells. */
  children?: ReactNode;
}

/** How far an answer was counted, and what keeps it from being whole. */
export function CountedUntil({ answer, number, time, children }: Counted) {
  const { t } = useTranslation("level");
  const { asOf, from, until } = answer;
  return (
    <p className={classes.asOf}>
      {children}
      {from && until && (
        <span>
          {t("asOf.window")} <When at={from} /> – <When at={until} />{t("asOf.days", { value: number((Date.parse(until) - Date.parse(from)) / DAY) })}
        </span>
      )}
      <span>{asOf.at ? <>{t("asOf.at")} <When at={asOf.at} /></> : t("asOf.nothing")}</span>
      {asOf.lagMs >= LATE_MS && <span title={asOf.position === null || asOf.position === undefined ? undefined : t("asOf.position", { position: asOf.position })}>{t("asOf.lag", { time: time(asOf.lagMs) })}</span>}
      {!asOf.caughtUp && <b className={classes.missed}>{t("asOf.reading")}</b>}
      {asOf.stopped && <b className={classes.bad}>{t("asOf.stopped", { why: asOf.stopped })}</b>}
      {asOf.heldAfter && (
        <span>
          {t("asOf.held")} <When at={asOf.heldAfter} />
        </span>
      )}
      {asOf.reached.map((limit) => (
        <b className={classes.missed} key={limit.setting}>
          {t("asOf.reached", { setting: limit.setting, most: number(limit.most) })}
        </b>
      ))}
      {asOf.faults.map((fault) => (
        <b className={classes.missed} key={`${fault.code} ${fault.from ?? ""}`} title={fault.code} data-testid="fault">
          {t(fault.code === "DQ_LOG_GAP" ? "asOf.gap" : "asOf.clockBack", { time: time(fault.ms ?? 0) })} {fault.from && <When at={fault.from} />}
        </b>
      ))}
    </p>
  );
}
