import { AlertTriangle, Ban, CheckCircle2, CircleDashed, Clock, PauseCircle, PlayCircle, type LucideIcon } from "lucide-react";
import { useTranslation } from "react-i18next";
import classes from "./shared.module.css";

export type Status = "created" | "active" | "running" | "waiting" | "completed" | "terminated" | "suspended" | "incident" | "overdue";

/** Is what is to be done by a time past it? */
export const isLate = ({ due }: { due?: string | null | undefined }): boolean => due !== null && due !== undefined && new Date(due) < new Date();

const LOOKS: Record<Status, [colour: string, icon: LucideIcon]> = {
  created: ["waiting", CircleDashed],
  active: ["running", PlayCircle],
  running: ["running", PlayCircle],
  waiting: ["waiting", Clock],
  completed: ["done", CheckCircle2],
  terminated: ["done", Ban],
  suspended: ["suspended", PauseCircle],
  incident: ["incident", AlertTriangle],
  overdue: ["overdue", Clock],
};

/** A status: icon, word and colour, so that colour never stands alone. */
export function StatusTag({ status }: { status: Status }) {
  const { t } = useTranslation();
  const [colour, Icon] = LOOKS[status];
  return (
    <span className={classes.status} style={{ color: `var(--weir-${colour})` }}>
      <Icon size={13} aria-hidden />
      {t(`status.${status}`)}
    </span>
  );
}

/** Of several things that hold for an instance, the one that matters most. */
export function statusOf(instance: { state: string; suspended?: string | null; incidents: number }): Status {
  if (instance.incidents > 0) return "incident";
  if (instance.suspended && instance.state === "running") return "suspended";
  return instance.state as Status;
}
