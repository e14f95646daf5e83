import { Button, Group, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command, get } from "@/api/request";
import type { DutyRuleVersion } from "@/api/types";
import { language } from "@/app/i18n";
import { useMay } from "@/app/session";
import { PersonName } from "@/shared/PersonName";
import { When } from "@/shared/When";
import { useProcessName } from "@/shared/definitions";
import { useProblemText } from "@/shared/problemText";
import { ActivityName } from "./ActivitySelect";
import classes from "../audit.module.css";

export type Asked = { process?: string; first?: string; second?: string; roles?: boolean };

const WRITES = { stale: [keys.audit("duty-rules")] };

/** Is a kept rule the one that is asked about? */
function isAsked({ spec }: DutyRuleVersion, asked: Asked): boolean {
  const process = asked.roles ? null : (asked.process ?? null);
  return (spec.process ?? null) === process && spec.first === asked.first && spec.second === asked.second;
}

/** An id from what the rule is about: letters, digits and lines. */
export function idOf(asked: Asked): string {
  const words = [asked.roles ? "roles" : asked.process, asked.first, asked.second];
  return words.map((word) => (word ?? "").replace(/[^A-Za-z0-9_.]+/g, "")).filter(Boolean).join("-").slice(0, 64) || "duty";
}

/** The rules of duties that are kept; the one that is asked about can be kept, or taken away, with a reason. */
export function KeptDuties({ asked, complete }: { asked: Asked; complete: boolean }) {
  const { t } = useTranslation("audit");
  const may = useMay();
  const processName = useProcessName();
  const kept = useQuery({ queryKey: keys.audit("duty-rules"), queryFn: () => get("/api/v1/audit/duty-rules") });
  const items = kept.data?.items ?? [];
  const there = items.find((one) => isAsked(one, asked));
  return (
    <section aria-label={t("duties.rules")}>
      <h2>{t("duties.rules")}</h2>
      {kept.data && items.length === 0 && <Text c="dimmed" size="sm">{t("duties.noRules")}</Text>}
      {items.length > 0 && (
        <div className={classes.wide} tabIndex={0} role="group" aria-label={t("duties.rules")}>
          <table className={classes.lines}>
            <thead>
              <tr>
                <th scope="col">{t("duties.name")}</th>
                <th scope="col">{t("field.process")}</th>
                <th scope="col">{t("duties.pair")}</th>
                <th scope="col">{t("duties.version")}</th>
                <th scope="col">{t("duties.reason")}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((one) => (
                <tr key={one.id}>
                  <td><Link to="." search={askOf(one) as never}>{nameOf(one)}</Link></td>
                  <td>{one.spec.process ? <bdi>{processName(one.spec.process)}</bdi> : t("duties.roles")}</td>
                  <td><ActivityName process={one.spec.process} activity={one.spec.first} /> · <ActivityName process={one.spec.process} activity={one.spec.second} /></td>
                  <td>{one.version} · <PersonName id={one.by} /> · <When at={one.at} /></td>
                  <td><bdi>{one.reason}</bdi></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {complete && may("set-parameters") && (there ? <Remove rule={there} /> : <Keep asked={asked} />)}
    </section>
  );
}

function askOf({ spec }: DutyRuleVersion): Asked {
  return { first: spec.first, second: spec.second, ...(spec.process ? { process: spec.process } : { roles: true }) };
}

function nameOf({ spec, id }: DutyRuleVersion): string {
  const [own, other] = language() === "en" ? [spec.name.en, spec.name["zh-CN"]] : [spec.name["zh-CN"], spec.name.en];
  return own.trim() || other.trim() || id;
}

function Keep({ asked }: { asked: Asked }) {
  const { t } = useTranslation("audit");
  const problem = useProblemText();
  const [name, setName] = useState("");
  const [reason, setReason] = useState("");
  const keep = useCommand((_: null, key) => {
    const words = { "zh-CN": name.trim(), en: name.trim() };
    const spec = { name: words, process: asked.roles ? null : (asked.process ?? null), first: asked.first ?? "", second: asked.second ?? "" };
    return command("put", "/api/v1/audit/duty-rules/{id}", { path: { id: idOf(asked) }, body: { spec, reason: reason.trim() } as never }, key);
  }, WRITES);
  return (
    <form
      className={classes.form}
      aria-label={t("duties.keep")}
      onSubmit={(event) => {
        event.preventDefault();
        keep.mutate(null);
      }}
    >
      <TextInput label={t("duties.name")} required w={220} maxLength={60} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <TextInput label={t("duties.reason")} required w={260} maxLength={500} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
      <Button type="submit" variant="default" disabled={!name.trim() || !reason.trim()} loading={keep.isPending}>{t("duties.keep")}</Button>
      {keep.error && <Text role="alert" className={classes.bad}>{problem(keep.error)}</Text>}
    </form>
  );
}

function Remove({ rule }: { rule: DutyRuleVersion }) {
  const { t } = useTranslation("audit");
  const problem = useProblemText();
  const [reason, setReason] = useState("");
  const remove = useCommand(
    (_: null, key) =>
      command("delete", "/api/v1/audit/duty-rules/{id}", { path: { id: rule.id }, body: { reason: reason.trim() } }, key, { headers: { "if-match": `"${rule.version}"` } }),
    WRITES,
  );
  return (
    <form
      className={classes.form}
      aria-label={t("duties.remove")}
      onSubmit={(event) => {
        event.preventDefault();
        remove.mutate(null);
      }}
    >
      <Group gap="sm" align="end">
        <TextInput label={t("duties.reason")} required w={260} maxLength={500} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
        <Button type="submit" variant="default" disabled={!reason.trim()} loading={remove.isPending}>{t("duties.remove")}</Button>
      </Group>
      {remove.error && <Text role="alert" className={classes.bad}>{problem(remove.error)}</Text>}
    </form>
  );
}
