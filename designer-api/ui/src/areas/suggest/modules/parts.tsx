// Pieces of the pages of suggestions.
import { Link } from "@tanstack/react-router";
import { Ban, CheckCircle2, CircleDashed, Equal, Minus, Plus } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { FoundSuggestion, Suggestion } from "@/api/types";
import classes from "../suggest.module.css";

const SIDES = ["time", "cost", "quality", "flexibility"] as const;
const SIGNS = { better: Plus, same: Equal, worse: Minus } as const;

/** Where it helps and where it costs: sign, word and colour for each of the four sides. */
export function Effects({ effects }: { effects: FoundSuggestion["effects"] }) {
  const { t } = useTranslation("suggest");
  return (
    <ul className={classes.effects} aria-label={t("effects.title")}>
      {SIDES.map((side) => {
        const Sign = SIGNS[effects[side]];
        return (
          <li key={side} className={classes.effect} data-sign={effects[side]}>
            <Sign size={12} aria-hidden />
            {t("effects.one", { side: t(`effects.${side}`), sign: t(`effects.${effects[side]}`) })}
          </li>
        );
      })}
    </ul>
  );
}

const STATES = { open: CircleDashed, accepted: CheckCircle2, dismissed: Ban } as const;

/** What became of it: icon, word and colour. */
export function State({ state }: { state: Suggestion["state"]["state"] }) {
  const { t } = useTranslation("suggest");
  const Icon = STATES[state];
  return (
    <span className={classes.state} data-state={state}>
      <Icon size={13} aria-hidden />
      {t(`state.${state}`)}
    </span>
  );
}

/** The way from all processes to here. */
export function Crumbs({ crumbs }: { crumbs: { label: string; to: string }[] }) {
  const { t } = useTranslation("suggest");
  return (
    <nav aria-label={t("crumbs")} className={classes.crumbs}>
      {crumbs.map(({ label, to }, index) => (
        <span key={to}>
          {index > 0 && " / "}
          <Link to={to}>
            <bdi>{label}</bdi>
          </Link>
        </span>
      ))}
    </nav>
  );
}

/** A part of a page with its heading. */
export function Block({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className={classes.block}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

export const pathOf = (process: string, id?: string) => `/suggestions/${encodeURIComponent(process)}${id ? `/${encodeURIComponent(id)}` : ""}`;
