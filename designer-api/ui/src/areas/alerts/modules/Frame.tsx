import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Page } from "@/shared/Page";
import classes from "../alerts.module.css";
import { useCounts } from "./asked";

/** A page of alerts: the ways to the others stand above it. */
export function Frame({ title, actions, children, flat = false }: { title: string; actions?: ReactNode; children: ReactNode; flat?: boolean }) {
  const { t } = useTranslation("alerts");
  const counts = useCounts();
  const ringing = (counts.data?.open ?? 0) + (counts.data?.acknowledged ?? 0);
  return (
    <Page title={title} actions={actions}>
      <nav className={classes.tabs} aria-label={t("tab.label")}>
        <Link to={"/alerts" as never} activeOptions={{ exact: true, includeSearch: false }}>
          {t("tab.inbox")}
          {ringing > 0 && <span className={classes.badge}>{ringing}</span>}
        </Link>
        <Link to={"/alerts/rules" as never} activeOptions={{ exact: false, includeSearch: false }}>
          {t("tab.rules")}
        </Link>
        <Link to={"/alerts/silences" as never} activeOptions={{ exact: true, includeSearch: false }}>
          {t("tab.silences")}
        </Link>
      </nav>
      <div className={flat ? classes.fill : classes.body}>{children}</div>
    </Page>
  );
}
