// One entry of the trace: who, what, before and after, why.
import { Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { AuditEntry } from "@/api/types";
import { InstanceKey } from "@/shared/InstanceKey";
import { useMaybe } from "@/shared/maybe";
import { PersonName } from "@/shared/PersonName";
import { When } from "@/shared/When";
import classes from "../audit.module.css";

/** A value as people read it: texts as they are, the rest as JSON; nothing where there was none. */
export function shown(value: unknown): string {
  if (value === null || value === undefined) return "∅";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** What happened, in words where there are some. */
export function useAction(): (entry: AuditEntry) => string {
  const maybe = useMaybe("audit");
  return (entry) => maybe(`action.${entry.action}`, entry.action);
}

/** Who did it, and through whom. */
export function Actor({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation("audit");
  if (entry.actor.id === "engine") return <Text span c="dimmed">{t("engine")}</Text>;
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
  return (
    <bdi className={classes.change}>
      <b>{entry.change.name}</b> <del aria-label={t("before")}>{shown(entry.change.old)}</del> → <ins aria-label={t("after")}>{shown(entry.change.new)}</ins>
    </bdi>
  );
}

/** To what it was done. */
export function Thing({ entry, link = true }: { entry: AuditEntry; link?: boolean }) {
  const { t } = useTranslation("audit");
  const maybe = useMaybe("audit");
  const place = entry.element ?? (entry.object.kind === "instance" ? "" : entry.object.id);
  return (
    <span>
      {place ? <bdi>{place}</bdi> : <Text span c="dimmed">{maybe(`object.${entry.object.kind}`, entry.object.kind)}</Text>}
      {entry.instance && link && (
        <>
          {" "}
          <Link to="/audit/cases/$id" params={{ id: entry.instance } as never} title={t("openCase")}>
            <InstanceKey id={entry.instance} />
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
  const facts: [string, ReactNode][] = [
    [t("field.at"), <When key="at" at={entry.at} />],
    [t("field.actor"), <Actor key="actor" entry={entry} />],
    [t("field.role"), entry.actor.role],
    [t("field.group"), entry.actor.group],
    [t("field.area"), t(`area.${entry.area}`)],
    [t("field.command"), entry.command],
    [t("field.object"), <bdi key="object">{`${maybe(`object.${entry.object.kind}`, entry.object.kind)} ${entry.object.id}`}</bdi>],
    [t("field.process"), entry.definition ?? entry.process],
    [t("field.element"), entry.element],
    [t("field.change"), entry.change ? <Change key="change" entry={entry} /> : null],
    [t("field.intervention"), entry.intervention ? maybe(`intervention.${entry.intervention}`, entry.intervention) : null],
    [t("field.reason"), entry.reason ? <bdi key="reason">{entry.reason}</bdi> : null],
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
