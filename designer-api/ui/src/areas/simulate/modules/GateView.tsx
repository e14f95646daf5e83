import { CheckCircle2, AlertTriangle } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Reasons } from "./reasons";
import type { Gate } from "./types";
import { useSay } from "./say";
import classes from "../simulate.module.css";

/** Would the simulation have told the last two weeks right? In one line. */
export function GateSay({ gate }: { gate: Gate | null }) {
  const { t } = useTranslation("simulate");
  if (!gate) return <p className={classes.dim}>{t("gate.never")}</p>;
  return gate.verified ? (
    <p className={classes.good}><CheckCircle2 size={14} aria-hidden /> {t("gate.passedLong")}</p>
  ) : (
    <p className={classes.bad}><AlertTriangle size={14} aria-hidden /> {t("gate.failedLong")}</p>
  );
}

/** The same with every figure that it looked at, or why it could say nothing. */
export function GateView({ gate }: { gate: Gate }) {
  const { t } = useTranslation("simulate");
  const say = useSay();
  const off = (figure: string, value: number | null | undefined) =>
    typeof value !== "number" ? "–" : figure.startsWith("time") || figure === "ended" ? say.share(value / 100) : say.number(value);
  const of = (figure: string, value: number | null | undefined) =>
    typeof value !== "number" ? "–" : figure === "ended" ? say.share(value / 100) : say.time(value);
  return (
    <section aria-label={t("gate.title")}>
      <h2>{t("gate.title")}</h2>
      <GateSay gate={gate} />
      <Reasons label={t("gate.why")} reasons={gate.reasons} />
      {gate.gate && (
        <>
          <div className={classes.scroll} tabIndex={0} role="group" aria-label={t("gate.figures")}>
            <table className={classes.lines} data-testid="gate">
              <thead>
                <tr>
                  <th scope="col">{t("gate.figure")}</th>
                  <th scope="col" className={classes.number}>{t("gate.real")}</th>
                  <th scope="col" className={classes.number}>{t("gate.simulated")}</th>
                  <th scope="col" className={classes.number}>{t("gate.off")}</th>
                  <th scope="col" className={classes.number}>{t("gate.limit")}</th>
                  <th scope="col">{t("gate.verdict")}</th>
                </tr>
              </thead>
              <tbody>
                {gate.gate.figures.map((one) => (
                  <tr key={one.figure}>
                    <td>{t(`gate.of.${one.figure}`)}</td>
                    <td className={classes.number}>{of(one.figure, one.real)}</td>
                    <td className={classes.number}>{of(one.figure, one.simulated)}</td>
                    <td className={classes.number}>{off(one.figure, one.off)}</td>
                    <td className={classes.number}>{off(one.figure, one.limit)}</td>
                    <td className={one.passes ? classes.good : classes.bad}>{t(one.passes ? "gate.near" : "gate.far")}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <p className={classes.dim}>{t("gate.rests", { learned: say.count(gate.gate.learnedFrom), held: say.count(gate.gate.heldAgainst), from: say.day(gate.gate.from), cut: say.day(gate.gate.cut) })}</p>
        </>
      )}
    </section>
  );
}
