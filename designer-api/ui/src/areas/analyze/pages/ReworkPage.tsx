import { useTranslation } from "react-i18next";
import { EmptyState } from "@/shared/EmptyState";
import classes from "../analyze.module.css";
import { Block, Cases, Facts, Frame, Lines, useGo } from "../modules/Frame";
import { useRework } from "../modules/asked";
import { namer, useSay } from "../modules/say";

/** What is done again, and what that costs. */
export function ReworkPage() {
  const { t } = useTranslation("analyze");
  const { key, search } = useGo();
  const say = useSay();
  const found = useRework(key, search);
  const data = found.data;
  const name = namer(data?.names);
  return (
    <Frame view="rework" found={found}>
      {data && data.cases === 0 && <EmptyState title={t("nothing")} hint={t("nothingHint")} />}
      {data && data.cases > 0 && (
        <>
          <Facts
            facts={[
              { label: t("rework.again"), value: data.again > 0 ? <Cases behind="rework" n={data.again} label={t("cases.of", { n: data.again, what: t("rework.again") })} /> : say.count(0) },
              { label: t("rework.ratio"), value: say.share(data.ratio) },
              { label: t("rework.firstPass"), value: say.share(data.firstPass) },
              { label: t("rework.people"), value: t("rework.stretches", { count: data.people.stretches, n: say.count(data.people.stretches) }) },
            ]}
          />
          <Block title={t("rework.loops")}>
            {data.loops.length === 0 ? (
              <p className={classes.none}>{t("rework.noLoops")}</p>
            ) : (
              <Lines
                label={t("rework.loops")}
                testId="loops"
                head={
                  <>
                    <th scope="col">{t("column.loop")}</th>
                    <th scope="col" className={classes.number}>{t("column.lost")}</th>
                    <th scope="col" className={`${classes.number} ${classes.wide}`}>{t("column.round")}</th>
                    <th scope="col" className={classes.number}>{t("column.count")}</th>
                    <th scope="col" className={classes.number}>{t("column.cases")}</th>
                  </>
                }
              >
                {data.loops.map((of) => {
                  const what = `${name(of.from)} → ${name(of.activity)}`;
                  return (
                    <tr key={`${of.from}>${of.activity}`}>
                      <td><bdi>{what}</bdi></td>
                      <td className={classes.number}>{say.time(of.lost)}</td>
                      <td className={`${classes.number} ${classes.wide}`}>{say.time(of.mean)}</td>
                      <td className={classes.number}>{say.count(of.times)}</td>
                      <td className={classes.number}><Cases behind="loop" of={of.activity} to={of.from} n={of.cases} label={t("cases.of", { n: of.cases, what })} /></td>
                    </tr>
                  );
                })}
              </Lines>
            )}
          </Block>
          {data.activities.length > 0 && (
            <Block title={t("rework.activities")}>
              <Lines
                label={t("rework.activities")}
                testId="again"
                head={
                  <>
                    <th scope="col">{t("column.activity")}</th>
                    <th scope="col" className={classes.number}>{t("column.again")}</th>
                    <th scope="col" className={`${classes.number} ${classes.wide}`}>{t("column.atOnce")}</th>
                    <th scope="col" className={`${classes.number} ${classes.wide}`}>{t("column.samePerson")}</th>
                    <th scope="col" className={`${classes.number} ${classes.wide}`}>{t("column.otherPerson")}</th>
                    <th scope="col" className={classes.number}>{t("column.cases")}</th>
                  </>
                }
              >
                {data.activities.map((of) => (
                  <tr key={of.activity}>
                    <td><bdi>{name(of.activity)}</bdi></td>
                    <td className={classes.number}>{say.count(of.times)}</td>
                    <td className={`${classes.number} ${classes.wide}`}>{say.count(of.atOnce)}</td>
                    <td className={`${classes.number} ${classes.wide}`}>{say.count(of.samePerson)}</td>
                    <td className={`${classes.number} ${classes.wide}`}>{say.count(of.otherPerson)}</td>
                    <td className={classes.number}><Cases behind="again" of={of.activity} n={of.cases} label={t("cases.of", { n: of.cases, what: name(of.activity) })} /></td>
                  </tr>
                ))}
              </Lines>
            </Block>
          )}
          {data.toAndFro.length > 0 && (
            <Block title={t("rework.toAndFro")}>
              <Lines
                label={t("rework.toAndFro")}
                testId="to-and-fro"
                head={
                  <>
                    <th scope="col">{t("column.between")}</th>
                    <th scope="col" className={classes.number}>{t("column.changes")}</th>
                    <th scope="col" className={classes.number}>{t("column.cases")}</th>
                  </>
                }
              >
                {data.toAndFro.map((of) => {
                  const what = `${name(of.one)} ⇄ ${name(of.other)}`;
                  return (
                    <tr key={what}>
                      <td><bdi>{what}</bdi></td>
                      <td className={classes.number}>{say.count(of.changes)}</td>
                      <td className={classes.number}><Cases behind="toAndFro" of={of.one} to={of.other} n={of.cases} label={t("cases.of", { n: of.cases, what })} /></td>
                    </tr>
                  );
                })}
              </Lines>
            </Block>
          )}
        </>
      )}
    </Frame>
  );
}
