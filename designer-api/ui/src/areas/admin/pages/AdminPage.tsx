import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Page } from "@/shared/Page";
import { useWays } from "../modules/AdminFrame";
import classes from "../admin.module.css";

/** What there is to administer. */
export function AdminPage() {
  const { t } = useTranslation("admin");
  const ways = useWays();
  return (
    <Page title={t("title")}>
      <ul className={classes.tiles}>
        {ways.map((way) => (
          <li key={way.name}>
            <Link to={way.to} className={classes.tile}>
              <b>{t(`way.${way.name}`)}</b>
              <span className={classes.muted}>{t(`hint.${way.name}`)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Page>
  );
}
