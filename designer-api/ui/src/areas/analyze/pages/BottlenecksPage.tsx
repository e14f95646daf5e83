import { useTranslation } from "react-i18next";
import type { MinedBottleneck } from "@/api/types";
import { EmptyState } from "@/shared/EmptyState";
import classes from "../analyze.module.css";
import { Cases, Facts, Frame, Lines, useGo } from "../modules/Frame";
import { useBottlenecks } from "../modules/asked";
import { namer, useSay } from "../modules/say";

const KINDS = ["before", "queue", "claimed", "service"] as const;

/** Where the time goes: the parts of the critical path, which together are the mean duration. */
export function BottlenecksPage() {
  const { t } = useTranslation("analyze");
  const { key, search } = useGo();
  const say = useSay();
  const found = useBottlenecks(key, search);
  const data = found.data;
  const name = namer(data?.names);
  const most = Math.max(0, ...(data?.items ?? []).map(total));
  return (
    <Frame view="bottlenecks" found={found}>
      {data && data.items.length === 0 && <EmptyState title={t("nothing")} hint={t("nothingHint")} />}
      {data && data.items.length > 0 && (
        <>
          <Facts facts={[{ label: t("bottlenecks.mean"), value: say.time(data.mean) }, ...KINDS.map((kind) => ({ label: t(`part.${kind}`), value: say.time(data.items.reduce((sum, item) => sum + item[kind], 0)) }))]} />
          <p className={classes.legend}>
            {KINDS.map((kind) => (
              <span key={kind}>
                <span className={classes.swatch} data-part={kind} aria-hidden /> {t(`part.${kind}`)}
              </span>
            ))}
          </p>
          <p className={classes.small}>{t("bottlenecks.hint")}</p>
          <Lines
            label={t("view.bottlenecks")}
            testId="bottlenecks"
            head={
              <>
                <th scope="col">{t("column.activity")}</th>
                <th scope="col" className={classes.barColumn}>{t("column.each")}</th>
                {KINDS.map((kind) => (
                  <th key={kind} scope="col" className={`${classes.number} ${classes.wide}`}>{t(`part.${kind}`)}</th>
                ))}
                <th scope="col" className={classes.number}>{t("column.share")}</th>
                <th scope="col" className={classes.number}>{t("column.cases")}</th>
              </>
            }
          >
            {data.items.map((item) => (
              <tr key={item.activity}>
                <td><bdi>{name(item.activity)}</bdi></td>
                <td className={classes.barColumn}>
                  <Parts item={item} most={most} label={KINDS.map((kind) => `${t(`part.${kind}`)} ${say.time(item[kind])}`).join(" · ")} />
                  <span className={classes.small}>{say.time(total(item))}</span>
                </td>
                {KINDS.map((kind) => (
                  <td key={kind} className={`${classes.number} ${classes.wide}`}>{say.time(item[kind])}</td>
                ))}
                <td className={classes.number}>{say.share(item.share)}</td>
                <td className={classes.number}>
                  <Cases behind="critical" of={item.activity} n={item.cases} label={t("cases.of", { n: item.cases, what: name(item.activity) })} />
                </td>
              </tr>
            ))}
          </Lines>
        </>
      )}
    </Frame>
  );
}

const total = (item: MinedBottleneck) => item.before + item.queue + item.claimed + item.service;

function Parts({ item, most, label }: { item: MinedBottleneck; most: number; label: string }) {
  let at = 0;
  return (
    <svg role="img" aria-label={label} viewBox="0 0 1000 20" preserveAspectRatio="none" className={classes.stack}>
      {KINDS.map((kind) => {
        const width = most > 0 ? (item[kind] / most) * 1000 : 0;
        const x = at;
        at += width;
        return <rect key={kind} x={x} y={2} width={width} height={16} data-part={kind} className={classes.part} />;
      })}
    </svg>
  );
}
