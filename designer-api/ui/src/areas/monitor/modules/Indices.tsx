import { Suspense, lazy, useState } from "react";
import { useTranslation } from "react-i18next";
import type { IndexAnswer, IndexSettingsUsed } from "@/api/types";
import { useMay } from "@/app/session";
import { PersonName } from "@/shared/PersonName";
import { When } from "@/shared/When";
import { useMaybe } from "@/shared/maybe";
import classes from "../monitor.module.css";
import { Figure, useFigures } from "./figures";

const IndexSettings = lazy(() => import("./IndexSettings").then((module) => ({ default: module.IndexSettings })));

/** The indices with what they are made of; what cannot be known is said so, with why. */
export function Indices({ indices, process, settings }: { indices: IndexAnswer[]; process: string; settings?: IndexSettingsUsed | null | undefined }) {
  const { t } = useTranslation("monitor");
  const maybe = useMaybe("monitor");
  const say = useFigures();
  const bounds = (index: IndexAnswer) => (typeof index.low === "number" && typeof index.high === "number" ? t("interval", { low: say.number(index.low), high: say.number(index.high) }) : undefined);
  const may = useMay();
  const [open, setOpen] = useState(false);
  return (
    <div className={classes.indices}>
      <p className={classes.small} style={{ gridColumn: "1 / -1" }} data-testid="scored-by">
        {settings ? (
          <>
            {t(settings.process ? "scoring.byOwn" : "scoring.byAll", { version: settings.version })} · <When at={settings.at} /> · <PersonName id={settings.actor} />
          </>
        ) : (
          t("scoring.byBuiltIn")
        )}{" "}
        {may("set-indicators") && (
          <button type="button" className={classes.choose} onClick={() => setOpen(true)}>
            {t("scoring.change")}
          </button>
        )}
      </p>
      <Suspense fallback={null}>{open && <IndexSettings process={process} codes={indices.flatMap((index) => index.components.map((component) => component.code))} onClose={() => setOpen(false)} />}</Suspense>
      {indices.map((index) => (
        <section key={index.index} aria-label={maybe(`index.${index.index}`, index.index)}>
          <h3>
            {maybe(`index.${index.index}`, index.index)}{" "}
            {typeof index.value === "number" ? <b title={bounds(index)}>{t("indices.value", { value: say.number(index.value) })}</b> : <span className={classes.none}>{t("indices.noneWhy", { least: index.least })}</span>}
          </h3>
          {bounds(index) && <p className={classes.small}>{bounds(index)}</p>}
          <div className={classes.scroll} tabIndex={0} role="group" aria-label={maybe(`index.${index.index}`, index.index)}>
            <table className={classes.lines}>
              <thead>
                <tr>
                  <th scope="col">{t("column.component")}</th>
                  <th scope="col" className={classes.number}>{t("column.value")}</th>
                  <th scope="col" className={classes.number}>{t("column.target")}</th>
                  <th scope="col" className={classes.number}>{t("column.score")}</th>
                  <th scope="col" className={`${classes.number} ${classes.wide}`}>{t("column.weight")}</th>
                </tr>
              </thead>
              <tbody>
                {index.components.map((component) => (
                  <tr key={component.code} className={component.code === index.weakest ? classes.chosen : undefined}>
                    <td>
                      {maybe(`component.${component.code}`, component.code)}
                      {component.code === index.weakest && <span className={classes.missed}> {t("indices.isWeakest")}</span>}
                    </td>
                    <td className={classes.number}>
                      {component.weight === 0 ? (
                        <span className={classes.none}>{t("scoring.leftOut")}</span>
                      ) : component.why ? (
                        <span className={classes.none}>{maybe(`why.${component.why}`, component.why)}</span>
                      ) : (
                        <>
                          <Figure measure={component.value} n />
                          {say.bounds(component.value) && <div className={classes.small}>{say.bounds(component.value)}</div>}
                        </>
                      )}
                    </td>
                    <td className={classes.number}>{typeof component.target === "number" ? say.inUnit(component.target, component.value.unit) : "–"}</td>
                    <td className={classes.number}>{typeof component.score === "number" ? say.number(component.score * 100) : "–"}</td>
                    <td className={`${classes.number} ${classes.wide}`}>{say.share(component.weight)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      ))}
    </div>
  );
}
