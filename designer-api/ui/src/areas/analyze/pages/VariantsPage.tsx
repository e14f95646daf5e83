import { useTranslation } from "react-i18next";
import { EmptyState } from "@/shared/EmptyState";
import classes from "../analyze.module.css";
import { Cases, Facts, Frame, Lines, useGo } from "../modules/Frame";
import { Trace } from "../modules/Trace";
import { useVariants } from "../modules/asked";
import { namer, useSay } from "../modules/say";

/** The ways that instances go, the most frequent first. */
export function VariantsPage() {
  const { t } = useTranslation("analyze");
  const { key, search } = useGo();
  const say = useSay();
  const found = useVariants(key, search);
  const data = found.data;
  const name = namer(data?.names);
  return (
    <Frame view="variants" found={found}>
      {data && data.items.length === 0 && <EmptyState title={t("nothing")} hint={t("nothingHint")} />}
      {data && data.items.length > 0 && (
        <>
          <Facts
            facts={[
              { label: t("variants.n"), value: say.count(data.variants) },
              { label: t("variants.cover"), value: say.count(data.cover) },
              { label: t("variants.singletons"), value: say.share(data.singletons) },
            ]}
          />
          <p className={classes.small}>{t("variants.hint")}</p>
          <Lines
            label={t("view.variants")}
            testId="variants"
            head={
              <>
                <th scope="col">{t("column.variant")}</th>
                <th scope="col" className={classes.number}>{t("column.cases")}</th>
                <th scope="col">{t("column.share")}</th>
                <th scope="col" className={`${classes.number} ${classes.wide}`}>{t("column.covered")}</th>
                <th scope="col" className={`${classes.number} ${classes.wide}`}>{t("column.median")}</th>
              </>
            }
          >
            {data.items.map((variant) => (
              <tr key={variant.instance}>
                <td className={classes.way}>
                  <Trace trace={variant.trace} names={data.names} />
                </td>
                <td className={classes.number}>
                  <Cases behind="variant" of={variant.instance} n={variant.cases} label={t("cases.of", { n: variant.cases, what: variant.trace.map(name).join(" → ") })} />
                </td>
                <td>
                  <span className={classes.meter} style={{ "--share": `${variant.share * 100}%` } as React.CSSProperties} aria-hidden />
                  {say.share(variant.share)}
                </td>
                <td className={`${classes.number} ${classes.wide}`}>{say.share(variant.covered)}</td>
                <td className={`${classes.number} ${classes.wide}`}>{say.quantile(variant.median, variant.cases, data.least)}</td>
              </tr>
            ))}
          </Lines>
          {data.leftOut > 0 && <p className={classes.small}>{t("leftOut", { n: say.count(data.leftOut) })}</p>}
        </>
      )}
    </Frame>
  );
}
