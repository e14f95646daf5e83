import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/shared/EmptyState";
import { useMaybe } from "@/shared/maybe";
import classes from "../analyze.module.css";
import { Cases, Frame, Lines, useGo } from "../modules/Frame";
import { useBatches } from "../modules/asked";
import { namer, useSay } from "../modules/say";

const GAPS = [5, 15, 60, 480] as const;

type Item = NonNullable<ReturnType<typeof useBatches>["data"]>["items"][number];

/** The most frequent sizes first, as many as one reads. */
const sizesOf = ({ sizes }: Item) => Object.entries(sizes).toSorted((a, b) => b[1] - a[1] || Number(b[0]) - Number(a[0])).slice(0, 4);

/** Since midnight as people say it. */
const timeOfDay = (ms: number) => `${String(Math.floor(ms / 3_600_000)).padStart(2, "0")}:${String(Math.floor(ms / 60_000) % 60).padStart(2, "0")}`;

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
  // What fits less than half of the batches is no rule that anybody would look at.
  const begins = ({ bySize, byAge, byClock }: Item) => {
    const told = [
      ...(bySize ? [{ share: bySize.share, words: t("batches.bySize", { n: say.count(bySize.at), share: say.share(bySize.share) }) }] : []),
      ...(byAge ? [{ share: byAge.share, words: t("batches.byAge", { time: say.time(byAge.at), share: say.share(byAge.share) }) }] : []),
      ...(byClock ? [{ share: byClock.share, words: t("batches.byClock", { at: timeOfDay(byClock.at), share: say.share(byClock.share) }) }] : []),
    ].filter(({ share }) => share >= 0.5);
    return told.length === 0 ? "–" : told.toSorted((a, b) => b.share - a.share).map(({ words }) => words).join(", ");
  };
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
              <th scope="col" className={classes.wide}>{t("column.sizes")}</th>
              <th scope="col" className={classes.wide}>{t("column.begins")}</th>
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
              <td className={classes.wide}>{sizesOf(of).map(([size, n]) => t("batches.size", { size, n: say.count(n) })).join(", ")}</td>
              <td className={classes.wide}>{begins(of)}</td>
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
