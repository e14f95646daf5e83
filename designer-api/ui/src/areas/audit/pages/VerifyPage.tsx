import "@mantine/core/styles/Progress.css";
import { Button, Group, Progress, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { FileDown, ShieldCheck, Signature } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command, get } from "@/api/request";
import { LOOK, useTopic } from "@/api/topics";
import type { Verification } from "@/api/types";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingPage } from "@/shared/Loading";
import { Page } from "@/shared/Page";
import { PersonName } from "@/shared/PersonName";
import { When } from "@/shared/When";
import { useProblemText } from "@/shared/problemText";
import { Link } from "@tanstack/react-router";
import classes from "../audit.module.css";

/** Is the log as it was written? */
export function VerifyPage() {
  const { t } = useTranslation(["audit", "common"]);
  const problem = useProblemText();
  useTopic("work");
  const runs = useQuery({
    queryKey: keys.audit("verifications"),
    queryFn: () => get("/api/v1/audit/verifications"),
    refetchInterval: (query) => (query.state.data?.items.some((one) => one.state === "running") ? LOOK : false),
  });
  const signed = useQuery({ queryKey: keys.audit("checkpoints"), queryFn: () => get("/api/v1/audit/checkpoints") });
  const begin = useCommand((_: null, key) => command("post", "/api/v1/audit/verifications", { body: {} as never }, key), { stale: [keys.audit("verifications")] });
  const stop = useCommand((id: string, key) => command("post", "/api/v1/audit/verifications/{id}/cancel", { path: { id }, body: {} as never }, key), { stale: [keys.audit("verifications")] });
  const sign = useCommand((_: null, key) => command("post", "/api/v1/audit/checkpoints", { body: {} as never }, key), { stale: [keys.audit("checkpoints")] });
  const error = runs.error ?? signed.error;
  if (error) return <ErrorState error={error} retry={() => void runs.refetch()} />;
  if (!runs.data || !signed.data) return <LoadingPage />;
  const last = runs.data.items[0];
  const running = last?.state === "running";
  const failed = begin.error ?? stop.error ?? sign.error;
  return (
    <Page
      title={t("verify.title")}
      actions={
        <Group gap="xs" ms="auto">
          <Button leftSection={<ShieldCheck size={14} aria-hidden />} disabled={running} loading={begin.isPending} onClick={() => begin.mutate(null)}>
            {t("verify.begin")}
          </Button>
          <Button variant="default" leftSection={<Signature size={14} aria-hidden />} loading={sign.isPending} onClick={() => sign.mutate(null)}>
            {t("verify.sign")}
          </Button>
          <Button variant="default" component="a" href="/api/v1/audit/checkpoints/text" download leftSection={<FileDown size={14} aria-hidden />}>
            {t("verify.download")}
          </Button>
        </Group>
      }
    >
      <div className={classes.sheet}>
        {failed && <Text role="alert" className={classes.bad}>{problem(failed)}</Text>}
        {running && last && (
          <Group role="status" wrap="nowrap">
            <Progress flex={1} aria-label={t("verify.progress")} value={(100 * last.bytes) / Math.max(1, last.bytesTotal)} />
            <span>{t("verify.of", { bytes: last.bytes, total: last.bytesTotal })}</span>
            <Button variant="default" onClick={() => stop.mutate(last.id)}>{t("verify.stop")}</Button>
          </Group>
        )}
        {last ? <Receipt run={last} /> : <EmptyState title={t("verify.never")} hint={t("verify.neverHint")} />}
        <section>
          <h2>{t("verify.checkpoints", { count: signed.data.items.length })}</h2>
          <p>
            <Text span c="dimmed">{t("verify.key")} </Text>
            <span className={classes.hash}>{signed.data.key}</span>
          </p>
          {signed.data.items.length === 0 && <Text c="dimmed">{t("verify.unsigned")}</Text>}
          {signed.data.items.length > 0 && (
          <div className={classes.wide} tabIndex={0} role="group" aria-label={t("verify.checkpoints", { count: signed.data.items.length })}>
            <table className={classes.lines}>
              <thead>
                <tr>
                  <th scope="col" className={classes.tight}>{t("verify.number")}</th>
                  <th scope="col">{t("field.at")}</th>
                  <th scope="col" className={classes.tight}>{t("verify.position")}</th>
                  <th scope="col" className={classes.tight}>{t("verify.records")}</th>
                  <th scope="col">{t("verify.root")}</th>
                </tr>
              </thead>
              <tbody>
                {signed.data.items.slice(0, 200).map((one) => (
                  <tr key={one.number}>
                    <td className={classes.tight}>{one.number}</td>
                    <td className={classes.tight}><When at={one.at} /></td>
                    <td className={classes.tight}>{one.position}</td>
                    <td className={classes.tight}>{one.records}</td>
                    <td className={classes.hash}>{one.root}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          )}
        </section>
      </div>
    </Page>
  );
}

/** What the last verification found. */
function Receipt({ run }: { run: Verification }) {
  const { t } = useTranslation("audit");
  const { receipt } = run;
  if (!receipt) return run.error ? <Text className={classes.bad}>{run.error}</Text> : null;
  const facts: [string, ReactNode][] = [
    [t("verify.by"), <span key="by"><PersonName id={run.by} /> · <When at={run.begun} /> · {t("verify.took", { ms: receipt.durationMs })}</span>],
    [t("verify.upTo"), t("verify.upToText", { position: receipt.position, records: receipt.records })],
    [t("verify.root"), <span key="root" className={classes.hash}>{receipt.root}</span>],
    [t("verify.agree"), receipt.lastCheckpoint ? t("verify.agreeText", { count: receipt.checkpoints, number: receipt.lastCheckpoint, position: receipt.vouched ?? 0 }) : t("verify.agreeNone")],
    [t("verify.log"), <span key="log" className={classes.hash}>{receipt.log}</span>],
  ];
  const { broken } = receipt;
  return (
    <section data-testid="receipt">
      <h2 className={receipt.intact ? classes.good : classes.bad}>{t(receipt.intact ? "verify.intact" : run.state === "cancelled" ? "verify.cancelled" : "verify.broken")}</h2>
      <dl className={classes.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {broken && (
          <div>
            <dt>{t("verify.record")}</dt>
            <dd>
              <b className={classes.bad}>{t("verify.brokenAt", { position: broken.position, segment: broken.segment, offset: broken.offset, partition: broken.partition ?? "?", record: broken.record ?? "?" })}</b>
              <div><bdi>{broken.reason}</bdi></div>
              {broken.events.map((one) => (
                <div key={`${one.instance} ${one.seq}`}>
                  <Link to="/audit/cases/$id" params={{ id: one.instance } as never}>{one.instance}</Link> {t("verify.events", { seq: one.seq })}
                </div>
              ))}
            </dd>
          </div>
        )}
        {receipt.flaws.map((flaw) => (
          <div key={flaw}>
            <dt>{t("verify.flaw")}</dt>
            <dd className={classes.bad}><bdi>{flaw}</bdi></dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
