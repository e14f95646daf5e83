import { Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { MinedLink, MinedNetworks } from "@/api/types";
import { useMay } from "@/app/session";
import classes from "../analyze.module.css";
import { Block, Facts, Lines } from "./Frame";
import { Behind, type LogBehind } from "./LogBehind";
import type { LogAsked } from "./LogViews";
import { Network } from "./Network";
import { namer, useSay } from "./say";

/** Who hands over to whom, who works together, who does how much: by the groups that the log says people are of. */
export function LogPeople({ data, people, ask, open }: { data: MinedNetworks; people: boolean; ask: (change: Partial<LogAsked>) => void; open: (behind: LogBehind) => void }) {
  const { t } = useTranslation("analyze");
  const say = useSay();
  const audits = useMay()("see-audit");
  const told = data.workloads.length > 0;
  const names = { ...data.names, $rest: t("network.rest") };
  const name = namer(names);
  return (
    <Block title={t("view.network")}>
      {audits && <Switch label={t("network.people")} description={t("network.noted")} checked={people} onChange={(event) => ask({ people: event.currentTarget.checked || undefined })} />}
      {data.withheld > 0 && (
        <p className={classes.small} data-testid="log-withheld">
          {t("network.withheld", { count: data.withheld, n: say.count(data.withheld), least: data.least })}
        </p>
      )}
      {!told && data.withheld === 0 && <p className={classes.none}>{t("log.noPeople")}</p>}
      {told && (
        <>
          <Facts facts={[{ label: t("network.rate"), value: say.share(data.handoverRate) }, { label: t(data.named ? "network.persons" : "network.groups"), value: say.count(data.workloads.length) }]} />
          <div className={classes.pair}>
            <Links links={data.handovers} names={names} behind="handover" open={open} />
            <Links links={data.together} names={names} behind="together" open={open} />
          </div>
          <Lines
            label={t("network.workload")}
            testId="log-workload"
            head={
              <>
                <th scope="col">{t(data.named ? "column.person" : "column.group")}</th>
                {!data.named && <th scope="col" className={classes.number}>{t("column.people")}</th>}
                <th scope="col" className={classes.number}>{t("column.visits")}</th>
                <th scope="col" className={classes.number}>{t("column.worked")}</th>
                {!data.named && <th scope="col" className={`${classes.number} ${classes.wide}`}>{t("column.concentration")}</th>}
              </>
            }
          >
            {data.workloads.map((of) => (
              <tr key={of.group}>
                <td><bdi>{name(of.group)}</bdi></td>
                {!data.named && <td className={classes.number}>{say.count(of.people)}</td>}
                <td className={classes.number}>
                  <Behind n={of.visits} open={open} behind={{ behind: "worked", of: of.group, what: name(of.group) }} />
                </td>
                <td className={classes.number}>{say.time(of.service)}</td>
                {!data.named && <td className={`${classes.number} ${classes.wide}`}>{say.share(of.concentration)}</td>}
              </tr>
            ))}
          </Lines>
        </>
      )}
    </Block>
  );
}

function Links({ links, names, behind, open }: { links: MinedLink[]; names: Record<string, string>; behind: "handover" | "together"; open: (behind: LogBehind) => void }) {
  const { t } = useTranslation("analyze");
  const say = useSay();
  const name = namer(names);
  const title = t(`network.title.${behind}`);
  const of = (link: MinedLink): LogBehind => ({ behind, of: link.from, to: link.to, what: `${name(link.from)} ${behind === "handover" ? "→" : "–"} ${name(link.to)}` });
  return (
    <Block title={title}>
      {links.length === 0 ? (
        <p className={classes.none}>{t(`network.noLinks.${behind}`)}</p>
      ) : (
        <>
          <Network links={links} names={names} label={title} directed={behind === "handover"} onOpen={(link) => open(of(link))} />
          <Lines
            label={title}
            testId={`log-${behind}`}
            head={
              <>
                <th scope="col">{t(`column.${behind}`)}</th>
                <th scope="col" className={classes.number}>{t("column.count")}</th>
                <th scope="col" className={classes.number}>{t("column.share")}</th>
              </>
            }
          >
            {links.map((link) => (
              <tr key={`${link.from} ${link.to}`}>
                <td><bdi>{of(link).what}</bdi></td>
                <td className={classes.number}><Behind n={link.count} open={open} behind={of(link)} /></td>
                <td className={classes.number}>{say.share(link.share)}</td>
              </tr>
            ))}
          </Lines>
        </>
      )}
    </Block>
  );
}
