import { useTranslation } from "react-i18next";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingRows } from "@/shared/Loading";
import { useMaybe } from "@/shared/maybe";
import classes from "../monitor.module.css";
import { Indices } from "../modules/Indices";
import { Level, Way, pathOf, useGo } from "../modules/Level";
import { useFigures } from "../modules/figures";
import { useAllIndices } from "../modules/indicators";
import { span } from "../modules/question";

/** The three indices of all processes side by side, and the components of the one that is open. */
export function IndicesPage() {
  const { t } = useTranslation("monitor");
  const maybe = useMaybe("monitor");
  const say = useFigures();
  const { search } = useGo();
  const found = useAllIndices(span(search, Date.now()));
  const items = found.data?.items ?? [];
  const open = items.find((item) => item.process === search.open) ?? items[0];
  const names = items[0]?.indices.map((index) => index.index) ?? [];
  return (
    <Level title={t("indices.title")} answer={found.data}>
      {found.error ? <ErrorState error={found.error} retry={() => void found.refetch()} /> : null}
      {found.isLoading && <LoadingRows rows={8} />}
      {found.data && items.length === 0 && <EmptyState title={t("portfolio.none")} hint={t("portfolio.noneHint")} />}
      {items.length > 0 && (
        <div className={classes.scroll} tabIndex={0} role="group" aria-label={t("indices.title")}>
          <table className={`${classes.lines} ${classes.few}`} data-testid="indices">
            <thead>
              <tr>
                <th scope="col">{t("column.process")}</th>
                {names.map((name) => (
                  <th key={name} scope="col" className={classes.number}>
                    {maybe(`index.${name}`, name)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {items.map((item) => (
                <tr key={item.process} className={item === open ? classes.chosen : undefined}>
                  <td>
                    <Way to="/monitor/indices" change={{ open: item.process }}>
                      <bdi>{item.name ?? item.process}</bdi>
                    </Way>
                  </td>
                  {item.indices.map((index) => (
                    <td key={index.index} className={classes.number}>
                      {typeof index.value === "number" ? <b>{say.number(index.value)}</b> : <span className={classes.none}>{t("indices.none")}</span>}
                      {index.weakest && <div className={classes.small}>{t("indices.weakest", { component: maybe(`component.${index.weakest}`, index.weakest) })}</div>}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {open && (
        <section aria-label={open.name ?? open.process} className={classes.block}>
          <h2>
            <Way to={pathOf(open.process)}>
              <bdi>{open.name ?? open.process}</bdi>
            </Way>
          </h2>
          <Indices indices={open.indices} process={open.process} settings={open.settings} />
        </section>
      )}
    </Level>
  );
}
