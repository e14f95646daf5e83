import { useTranslation } from "react-i18next";
import type { IndexAnswer } from "@/api/types";
import { useMaybe } from "@/shared/maybe";
import classes from "../monitor.module.css";
import { useFigures } from "./figures";

/** The three indices in a line: each with its weakest component, or why there is none. */
export function IndexLine({ indices }: { indices: IndexAnswer[] }) {
  const { t } = useTranslation("monitor");
  const maybe = useMaybe("monitor");
  const say = useFigures();
  return (
    <ul className={classes.indexLine} aria-label={t("indices.title")}>
      {indices.map((index) => (
        <li key={index.index}>
          <span>{maybe(`index.${index.index}`, index.index)}</span>{" "}
          {typeof index.value === "number" ? <b>{say.number(index.value)}</b> : <span className={classes.none}>{t("indices.none")}</span>}
          {index.weakest && <span className={classes.small}> {t("indices.weakest", { component: maybe(`component.${index.weakest}`, index.weakest) })}</span>}
        </li>
      ))}
    </ul>
  );
}
