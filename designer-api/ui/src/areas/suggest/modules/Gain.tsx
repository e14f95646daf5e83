import { useTranslation } from "react-i18next";
import type { Suggestion } from "@/api/types";
import { ErrorState } from "@/shared/ErrorState";
import { When } from "@/shared/When";
import { useMaybe } from "@/shared/maybe";
import classes from "../suggest.module.css";
import { useGain } from "./asked";
import { Block } from "./parts";
import { useNumbers } from "./words";

/** What was promised beside what has come of it, what decided first and how it stands now, or why that cannot be told yet. */
export function Gain({ one }: { one: Suggestion }) {
  const { t } = useTranslation("suggest");
  const maybe = useMaybe("suggest");
  const say = useNumbers();
  const found = useGain(one.process, one.id, true);
  const data = found.data;
  const accepted = one.state.accepted!;
  const unit = accepted.promised.gain.unit;
  const told = (value: number) => say.inUnit(value, unit);
  const measured = data?.measured;
  const decided = data?.decided;
  return (
    <Block title={t("realised.title")}>
      {accepted.byHand && <p className={classes.say}>{maybe(`byHand.${accepted.byHand}`, accepted.byHand)}</p>}
      {found.error ? <ErrorState error={found.error} retry={() => void found.refetch()} /> : null}
      {data && (
        <div className={classes.pair} data-testid="realised">
          <div className={classes.panel}>
            <span className={classes.small}>{t("realised.promised")}</span>
            <span className={classes.figure}>{unit === "risk" ? t("gain.risk") : told(data.promised.value)}</span>
            {unit !== "risk" && <span className={classes.small}>{t("gain.interval", { low: told(data.promised.low), high: told(data.promised.high) })}</span>}
            <span className={classes.small}>{t("realised.each", { n: say.count(accepted.cases) })}</span>
          </div>
          {decided && (
            <div className={classes.panel} data-testid="decided">
              <span className={classes.small}>{t("realised.decided")}</span>
              <span className={`${classes.figure} ${classes.verdict}`} data-verdict={decided.measured.verdict}>
                {decided.measured.gain ? told(decided.measured.gain.value) : t("realised.none")}
              </span>
              {decided.measured.gain && <span className={classes.small}>{t("gain.interval", { low: told(decided.measured.gain.low), high: told(decided.measured.gain.high) })}</span>}
              <span>{t(`verdict.${decided.measured.verdict}`, { before: say.count(decided.measured.nBefore), after: say.count(decided.measured.nAfter), open: say.count(decided.measured.open) })}</span>
              <span className={classes.small}>
                {t("realised.decidedAt")} <When at={decided.at} /> {t("realised.decidedOf", { versions: decided.versions.join(", ") })}
              </span>
            </div>
          )}
          <div className={classes.panel}>
            <span className={classes.small}>{t(decided ? "realised.now" : "realised.measured")}</span>
            <span className={`${classes.figure} ${classes.verdict}`} data-verdict={measured?.verdict ?? "none"}>
              {measured?.gain ? told(measured.gain.value) : t("realised.none")}
            </span>
            {measured?.gain && <span className={classes.small}>{t("gain.interval", { low: told(measured.gain.low), high: told(measured.gain.high) })}</span>}
            <span>{measured ? t(`verdict.${measured.verdict}`, { before: say.count(measured.nBefore), after: say.count(measured.nAfter), open: say.count(measured.open) }) : t("realised.notDeployed")}</span>
            {measured?.control && <span className={classes.small}>{t("realised.control", { before: told(measured.control.before ?? 0), after: told(measured.control.after ?? 0), nBefore: say.count(measured.control.nBefore), nAfter: say.count(measured.control.nAfter) })}</span>}
            {measured?.expected != null && measured.after != null && <span className={classes.small}>{t("realised.expected", { expected: told(measured.expected), after: told(measured.after) })}</span>}
            {data.since && (
              <span className={classes.small}>
                {t("realised.since", { versions: data.versions.join(", ") })} <When at={data.since} />
                {data.countedUntil && (
                  <>
                    {" "}
                    {t("realised.until")} <When at={data.countedUntil} />
                  </>
                )}
              </span>
            )}
            {data.before.length > 0 && <span className={classes.small}>{t("realised.against", { versions: data.before.join(", ") })}</span>}
            {data.between.length > 0 && <span className={classes.small}>{t("realised.between", { versions: data.between.join(", ") })}</span>}
            {data.changedIn != null && <span className={classes.small}>{t("realised.changedIn", { version: data.changedIn })}</span>}
          </div>
        </div>
      )}
      {measured && <p className={classes.small}>{t("realised.compares")}</p>}
    </Block>
  );
}
