// One entry of the trace: who, what, before and after, why.
import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import type { AuditEntry, Sentence } from "@/api/types";
import { thingOf, useAccessWords } from "@/shared/accessLog";
import { ElementName } from "@/shared/ElementName";
import { useIncidentName, useSentence } from "@/shared/IncidentText";
import { InstanceKey } from "@/shared/InstanceKey";
import { useMaybe, useRefused } from "@/shared/maybe";
import { PersonName } from "@/shared/PersonName";
import { When } from "@/shared/When";
import { useProcessName } from "@/shared/definitions";
import { language } from "@/app/i18n";
import { ActivityName } from "./ActivitySelect";
import { nameIn } from "./name";
import classes from "../audit.module.css";

const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** A value as people read it: texts as they are, the rest as JSON; nothing where there was none. */
export function shown(value: unknown): string {
  if (value === null || value === undefined) return "∅";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** What happened, in words where there are some. */
export function useAction(): (entry: AuditEntry) => string {
  const event = useMaybe("events");
  const maybe = useMaybe("audit");
  return (entry) => event(`event.${entry.action}`, maybe(`action.${entry.action}`, entry.action));
}

/** Who did it, and through whom. */
export function Actor({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation("audit");
  if (entry.actor.id === "engine" || entry.actor.id === "anonymous") return <Text span c="dimmed">{t(entry.actor.id)}</Text>;
  return (
    <span>
      <PersonName id={entry.actor.id} />
      {entry.actor.through && (
        <Text span c="dimmed" size="sm">
          {" "}
          {t("through")} <PersonName id={entry.actor.through} />
        </Text>
      )}
    </span>
  );
}

/** Before and after. */
export function Change({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation("audit");
  if (!entry.change) return null;
  // A value that was written again as it was.
  if (JSON.stringify(entry.change.old) === JSON.stringify(entry.change.new)) {
    return (
      <bdi className={classes.change}>
        <b>{entry.change.name}</b> {shown(entry.change.new)} <Text span c="dimmed" size="sm">{t("unchanged")}</Text>
      </bdi>
    );
  }
  return (
    <bdi className={classes.change}>
      <b>{entry.change.name}</b> <del aria-label={t("before")}>{shown(entry.change.old)}</del> → <ins aria-label={t("after")}>{shown(entry.change.new)}</ins>
    </bdi>
  );
}

/** Why, in words: what the engine and the log of accesses say are codes and sentences for programs. */
export function Reason({ entry }: { entry: AuditEntry }) {
  const maybe = useMaybe("audit");
  const codeName = useIncidentName();
  const said = useSentence();
  const access = useAccessWords();
  const refused = useRefused();
  const { reason, object, action } = entry;
  if (!reason) return null;
  const { code, sentence } = (entry.data ?? {}) as { code?: unknown; sentence?: Sentence | null };
  const words = () => {
    if (action === "incidentRaised") return [typeof code === "string" ? codeName(code) : "", said(sentence) ?? reason].filter(Boolean).join(" · ");
    if (action === "batchItemFailed") return refused(String(code ?? ""), reason);
    if (object.kind === "access") return access.detail(reason);
    return object.kind === "alert" ? maybe(`keptBack.${reason}`, reason) : reason;
  };
  const told = words();
  return <bdi title={told === reason ? undefined : reason}>{told}</bdi>;
}

/** What the ids of alerts end with: when they fired. What stands before it is their rule. */
const FIRED = /-[0-9a-f]{8,}$/;

/** An alert, by what its rule is called now; one whose rule is gone by its id. */
function Alerted({ id }: { id: string }) {
  const maybe = useMaybe("audit");
  const rule = id.replace(FIRED, "");
  const found = useQuery({ queryKey: keys.alerts("rule", rule), queryFn: () => get("/api/v1/analytics/alert-rules/{id}", { path: { id: rule } }), staleTime: Infinity, retry: false });
  const name = found.data && nameIn(found.data.rule, language());
  return (
    <span title={id}>
      {maybe("object.alert", "alert")} <bdi>{found.isPending ? "" : (name ?? id)}</bdi>
    </span>
  );
}

/** To what it was done, by its name where it has one. */
function Named({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation("audit");
  const maybe = useMaybe("audit");
  const processOf = useProcessName();
  const access = useAccessWords();
  const { kind, id } = entry.object;
  const said = maybe(`object.${kind}`, kind);
  if (!id) return <Text span c="dimmed">{said}</Text>;
  if (kind === "person") return <PersonName id={id} />;
  if (kind === "alert") return <Alerted id={id} />;
  if (kind === "definition") return <bdi title={id}>{`${processOf(id)} v${id.split(":").at(-1)}`}</bdi>;
  if (kind === "access") {
    const happened = maybe(`access.${entry.action}`, "");
    const { kind: of, rest } = thingOf(id);
    if (of === "instance") return <span>{maybe("object.instance", of)} <InstanceKey id={rest} /></span>;
    if (of === "person" || of === "user") return <PersonName id={rest} />;
    // What somebody was refused of their own.
    if (id === entry.actor.id) return <PersonName id={id} />;
    if (of === "process") return <span>{t("field.process")} <bdi title={rest}>{processOf(rest)}</bdi></span>;
    const [duty, first, second, ...more] = id.split(" ");
    if (entry.reason === "violations" && duty && first && second && more.length === 0) {
      return (
        <span title={id}>
          {duty !== "roles" && <bdi>{processOf(duty)} </bdi>}
          <ActivityName process={duty === "roles" ? null : duty} activity={first} /> · <ActivityName process={duty === "roles" ? null : duty} activity={second} />
        </span>
      );
    }
    return <bdi title={id}>{happened ? `${happened} ${id}` : access.thing(id)}</bdi>;
  }
  const name = nameIn(entry.data, language());
  return (
    <span title={id}>
      {said} <bdi>{name ?? (UUID.test(id) ? t("short", { id: id.slice(-8) }) : id)}</bdi>
    </span>
  );
}

/** To what it was done. */
export function Thing({ entry, link = true }: { entry: AuditEntry; link?: boolean }) {
  const { t } = useTranslation("audit");
  const maybe = useMaybe("audit");
  const { element, definition, instance } = entry;
  return (
    <span>
      {element ? (
        definition ? <ElementName definition={definition} element={element} /> : <bdi>{element}</bdi>
      ) : entry.object.kind === "instance" ? (
        <Text span c="dimmed">{maybe("object.instance", "")}</Text>
      ) : (
        <Named entry={entry} />
      )}
      {instance && link && (
        <>
          {" "}
          <Link to="/audit/cases/$id" params={{ id: instance } as never} title={t("openCase")}>
            <InstanceKey id={instance} />
          </Link>
        </>
      )}
    </span>
  );
}

/** Everything that is known of an entry. */
export function Detail({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation("audit");
  const maybe = useMaybe("audit");
  const action = useAction();
  const processOf = useProcessName();
  const process = entry.definition ?? entry.process;
  const facts: [string, ReactNode][] = [
    [t("field.at"), <When key="at" at={entry.at} />],
    [t("field.actor"), <Actor key="actor" entry={entry} />],
    [t("field.role"), entry.actor.role],
    [t("field.group"), entry.actor.group],
    [t("field.area"), t(`area.${entry.area}`)],
    [t("field.command"), entry.command ? maybe(`command.${entry.command}`, entry.command) : null],
    [t("field.object"), entry.object.kind === "instance" || entry.object.kind === "task" ? <bdi key="object">{`${maybe(`object.${entry.object.kind}`, entry.object.kind)} ${entry.object.id}`}</bdi> : <Named key="object" entry={entry} />],
    [t("field.process"), process ? <bdi key="process" title={process}>{processOf(process)}{entry.definition && ` v${entry.definition.split(":").at(-1)}`}</bdi> : null],
    [t("field.element"), entry.element && entry.definition ? <ElementName key="element" definition={entry.definition} element={entry.element} /> : entry.element],
    [t("field.change"), entry.change ? <Change key="change" entry={entry} /> : null],
    [t("field.intervention"), entry.intervention ? maybe(`intervention.${entry.intervention}`, entry.intervention) : null],
    [t("field.reason"), entry.reason ? <Reason key="reason" entry={entry} /> : null],
    [t("field.parameters"), entry.parameters.map((one) => `${one.name} v${one.version}`).join(", ")],
    [t("field.place"), t("place", { position: entry.position, partition: entry.partition, record: entry.record })],
  ];
  return (
    <div className={classes.detail}>
      <Text fw={600}>{action(entry)}</Text>
      <dl className={classes.facts}>
        {facts
          .filter(([, value]) => value !== null && value !== undefined && value !== "")
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {entry.data !== null && <pre className={classes.data} tabIndex={0} aria-label={t("field.data")}>{JSON.stringify(entry.data, null, 2)}</pre>}
    </div>
  );
}
