import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Remarkable } from "@/api/types";
import type { MonitorSearch } from "./search";
import { FLAGS, type Flag } from "./search";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingRows } from "@/shared/Loading";
import classes from "../monitor.module.css";
import { filterOf, isOfDepartment, restOf, type Item } from "@/shared/driver";
import { useDriverWords } from "@/shared/driverWords";
import { useUnitName } from "@/shared/GroupName";
import { useDrivers, useModel } from "./asked";
import { useFigures } from "./figures";
import { Way, pathOf, useGo } from "./Level";

/** A number that opens the cases behind it. */
function Opens({ process, handle, children }: { process: string; handle: string | null | undefined; children: string }) {
  if (!handle) return children;
  return (
    <Way to={pathOf(process, "/evidence")} change={{ handle }}>
      {children}
    </Way>
  );
}

/** With what something remarkable goes together. An association, never a cause; with too few nothing is said. */
export function Drivers({ process, search, node, beyond, carry = {} }: { process: string; search: MonitorSearch; node?: string; beyond?: number | undefined; carry?: Partial<MonitorSearch> }) {
  const { t } = useTranslation("monitor");
  const say = useFigures();
  const { go } = useGo();
  // Where there is a target, what is beyond it is looked at first.
  const chosen: Flag | "beyond" = search.flag ?? (beyond === undefined ? "slowestTenth" : "beyond");
  const flag: Remarkable = chosen === "beyond" ? { longerThan: beyond ?? 0 } : chosen;
  const found = useDrivers(process, node ? { ...search, node } : search, flag);
  const data = found.data;
  const { nameOf } = useModel(process, search.version);
  const driverWords = useDriverWords(say.time, nameOf);
  const unitOf = useUnitName(data?.drivers.some((driver) => driver.items.some(isOfDepartment)) ?? false);
  const item = (one: Item) => driverWords(isOfDepartment(one) ? { ...one, name: unitOf(one.value, "department") } : one);
  const asked: MonitorSearch = { ...search, ...carry };
  return (
    <section aria-label={t("drivers.title")} className={classes.block}>
      <div className={classes.blockHead}>
        <h2>{t("drivers.title")}</h2>
        <Select
          aria-label={t("drivers.flag")}
          w={200}
          allowDeselect={false}
          data={[...(beyond === undefined ? [] : [{ value: "beyond", label: t("flag.beyond", { time: say.time(beyond) }) }]), ...FLAGS.map((one) => ({ value: one as string, label: t(`flag.${one}`) }))]}
          value={chosen}
          onChange={(next) => go({ flag: next === "beyond" ? undefined : (next ?? undefined) })}
        />
      </div>
      {found.error ? <ErrorState error={found.error} retry={() => void found.refetch()} /> : null}
      {found.isLoading && <LoadingRows rows={3} />}
      {data && (
        <>
          <p className={classes.say}>
            {t("drivers.compared", { n: say.count(data.n), flagged: say.count(data.flagged), tests: say.count(data.tests) })}{" "}
            <Opens process={process} handle={data.evidence}>
              {t("drivers.all")}
            </Opens>
            {" · "}
            <Opens process={process} handle={data.flaggedEvidence}>
              {t("drivers.flagged")}
            </Opens>
          </p>
          {data.leftOut > 0 && <p className={classes.none}>{t("drivers.leftOut", { n: say.count(data.leftOut) })}</p>}
          {data.verdict === "tooFew" && <p className={classes.none}>{t("drivers.tooFew", { cases: data.casesLeast, flagged: data.flaggedLeast })}</p>}
          {data.verdict === "nothing" && <p className={classes.none}>{t("drivers.nothing")}</p>}
          {data.verdict === "drivers" && (
            <>
              <div className={classes.scroll} tabIndex={0} role="group" aria-label={t("drivers.title")}>
                <table className={classes.lines} data-testid="drivers">
                  <thead>
                    <tr>
                      <th scope="col">{t("column.driver")}</th>
                      <th scope="col" className={classes.number}>{t("column.with")}</th>
                      <th scope="col" className={classes.number}>{t("column.without")}</th>
                      <th scope="col" className={classes.number}>{t("column.difference")}</th>
                      <th scope="col" className={classes.number}>{t("column.excess")}</th>
                      <th scope="col">{t("column.strength")}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {data.drivers.map((driver) => {
                      const label = driver.items.map(item).join(t("and"));
                      const filter = filterOf(driver.items, asked);
                      const rest = restOf(driver.items, asked);
                      const cases = { ...carry, ...(node ? { node } : {}) };
                      const { evidence } = driver;
                      return (
                        <tr key={label}>
                          <td>
                            {filter ? (
                              <Way to={pathOf(process, "/cases")} change={{ ...cases, ...filter }}>
                                <bdi>{label}</bdi>
                              </Way>
                            ) : (
                              <bdi>{label}</bdi>
                            )}
                            {rest && (
                              <div className={classes.small}>
                                <Way to={pathOf(process, "/cases")} change={{ ...cases, ...rest }}>
                                  {t("drivers.without")}
                                </Way>
                              </div>
                            )}
                          </td>
                          <td className={classes.number}>
                            <Opens process={process} handle={evidence?.flagged}>{say.count(driver.flagged)}</Opens>
                            {" / "}
                            <Opens process={process} handle={evidence?.with}>{say.count(driver.n)}</Opens>
                          </td>
                          <td className={classes.number}>
                            <Opens process={process} handle={evidence?.restFlagged}>{say.count(driver.restFlagged)}</Opens>
                            {" / "}
                            <Opens process={process} handle={evidence?.rest}>{say.count(driver.rest)}</Opens>
                          </td>
                          <td className={classes.number}>
                            {t("points", { value: say.number(driver.difference * 100) })}
                            <div className={classes.small}>{t("interval", { low: say.number(driver.low * 100), high: say.number(driver.high * 100) })}</div>
                          </td>
                          <td className={classes.number}>
                            {say.number(driver.excess)}
                            {typeof driver.impact === "number" && (
                              <div className={classes.small}>{t("drivers.impact", { time: say.time(driver.impact), share: say.share(driver.impactShare ?? 0) })}</div>
                            )}
                          </td>
                          <td>
                            {t(driver.strong ? "drivers.strong" : "drivers.hint")}
                            <div className={classes.small}>{t("drivers.q", { q: driver.q < 0.001 ? "< 0.001" : `= ${say.number(driver.q)}` })}</div>
                          </td>
                        </tr>
                      );
                    })}
                  </tbody>
                </table>
              </div>
              <p className={classes.none}>{t("drivers.association")}</p>
            </>
          )}
        </>
      )}
    </section>
  );
}
