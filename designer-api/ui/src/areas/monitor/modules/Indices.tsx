import { useTranslation } from "react-i18next";
import type { IndexAnswer } from "@/api/types";
import { useMaybe } from "@/shared/maybe";
import classes from "../monitor.module.css";
import { Figure, useFigures } from "./figures";

/** The indices with what they are made of; what cannot be known is said so, with why. */
export function Indices({ indices }: { indices: IndexAnswer[] }) {
  const { t } = useTranslation("monitor");
  const maybe = useMaybe("monitor");
  const say = useFigures();
  const bounds = (index: IndexAnswer) => (typeof index.low === "number" && typeof index.high === "number" ? t("interval", { low: say.number(index.low), high: say.number(index.high) }) : undefined);
  return (
    <div className={classes.indices}>
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
                      {component.why ? (
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
