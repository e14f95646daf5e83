import { useTranslation } from "react-i18next";
import classes from "../simulate.module.css";

interface Said {
  code: string;
  scenario?: string | null;
  at?: string | null;
  message: string;
}

/** What is missing or contradicts itself: each by its code in the language of the page. What the server said of it shows where one points. */
export function Reasons({ label, reasons, nameOf }: { label: string; reasons: Said[]; nameOf?: (id: string) => string }) {
  const { t, i18n } = useTranslation("simulate");
  if (reasons.length === 0) return null;
  return (
    <ul aria-label={label} className={classes.reasons}>
      {reasons.map((one, index) => (
        <li key={index} title={one.message}>
          {one.scenario && <b>{one.scenario}: </b>}
          {i18n.exists(`code.${one.code}`, { ns: "simulate" }) ? t(`code.${one.code}`) : one.message}
          {one.at && <bdi className={classes.at}> {nameOf?.(one.at) ?? one.at}</bdi>}
        </li>
      ))}
    </ul>
  );
}
