import { Button, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { FileDown, Printer } from "lucide-react";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import type { AuditEntry } from "@/api/types";
import { useMay } from "@/app/session";
import { ElementName } from "@/shared/ElementName";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingPage } from "@/shared/Loading";
import { Page } from "@/shared/Page";
import { PersonName } from "@/shared/PersonName";
import { StatusTag, statusOf } from "@/shared/StatusTag";
import { When } from "@/shared/When";
import { useProcessName } from "@/shared/definitions";
import { useMaybe } from "@/shared/maybe";
import { Actor, Change, Reason, shown, useAction } from "../modules/entry";
import classes from "../audit.module.css";

/** So many entries are drawn at once; the rest when they are asked for. */
const AT_ONCE = 300;

/** Everything of one instance, as a sheet that can be printed. */
export function CasePage() {
  const { t } = useTranslation(["audit", "common"]);
  const maybe = useMaybe("audit");
  const may = useMay();
  const processOf = useProcessName();
  const { id } = useParams({ strict: false }) as { id: string };
  const [flow, setFlow] = useState(false);
  const [most, setMost] = useState(AT_ONCE);
  // Reading a case file is noted: it is not read again by itself.
  const found = useQuery({
    queryKey: keys.audit("case", id),
    queryFn: () => get("/api/v1/audit/cases/{id}", { path: { id } }),
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  if (found.error) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <LoadingPage />;
  const file = found.data;
  const { instance } = file;
  const entries = file.entries.filter((entry) => flow || entry.area !== "flow");
  const save = () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(file, null, 2)], { type: "application/json" }));
    link.download = `case-${id}.json`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <Page
      title={t("case.title", { key: instance.businessKey ?? instance.id.slice(-8) })}
      actions={
        <>
          <StatusTag status={statusOf(instance)} />
          <Group gap="xs" ms="auto">
            <Button variant="default" leftSection={<Printer size={14} aria-hidden />} onClick={() => window.print()}>
              {t("case.print")}
            </Button>
            <Button variant="default" leftSection={<FileDown size={14} aria-hidden />} onClick={save}>
              {t("case.json")}
            </Button>
          </Group>
        </>
      }
    >
      <article className={classes.sheet}>
        <Section title={t("case.facts")}>
          <dl className={classes.facts}>
            <Fact name={t("field.instance")}><span className={classes.hash}>{instance.id}</span></Fact>
            {instance.businessKey && <Fact name={t("field.businessKey")}><bdi>{instance.businessKey}</bdi></Fact>}
            <Fact name={t("field.process")}><bdi>{processOf(instance.process)}</bdi> <span className={classes.hash}>{instance.definition}</span></Fact>
            <Fact name={t("case.started")}><When at={instance.started} /></Fact>
            {instance.ended && <Fact name={t("case.ended")}><When at={instance.ended} /></Fact>}
            <Fact name={t("case.read")}><When at={file.at} /></Fact>
            {may("see-operations") && (
              <div data-noprint>
                <dt>{t("case.elsewhere")}</dt>
                <dd>
                  <Link to={`/monitor/p/${encodeURIComponent(instance.process)}/i/${instance.id}`}>{t("case.time")}</Link> · <Link to="/ops/instances/$id" params={{ id: instance.id } as never}>{t("case.run")}</Link>
                </dd>
              </div>
            )}
            {file.parent && (
              <Fact name={t("case.parent")}>
                <Link to="/audit/cases/$id" params={{ id: file.parent.id } as never}>{file.parent.businessKey ?? file.parent.id}</Link>
              </Fact>
            )}
            {file.called.length > 0 && (
              <Fact name={t("case.called")}>
                {file.called.map((one) => (
                  <div key={one.id}>
                    <Link to="/audit/cases/$id" params={{ id: one.id } as never}><bdi>{processOf(one.process)}</bdi> <bdi>{one.businessKey ?? one.id.slice(-8)}</bdi></Link>
                  </div>
                ))}
              </Fact>
            )}
          </dl>
        </Section>
        <Section title={t("case.timeline")} count={file.timeline.length}>
          <Lines heads={[t("field.at"), t("field.actor"), t("field.element"), t("field.action"), t("case.opinion")]}>
            {file.timeline.map((one, index) => (
              <tr key={index}>
                <td className={classes.tight}><When at={one.at} /></td>
                <td>{one.by === "engine" ? t("engine") : <PersonName id={one.by} />}</td>
                <td><bdi>{one.name ?? one.element}</bdi></td>
                <td>{maybe(`what.${one.what}`, one.what)}{one.to.length > 0 && <> → {one.to.map((person) => <span key={person}><PersonName id={person} /> </span>)}</>}</td>
                <td><bdi>{one.comment}</bdi></td>
              </tr>
            ))}
          </Lines>
        </Section>
        <Section title={t("case.interventions")} count={file.interventions.length}>
          <EntryLines entries={file.interventions} />
        </Section>
        <Section title={t("case.decisions")} count={file.decisions.length}>
          <EntryLines entries={file.decisions} />
        </Section>
        <Section title={t("case.incidents")} count={file.incidents.length}>
          <EntryLines entries={file.incidents} />
        </Section>
        <Section title={t("case.variables")} count={file.variables.length}>
          <Lines heads={[t("case.name"), t("case.value")]}>
            {file.variables.map((one) => (
              <tr key={`${one.scope} ${one.name}`}>
                <td><bdi>{one.name}</bdi></td>
                <td><bdi>{shown(one.value)}</bdi></td>
              </tr>
            ))}
          </Lines>
        </Section>
        <Section title={t("case.comments")} count={file.comments.length}>
          <Lines heads={[t("field.at"), t("field.actor"), t("case.words")]}>
            {file.comments.map((one) => (
              <tr key={one.id}>
                <td className={classes.tight}><When at={one.at} /></td>
                <td><PersonName id={one.by} /></td>
                <td>{one.text ? <bdi>{one.text}</bdi> : <Text span c="dimmed">{t("case.retracted")}</Text>}</td>
              </tr>
            ))}
          </Lines>
        </Section>
        <Section title={t("case.attachments")} count={file.attachments.length}>
          <Lines heads={[t("case.name"), t("case.size"), t("field.actor"), t("field.at"), t("case.sha256")]}>
            {file.attachments.map((one) => (
              <tr key={one.id}>
                <td><bdi>{one.name}</bdi></td>
                <td className={classes.tight}>{t("bytes", { count: one.size })}</td>
                <td><PersonName id={one.by} /></td>
                <td className={classes.tight}><When at={one.at} /></td>
                <td className={classes.hash}>{one.sha256}</td>
              </tr>
            ))}
          </Lines>
        </Section>
        <Section title={t("case.notices")} count={file.notices.length}>
          <Lines heads={[t("field.at"), t("case.told"), t("field.action"), t("field.element")]}>
            {file.notices.map((one) => (
              <tr key={`${one.person} ${one.id}`}>
                <td className={classes.tight}><When at={one.at} /></td>
                <td><PersonName id={one.person} /></td>
                <td>{maybe(`notice.${one.kind}`, one.kind)}</td>
                <td>{one.element && <ElementName definition={instance.definition} element={one.element} />}</td>
              </tr>
            ))}
          </Lines>
        </Section>
        <Section title={t("case.events")} count={file.entries.length}>
          <Button data-noprint mb={8} variant="default" aria-pressed={flow} onClick={() => setFlow(!flow)}>
            {t(flow ? "case.hideFlow" : "case.showFlow")}
          </Button>
          <EntryLines entries={entries.slice(0, most)} />
          {entries.length > most && (
            <Button data-noprint variant="default" mt={8} onClick={() => setMost(entries.length)}>
              {t("case.all", { count: entries.length })}
            </Button>
          )}
          {file.next && (
            <Text mt={8}>
              {t("case.goesOn")} <Link to="/audit" search={{ instance: id, oldest: true } as never}>{t("case.inTrace")}</Link>
            </Text>
          )}
        </Section>
      </article>
    </Page>
  );
}

function Section({ title, count, children }: { title: string; count?: number; children: ReactNode }) {
  if (count === 0) return null;
  return (
    <section>
      <h2>{count === undefined ? title : `${title} · ${count}`}</h2>
      {children}
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Lines({ heads, children }: { heads: string[]; children: ReactNode }) {
  return (
    <div className={classes.stacked} tabIndex={0} role="group" aria-label={heads.join(", ")}>
      <table className={classes.lines}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

/** Entries as lines: when, who, what, before and after, why. */
export function EntryLines({ entries }: { entries: AuditEntry[] }) {
  const { t } = useTranslation("audit");
  const maybe = useMaybe("audit");
  const action = useAction();
  return (
    <Lines heads={[t("field.seq"), t("field.at"), t("field.actor"), t("field.action"), t("field.element"), t("field.changeOrReason")]}>
      {entries.map((entry) => (
        <tr key={entry.id}>
          <td className={classes.tight}>{entry.seq ?? "–"}</td>
          <td className={classes.tight}><When at={entry.at} /></td>
          <td><Actor entry={entry} /></td>
          <td>
            {action(entry)}
            {entry.intervention && <Text span c="dimmed" size="sm">{` · ${maybe(`intervention.${entry.intervention}`, entry.intervention)}`}</Text>}
            {entry.object.kind === "decision" && <bdi>{` ${entry.object.id}`}</bdi>}
          </td>
          <td>{entry.element && (entry.definition ? <ElementName definition={entry.definition} element={entry.element} /> : <bdi>{entry.element}</bdi>)}</td>
          <td>
            <Change entry={entry} />
            {entry.reason && <> <Reason entry={entry} /></>}
            {entry.parameters.length > 0 && <Text span c="dimmed" size="sm">{` ${entry.parameters.map((one) => `${one.name} v${one.version}`).join(", ")}`}</Text>}
          </td>
        </tr>
      ))}
    </Lines>
  );
}
