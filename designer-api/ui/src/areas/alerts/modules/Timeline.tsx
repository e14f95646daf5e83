import { useTranslation } from "react-i18next";
import type { AlertLine } from "@/api/types";
import { PersonName } from "@/shared/PersonName";
import { When } from "@/shared/When";
import classes from "../alerts.module.css";
import { useSay } from "./say";

/** What happened to an alert, the latest first: what was read, who was told, who did what. */
export function Timeline({ lines, unit }: { lines: AlertLine[]; unit: string }) {
  const { t } = useTranslation("alerts");
  const say = useSay();
  const because = (line: AlertLine) => (line.happened === "keptBack" && line.text ? t(`keptBack.${line.text}`) : line.text);
  return (
    <ol className={classes.timeline} data-testid="timeline">
      {lines.map((line) => (
        <li key={line.number} className={classes.line}>
          <When at={line.at} />
          <div>
            <span>{t(`happened.${line.happened}`)}</span>
            {line.value !== null && line.value !== undefined && <> · {t("detail.valueOf", { value: say.value(line.value, unit), n: line.n ?? 0 })}</>}
            {line.by !== "engine" && (
              <>
                {" "}
                · <PersonName id={line.by} />
              </>
            )}
            {because(line) && <p className={classes.quote}>{because(line)}</p>}
          </div>
        </li>
      ))}
    </ol>
  );
}
