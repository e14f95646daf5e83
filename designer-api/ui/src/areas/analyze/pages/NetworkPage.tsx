import { Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { MinedLink, MinedNetworks } from "@/api/types";
import { useMay } from "@/app/session";
import { EmptyState } from "@/shared/EmptyState";
import { useMaybe } from "@/shared/maybe";
import classes from "../analyze.module.css";
import { Block, Cases, Facts, Frame, Lines, useGo } from "../modules/Frame";
import { Network } from "../modules/Network";
import { useNetworks } from "../modules/asked";
import { useSay } from "../modules/say";

/** Who hands over to whom, who works together, and who does how much. */
export function NetworkPage() {
  const { t } = useTranslation("analyze");
  const { key, search, go } = useGo();
  const say = useSay();
  const audits = useMay()("see-audit");
  const found = useNetworks(key, search);
  const data = found.data;
  const told = data && data.workloads.length > 0;
  return (
    <Frame view="network" found={found}>
      {audits && <Switch label={t("network.people")} description={t("network.noted")} checked={search.people === true} onChange={(event) => go({ people: event.currentTarget.checked || undefined })} />}
      {data && data.withheld > 0 && (
        <p className={classes.small} data-testid="withheld">
          {t("network.withheld", { count: data.withheld, n: say.count(data.withheld), least: data.least })}
        </p>
      )}
      {data && !told && <EmptyState title={t("network.none")} hint={t("network.noneHint", { least: data.least })} />}
      {told && (
        <>
          <Facts facts={[{ label: t("network.rate"), value: say.share(data.handoverRate) }, { label: t(data.named ? "network.persons" : "network.groups"), value: say.count(data.workloads.length) }]} />
          <div className={classes.pair}>
            <Links data={data} links={data.handovers} behind="handover" />
            <Links data={data} links={data.together} behind="together" />
          </div>
          <Workloads data={data} />
          <Loads data={data} />
        </>
      )}
      {data && <Involvement data={data} />}
    </Frame>
  );
}

/** What groups are called; the one of all small ones has a name of the page. */
function useGroup(data: MinedNetworks) {
  const { t } = useTranslation("analyze");
  return (group: string) => (group === "$rest" ? t("network.rest") : data.names[group] || group.replace(/^(role|post|group|department):/, ""));
}

function Links({ data, links, behind }: { data: MinedNetworks; links: MinedLink[]; behind: "handover" | "together" }) {
  const { t } = useTranslation("analyze");
  const say = useSay();
  const { open, search } = useGo();
  const group = useGroup(data);
  const title = t(`network.title.${behind}`);
  const people = search.people ? { people: true } : {};
  const arrow = behind === "handover" ? "→" : "–";
  const names = Object.fromEntries(links.flatMap(({ from, to }) => [from, to]).map((one) => [one, group(one)]));
  return (
    <Block title={title}>
      {links.length === 0 ? (
        <p className={classes.none}>{t(`network.noLinks.${behind}`)}</p>
      ) : (
        <>
          <Network links={links} names={names} label={title} directed={behind === "handover"} onOpen={({ from, to }) => open("cases", { ...people, behind, of: from, to })} />
          <Lines
            label={title}
            testId={behind}
            head={
              <>
                <th scope="col">{t(`column.${behind}`)}</th>
                <th scope="col" className={classes.number}>{t("column.count")}</th>
                <th scope="col" className={classes.number}>{t("column.share")}</th>
              </>
            }
          >
            {links.map((link) => {
              const what = `${group(link.from)} ${arrow} ${group(link.to)}`;
              return (
                <tr key={what}>
                  <td><bdi>{what}</bdi></td>
                  <td className={classes.number}>
                    <Cases behind={behind} of={link.from} to={link.to} n={link.count} more={people} label={t("cases.behind", { what })} />
                  </td>
                  <td className={classes.number}>{say.share(link.share)}</td>
                </tr>
              );
            })}
          </Lines>
        </>
      )}
    </Block>
  );
}

function Workloads({ data }: { data: MinedNetworks }) {
  const { t } = useTranslation("analyze");
  const say = useSay();
  const { search } = useGo();
  const group = useGroup(data);
  const people = search.people ? { people: true } : {};
  const most = Math.max(1, ...data.workloads.map((of) => of.service));
  return (
    <Block title={t("network.workload")}>
      <Lines
        label={t("network.workload")}
        testId="workload"
        head={
          <>
            <th scope="col">{t(data.named ? "column.person" : "column.group")}</th>
            {!data.named && <th scope="col" className={classes.number}>{t("column.people")}</th>}
            <th scope="col" className={classes.number}>{t("column.visits")}</th>
            <th scope="col">{t("column.worked")}</th>
            <th scope="col" className={classes.number}>{t("column.waited")}</th>
            {!data.named && <th scope="col" className={`${classes.number} ${classes.wide}`}>{t("column.concentration")}</th>}
          </>
        }
      >
        {data.workloads.map((of) => (
          <tr key={of.group}>
            <td><bdi>{group(of.group)}</bdi></td>
            {!data.named && <td className={classes.number}>{say.count(of.people)}</td>}
            <td className={classes.number}>
              <Cases behind="worked" of={of.group} n={of.visits} more={people} label={t("cases.behind", { what: group(of.group) })} />
            </td>
            <td>
              <span className={classes.meter} style={{ "--share": `${(100 * of.service) / most}%` } as React.CSSProperties} aria-hidden />
              {say.time(of.service)}
            </td>
            <td className={classes.number}>{say.time(of.waited)}</td>
            {!data.named && <td className={`${classes.number} ${classes.wide}`}>{say.share(of.concentration)}</td>}
          </tr>
        ))}
      </Lines>
    </Block>
  );
}

/** How much of the hours of each is filled with work, whatever process it is of. */
function Loads({ data }: { data: MinedNetworks }) {
  const { t } = useTranslation("analyze");
  const maybe = useMaybe("analyze");
  const say = useSay();
  const group = useGroup(data);
  return (
    <Block title={t("network.load")}>
      {data.loadsMissing ? (
        <p className={classes.none}>{maybe(`network.loadMissing.${data.loadsMissing}`, data.loadsMissing)}</p>
      ) : data.loads.length === 0 ? (
        <p className={classes.none}>{t("network.noLoad", { least: data.least })}</p>
      ) : (
        <>
          <p className={classes.small}>{t("network.loadHint")}</p>
          <Lines
            label={t("network.load")}
            testId="load"
            head={
              <>
                <th scope="col">{t(data.named ? "column.person" : "column.group")}</th>
                {!data.named && <th scope="col" className={classes.number}>{t("column.people")}</th>}
                <th scope="col">{t("column.utilisation")}</th>
                <th scope="col" className={classes.number}>{t("column.busy")}</th>
                <th scope="col" className={classes.number}>{t("column.available")}</th>
                <th scope="col" className={`${classes.number} ${classes.wide}`}>{t("column.concurrency")}</th>
              </>
            }
          >
            {data.loads.map((of) => (
              <tr key={of.group}>
                <td><bdi>{group(of.group)}</bdi></td>
                {!data.named && <td className={classes.number}>{say.count(of.people)}</td>}
                <td>
                  <span className={classes.meter} style={{ "--share": `${Math.min(100, 100 * of.utilisation)}%` } as React.CSSProperties} aria-hidden />
                  {say.share(of.utilisation)}
                </td>
                <td className={classes.number}>{say.time(of.busy)}</td>
                <td className={classes.number}>{say.time(of.available)}</td>
                <td className={`${classes.number} ${classes.wide}`}>{say.number(of.atOnce)}</td>
              </tr>
            ))}
          </Lines>
        </>
      )}
    </Block>
  );
}

/** On how few people each activity rests: where it is one, nobody else does it when they are away. */
function Involvement({ data }: { data: MinedNetworks }) {
  const { t } = useTranslation("analyze");
  const say = useSay();
  if (data.involvement.length === 0) return null;
  const told = (of: MinedNetworks["involvement"][number]) => {
    if (of.visits < of.least) return <span className={classes.none}>{t("network.tooFew", { least: say.count(of.least) })}</span>;
    if (typeof of.core !== "number") return <b>{t("network.few", { least: say.count(data.least) })}</b>;
    return of.core === 1 ? <b>{t("network.one")}</b> : say.count(of.core);
  };
  return (
    <Block title={t("network.involvement")}>
      <p className={classes.small}>{t("network.involvementHint")}</p>
      <Lines
        label={t("network.involvement")}
        testId="involvement"
        head={
          <>
            <th scope="col">{t("column.activity")}</th>
            <th scope="col" className={classes.number}>{t("column.core")}</th>
            <th scope="col" className={classes.number}>{t("column.people")}</th>
            <th scope="col" className={classes.number}>{t("column.visits")}</th>
          </>
        }
      >
        {data.involvement.map((of) => (
          <tr key={of.activity}>
            <td><bdi>{data.activities[of.activity] ?? of.activity}</bdi></td>
            <td className={classes.number}>{told(of)}</td>
            <td className={classes.number}>{typeof of.people === "number" ? say.count(of.people) : "–"}</td>
            <td className={classes.number}>
              <Cases behind="activity" of={of.activity} n={of.visits} label={t("cases.behind", { what: data.activities[of.activity] ?? of.activity })} />
            </td>
          </tr>
        ))}
      </Lines>
    </Block>
  );
}
