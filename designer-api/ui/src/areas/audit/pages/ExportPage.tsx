import { Anchor, Button, Select, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { FileDown } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command, get } from "@/api/request";
import { LOOK, useTopic } from "@/api/topics";
import type { AuditExport } from "@/api/types";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingPage } from "@/shared/Loading";
import { MomentField } from "@/shared/MomentField";
import { Page } from "@/shared/Page";
import { PersonName } from "@/shared/PersonName";
import { When } from "@/shared/When";
import { useDefinitions } from "@/shared/definitions";
import { useProblemText } from "@/shared/problemText";
import { moment } from "../modules/search";
import classes from "../audit.module.css";

type Format = "xes" | "ocel" | "csv" | "jsonl" | "caseFiles" | "parquet";

/** Logs leave the engine: each with a signed manifest, and each noted in the audit. */
export function ExportPage() {
  const { t } = useTranslation(["audit", "common"]);
  const search = useSearch({ strict: false }) as { instance?: string; process?: string };
  const problem = useProblemText();
  const processes = useDefinitions();
  const [format, setFormat] = useState<Format>(search.instance ? "caseFiles" : "xes");
  const [process, setProcess] = useState<string | null>(search.process ?? null);
  const [instance, setInstance] = useState(search.instance ?? "");
  const [from, setFrom] = useState("");
  const [until, setUntil] = useState("");
  const [reason, setReason] = useState("");
  useTopic("work");
  const all = useQuery({
    queryKey: keys.audit("exports"),
    queryFn: () => get("/api/v1/audit/exports"),
    refetchInterval: (query) => (query.state.data?.items.some((one) => one.state === "running") ? LOOK : false),
  });
  const begin = useCommand(
    (_: null, key) => {
      const body = { format, process, instances: instance.trim() ? [instance.trim()] : [], from: moment(from) ?? null, until: moment(until) ?? null, reason: reason.trim() };
      return command("post", "/api/v1/audit/exports", { body: body as never }, key);
    },
    { stale: [keys.audit("exports")] },
  );
  const stop = useCommand((id: string, key) => command("post", "/api/v1/audit/exports/{id}/cancel", { path: { id }, body: {} as never }, key), { stale: [keys.audit("exports")] });
  if (all.error) return <ErrorState error={all.error} retry={() => void all.refetch()} />;
  if (!all.data) return <LoadingPage />;
  const running = all.data.items.some((one) => one.state === "running");
  return (
    <Page title={t("export.title")}>
      <div className={classes.sheet}>
        <form
          className={classes.form}
          aria-label={t("export.title")}
          onSubmit={(event) => {
            event.preventDefault();
            begin.mutate(null);
          }}
        >
          <Select label={t("export.format")} w={290} maw="100%" allowDeselect={false} data={all.data.formats.map((one) => ({ value: one, label: t(`export.formats.${one}`) }))} value={format} onChange={(value) => setFormat((value as typeof format | null) ?? "xes")} />
          <Select
            label={t("field.process")}
            placeholder={t("export.every")}
            w={180}
            clearable
            searchable
            clearButtonProps={{ "aria-label": t("common:action.clear") }}
            data={(processes.data ?? []).map((one) => ({ value: one.process, label: one.name ?? one.process }))}
            value={process}
            onChange={setProcess}
          />
          <TextInput label={t("field.instance")} placeholder={t("export.every")} w={180} value={instance} onChange={(event) => setInstance(event.currentTarget.value)} />
          <MomentField label={t("trace.from")} width={190} value={from} onChange={setFrom} />
          <MomentField label={t("trace.until")} width={190} value={until} onChange={setUntil} />
          <TextInput label={t("export.reason")} required w={240} value={reason} maxLength={500} onChange={(event) => setReason(event.currentTarget.value)} />
          <Button type="submit" disabled={running || !reason.trim()} loading={begin.isPending}>
            {t("export.begin")}
          </Button>
        </form>
        {begin.error && <Text role="alert" className={classes.bad}>{problem(begin.error)}</Text>}
        <Text c="dimmed" size="sm" my={8}>{t("export.noted")}</Text>
        {all.data.items.length === 0 ? (
          <EmptyState title={t("export.none")} hint={t("export.noneHint")} />
        ) : (
          <div className={classes.wide} tabIndex={0} role="group" aria-label={t("export.list")}>
            <table className={classes.lines}>
              <thead>
                <tr>
                  <th scope="col">{t("field.at")}</th>
                  <th scope="col">{t("field.actor")}</th>
                  <th scope="col">{t("export.format")}</th>
                  <th scope="col">{t("export.holds")}</th>
                  <th scope="col">{t("export.files")}</th>
                </tr>
              </thead>
              <tbody>
                {all.data.items.map((one) => (
                  <Line key={one.id} one={one} stop={() => stop.mutate(one.id)} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </div>
    </Page>
  );
}

function Line({ one, stop }: { one: AuditExport; stop: () => void }) {
  const { t } = useTranslation("audit");
  const file = (name: string) => `/api/v1/audit/exports/${encodeURIComponent(one.id)}/files/${encodeURIComponent(name)}`;
  return (
    <tr>
      <td className={classes.tight}><When at={one.begun} /></td>
      <td><PersonName id={one.by} /></td>
      <td>{t(`export.formats.${one.format}`)}</td>
      <td>{t("export.counts", { cases: one.counts.cases, events: one.counts.events })}</td>
      <td>
        {one.state === "running" && (
          <Button variant="default" onClick={stop}>{t("export.stop")}</Button>
        )}
        {one.state === "cancelled" && t("export.cancelled")}
        {one.state === "failed" && <span className={classes.bad}>{one.error}</span>}
        {one.manifest?.files.map((part) => (
          <div key={part.name}>
            <Anchor href={file(part.name)} download>
              <FileDown size={13} aria-hidden /> {part.name}
            </Anchor>{" "}
            {t("bytes", { count: part.bytes })} · <Anchor href={file("manifest.json")} download>{t("export.manifest")}</Anchor>
            <div className={classes.hash}>{t("export.sha", { sha: part.sha256 })}</div>
          </div>
        ))}
      </td>
    </tr>
  );
}
