import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { MinedBatches } from "@/api/types";
import { useMaybe } from "@/shared/maybe";
import classes from "../analyze.module.css";
import { Block, Lines } from "./Frame";
import { Behind, type LogBehind } from "./LogBehind";
import type { LogAsked } from "./LogViews";
import { namer, useSay } from "./say";

const GAPS = [5, 15, 60, 480] as const;
const MINUTE = 60_000;

/** What is collected and done in one go by one person. */
export function LogBatches({ data, asked, ask, open }: { data: MinedBatches; asked: LogAsked; ask: (change: Partial<LogAsked>) => void; open: (behind: LogBehind) => void }) {
  const { t } = useTranslation("analyze");
  const maybe = useMaybe("analyze");
  const say = useSay();
  const name = namer(data.names);
  return (
    <Block title={t("view.batches")}>
      <Select label={t("batches.gap")} w={220} allowDeselect={false} data={GAPS.map((gap) => ({ value: String(gap), label: say.time(gap * MINUTE) }))} value={String((asked.gap ?? 15 * MINUTE) / MINUTE)} onChange={(next) => ask({ gap: next === "15" ? undefined : Number(next) * MINUTE })} />
      <p className={classes.small}>{t("log.batchesHint")}</p>
      {data.items.length === 0 ? (
        <p className={classes.none}>{t("batches.none")}</p>
      ) : (
        <Lines
          label={t("view.batches")}
          testId="log-batches"
          head={
            <>
              <th scope="col">{t("column.activity")}</th>
              <th scope="col" className={classes.number}>{t("column.batches")}</th>
              <th scope="col">{t("column.inBatches")}</th>
              <th scope="col" className={classes.wide}>{t("column.kinds")}</th>
              <th scope="col" className={classes.number}>{t("column.collecting")}</th>
              <th scope="col" className={classes.number}>{t("import.cases")}</th>
            </>
          }
        >
          {data.items.map((of) => (
            <tr key={of.activity}>
              <td><bdi>{name(of.activity)}</bdi></td>
              <td className={classes.number}>{say.count(of.batches)}</td>
              <td>{t("batches.share", { n: say.count(of.visits), of: say.count(of.of) })}</td>
              <td className={classes.wide}>
                {Object.entries(of.kinds)
                  .map(([kind, n]) => t("batches.kind", { kind: maybe(`kind.${kind}`, kind), n: say.count(n) }))
                  .join(", ")}
              </td>
              <td className={classes.number}>{say.time(of.collecting)}</td>
              <td className={classes.number}>
                <Behind n={of.cases} open={open} behind={{ behind: "batched", of: of.activity, what: name(of.activity) }} />
              </td>
            </tr>
          ))}
        </Lines>
      )}
    </Block>
  );
}
