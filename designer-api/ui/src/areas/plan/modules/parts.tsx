// What the pages of planning are made of.
import { Tooltip } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Covered, LandscapeNode } from "@/api/types";
import { language } from "@/app/i18n";
import { PersonName } from "@/shared/PersonName";
import { partyOf, useSaid, type Index } from "./landscape";
import type { Light } from "./measures";
import classes from "../plan.module.css";

/** A person, or a role by the name that the landscape has for it. */
export function PartyName({ party, all }: { party: string; all: Index }) {
  const say = useSaid();
  const { kind, id } = partyOf(party);
  if (kind === "person") return <PersonName id={id} />;
  const role = all.roles.get(id);
  return <bdi title={id}>{role ? say(role.name) : id}</bdi>;
}

const MARKS: Record<Light, string> = { good: "●", doubtful: "▲", bad: "■", unmeasured: "○" };

/** How an indicator stands: a form and a word, never a colour alone. */
export function LightMark({ light, words = false }: { light: Light; words?: boolean }) {
  const { t } = useTranslation("plan");
  const label = t(`light.${light}`);
  return (
    <span className={classes.light} data-light={light} title={label}>
      <span aria-hidden>{MARKS[light]}</span>
      <span className={words ? undefined : classes.unseen}>{label}</span>
    </span>
  );
}

/** A unit in the language of the page; those of other meters are shown as they are written. */
export function useUnit(): (unit: string) => string {
  const { t, i18n } = useTranslation("plan");
  return (unit) => (i18n.exists(`plan:unit.${unit}`) ? t(`unit.${unit}`) : unit);
}

/** What an indicator is to reach: the side, the number and its unit. */
export function useTarget(): (one: Pick<LandscapeNode["indicators"][number], "direction" | "target" | "unit">) => string {
  const unit = useUnit();
  return (one) => `${one.direction === "higher" ? "≥" : "≤"} ${new Intl.NumberFormat(language(), { maximumSignificantDigits: 6 }).format(one.target)} ${unit(one.unit)}`;
}

const KINDS = ["modelled", "automated", "monitored"] as const;

/** How much of a node is modelled, automated and monitored: three thin bars with their numbers. */
export function CoverageBars({ covered, wide = false }: { covered: Covered | undefined; wide?: boolean }) {
  const { t } = useTranslation("plan");
  if (!covered) return null;
  const whole = covered.planned;
  return (
    <dl className={wide ? `${classes.bars} ${classes.barsWide}` : classes.bars}>
      {KINDS.map((kind) => (
        <div key={kind} className={classes.bar}>
          <dt>{t(`coverage.${kind}`)}</dt>
          <dd>
            <span className={classes.track} aria-hidden>
              <span className={classes.fill} data-kind={kind} style={{ inlineSize: `${whole ? (100 * covered[kind]) / whole : 0}%` }} />
            </span>
            <span>{t("coverage.of", { part: covered[kind], whole })}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The link to a node, with what one has to know of it at a glance. */
export function NodeLink({ node, light, covered }: { node: LandscapeNode; light: Light | null; covered?: Covered | undefined }) {
  const { t } = useTranslation("plan");
  const say = useSaid();
  const state = covered?.automated ? "automated" : covered?.modelled ? "modelled" : "planned";
  return (
    <Link to="/landscape/$nodeId" params={{ nodeId: node.id } as never} className={classes.process} data-state={state}>
      <bdi className={classes.processName}>{say(node.name)}</bdi>
      <Tooltip label={t(`state.${state}`)}>
        <span className={classes.state} data-state={state}>
          {t(`state.${state}`)}
        </span>
      </Tooltip>
      {light && <LightMark light={light} />}
    </Link>
  );
}
