import { AlertTriangle, BellOff, CheckCircle2, CircleDashed, OctagonAlert, ThumbsDown, ThumbsUp, UserCheck, Waves, type LucideIcon } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { AlertGroup, AlertView, WatchedRule } from "@/api/types";
import classes from "../alerts.module.css";

function Tag({ tone, icon: Icon, text }: { tone: string; icon: LucideIcon; text: string }) {
  return (
    <span className={classes.tag} data-tone={tone}>
      <Icon size={13} aria-hidden />
      {text}
    </span>
  );
}

/** How bad it is: icon, word and colour. */
export function SeverityTag({ view }: { view: AlertView }) {
  const { t } = useTranslation("alerts");
  const { alert } = view;
  // Its rule is gone: whether it is well nobody knows.
  if (alert.unwatched) return <Tag tone="quiet" icon={CircleDashed} text={t("severity.unwatched")} />;
  if (alert.status === "resolved") return <Tag tone="well" icon={CheckCircle2} text={t("severity.well")} />;
  return alert.severity === "critical" ? <Tag tone="critical" icon={OctagonAlert} text={t("severity.critical")} /> : <Tag tone="warning" icon={AlertTriangle} text={t("severity.warning")} />;
}

/** Where it is in its life. */
export function StatusOf({ view }: { view: AlertView }) {
  const { t } = useTranslation("alerts");
  const { alert, silenced } = view;
  return (
    <span className={classes.tags}>
      {silenced ? <Tag tone="quiet" icon={BellOff} text={t("status.silenced")} /> : alert.status === "acknowledged" ? <Tag tone="quiet" icon={UserCheck} text={t("status.acknowledged")} /> : <span>{t(`status.${alert.status}`)}</span>}
      {alert.flapping && <Tag tone="quiet" icon={Waves} text={t("status.flapping")} />}
      {alert.reopened > 0 && <span className={classes.dim}>{t("status.reopened", { count: alert.reopened })}</span>}
    </span>
  );
}

/** Whether somebody has found it real or a false alarm; nothing as long as nobody has said. */
export function VerdictTag({ view }: { view: AlertView }) {
  const { t } = useTranslation("alerts");
  const { verdict } = view.alert;
  if (!verdict) return null;
  return verdict.real ? <Tag tone="warning" icon={ThumbsUp} text={t("verdict.real")} /> : <Tag tone="quiet" icon={ThumbsDown} text={t("verdict.dismissed")} />;
}

/** How many of a group ring. */
export function GroupTag({ group }: { group: AlertGroup }) {
  const { t } = useTranslation("alerts");
  return <span>{t("group.standing", { ringing: group.ringing, critical: group.critical })}</span>;
}

/** How a rule stands. */
export function RuleState({ watched }: { watched: WatchedRule }) {
  const { t } = useTranslation("alerts");
  const { rule, now } = watched;
  if (!rule.spec.enabled) return <Tag tone="quiet" icon={BellOff} text={t("rule.off")} />;
  if (now.stopped) return <Tag tone="critical" icon={OctagonAlert} text={t("rule.stopped")} />;
  if (now.clockBehind) return <Tag tone="warning" icon={AlertTriangle} text={t("rule.clockBehind")} />;
  if (!now.state) return <Tag tone="quiet" icon={CircleDashed} text={t("rule.notYet")} />;
  if (now.state === "critical") return <Tag tone="critical" icon={OctagonAlert} text={t("severity.critical")} />;
  if (now.state === "warning" || now.state === "recovering") return <Tag tone="warning" icon={AlertTriangle} text={t(`state.${now.state}`)} />;
  if (now.missing) return <Tag tone="quiet" icon={CircleDashed} text={t("state.held")} />;
  return now.state === "pending" ? <Tag tone="warning" icon={CircleDashed} text={t("state.pending")} /> : <Tag tone="well" icon={CheckCircle2} text={t("severity.well")} />;
}
