import { Link, useLocation } from "@tanstack/react-router";
import { useEffect, useRef, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/app/session";
import { Page } from "@/shared/Page";
import { WAYS, type AdminWay } from "./ways";
import classes from "../admin.module.css";

/** The pages of the administration that are open to whoever is logged in. */
export function useWays(): AdminWay[] {
  const may = useMay();
  return WAYS.filter((way) => may(...way.needs));
}

/** A page of the administration, with the ways to the others above it. */
export function AdminFrame({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  const { t } = useTranslation("admin");
  const ways = useWays();
  const { pathname } = useLocation();
  const row = useRef<HTMLElement>(null);
  // On phones the one that is shown may be far to the right.
  useEffect(() => {
    const here = row.current?.querySelector<HTMLElement>('[aria-current="page"]');
    if (row.current && here) row.current.scrollLeft = here.offsetLeft - 24;
  }, [pathname]);
  return (
    <div className={classes.frame}>
      <nav ref={row} className={classes.ways} aria-label={t("ways")} data-noprint>
        {ways.map((way) => (
          <Link key={way.name} to={way.to} aria-current={pathname === way.to ? "page" : undefined}>
            {t(`way.${way.name}`)}
          </Link>
        ))}
      </nav>
      <Page title={title} actions={actions}>
        {children}
      </Page>
    </div>
  );
}
