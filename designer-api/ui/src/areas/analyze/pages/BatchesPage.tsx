import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/shared/EmptyState";
import { useMaybe } from "@/shared/maybe";
import classes from "../analyze.module.css";
import { Cases, Frame, Lines, useGo } from "../modules/Frame";
import { useBatches } from "../modules/asked";
import { namer, useSay } from "../modules/say";

const GAPS = [5, 15, 60, 480] as const;

/** What is collected, and then done in one go by one person. */
export function BatchesPage() {
  const { t } = useTranslation("analyze");
  const maybe = useMaybe("analyze");
  const { key, search, go } = useGo();
  const say = useSay();
  const found = useBatches(key, search);
  const data = found.data;
  const name = namer(data?.names);
  const chosen = search.gap ?? 15;
  const gaps = [...new Set([...GAPS, chosen])].sort((a, b) => a - b);
  return (
    <Frame view="batches" found={found}>
      <Select label={t("batches.gap")} w={220} allowDeselect={false} data={gaps.map((gap) => ({ value: String(gap), label: say.time(gap * 60_000) }))} value={String(chosen)} onChange={(next) => go({ gap: next === "15" ? undefined : Number(next) })} />
      <p className={classes.small}>{t("batches.hint")}</p>
      {data && data.items.length === 0 && <EmptyState title={t("batches.none")} hint={t("batches.noneHint")} />}
      {data && data.items.length > 0 && (
        <Lines
          label={t("view.batches")}
          testId="batches"
          head={
            <>
              <th scope="col">{t("column.activity")}</th>
              <th scope="col" className={classes.number}>{t("column.batches")}</th>
              <th scope="col">{t("column.inBatches")}</th>
              <th scope="col" className={`${classes.number} ${classes.wide}`}>{t("column.largest")}</th>
              <th scope="col" className={classes.wide}>{t("column.kinds")}</th>
              <th scope="col" className={classes.number}>{t("column.collecting")}</th>
              <th scope="col" className={classes.number}>{t("column.factor")}</th>
              <th scope="col" className={classes.number}>{t("column.cases")}</th>
            </>
          }
        >
          {data.items.map((of) => (
            <tr key={of.activity}>
              <td><bdi>{name(of.activity)}</bdi></td>
              <td className={classes.number}>{say.count(of.batches)}</td>
              <td>
                <span className={classes.meter} style={{ "--share": `${(100 * of.visits) / of.of}%` } as React.CSSProperties} aria-hidden />
                {t("batches.share", { n: say.count(of.visits), of: say.count(of.of) })}
              </td>
              <td className={`${classes.number} ${classes.wide}`}>{say.count(of.largest)}</td>
              <td className={classes.wide}>
                {Object.entries(of.kinds)
                  .map(([kind, n]) => t("batches.kind", { kind: maybe(`kind.${kind}`, kind), n: say.count(n) }))
                  .join(", ")}
              </td>
              <td className={classes.number}>{say.time(of.collecting)}</td>
              <td className={classes.number}>{of.factor === null || of.factor === undefined ? "–" : t("batches.factor", { n: say.number(of.factor, 2) })}</td>
              <td className={classes.number}>
                <Cases behind="batched" of={of.activity} n={of.cases} more={search.gap === undefined ? {} : { gap: search.gap }} label={t("cases.of", { n: of.cases, what: name(of.activity) })} />
              </td>
            </tr>
          ))}
        </Lines>
      )}
    </Frame>
  );
}
