import { useTranslation } from "react-i18next";
import type { Delta } from "@/api/types";
import classes from "../monitor.module.css";
import { Figure, useFigures } from "./figures";
import { Way, pathOf } from "./Level";

/** Why a mean is another than before: exactly so much by each node. The parts add up to the difference. */
export function Change({ process, delta, nameOf }: { process: string; delta: Delta; nameOf: (node: string) => string }) {
  const { t } = useTranslation("monitor");
  const say = useFigures();
  const parts = delta.parts.filter((part) => part.mix !== 0 || part.rate !== 0);
  return (
    <section aria-label={t("change.title")} className={classes.block}>
      <h2>{t("change.title")}</h2>
      <p className={classes.say}>
        {t("change.before")} <b><Figure measure={delta.before} n /></b> → {t("change.after")} <b><Figure measure={delta.after} n /></b>
        {typeof delta.difference === "number" && (
          <>
            {" "}
            {t("change.difference")} <b className={delta.difference > 0 ? classes.missed : undefined}>{say.signed(delta.difference)}</b>
          </>
        )}
      </p>
      {typeof delta.difference !== "number" ? (
        <p className={classes.none}>{t("change.none")}</p>
      ) : (
        <div className={classes.scroll} tabIndex={0} role="group" aria-label={t("change.title")}>
          <table className={classes.lines} data-testid="change">
            <thead>
              <tr>
                <th scope="col">{t("column.node")}</th>
                <th scope="col" className={classes.number}>{t("column.mix")}</th>
                <th scope="col" className={classes.number}>{t("column.rate")}</th>
                <th scope="col" className={classes.number}>{t("column.sum")}</th>
              </tr>
            </thead>
            <tbody>
              {parts.map((part) => (
                <tr key={part.node}>
                  <td>
                    <Way to={pathOf(process, `/e/${encodeURIComponent(part.node)}`)}>
                      <bdi>{nameOf(part.node)}</bdi>
                    </Way>
                  </td>
                  <td className={classes.number}>{say.signed(part.mix)}</td>
                  <td className={classes.number}>{say.signed(part.rate)}</td>
                  <td className={classes.number}>{say.signed(part.mix + part.rate)}</td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">{t("change.sum")}</th>
                <td className={classes.number}>{say.signed(parts.reduce((sum, part) => sum + part.mix, 0))}</td>
                <td className={classes.number}>{say.signed(parts.reduce((sum, part) => sum + part.rate, 0))}</td>
                <td className={classes.number}>{say.signed(delta.difference)}</td>
              </tr>
            </tfoot>
          </table>
        </div>
      )}
    </section>
  );
}
