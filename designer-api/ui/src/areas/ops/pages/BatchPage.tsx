import { Button, Group, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Ban, Pause, Play } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command, get } from "@/api/request";
import type { components } from "@/api/schema";
import { LOOK, useTopic } from "@/api/topics";
import { useMay } from "@/app/session";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { InstanceElement, InstanceKey } from "@/shared/InstanceKey";
import { LoadingPage } from "@/shared/Loading";
import { refusalIn, useRefused } from "@/shared/maybe";
import { notifyDone } from "@/shared/notify";
import { Page } from "@/shared/Page";
import { PersonName } from "@/shared/PersonName";
import { ReasonDialog } from "@/shared/ReasonDialog";
import { useList } from "@/shared/useList";
import { When } from "@/shared/When";
import { BatchBar, BatchState } from "../modules/batch";
import classes from "../ops.module.css";

type Failure = components["schemas"]["BatchFailure"];
type Act = "pause" | "resume" | "cancel";

/** One batch: how far it is, what could not be done and why, and what can be done about it. */
export function BatchPage() {
  const { t } = useTranslation(["ops", "common"]);
  const { id } = useParams({ strict: false }) as { id: string };
  const may = useMay();
  const [asked, setAsked] = useState<Act | null>(null);
  useTopic(`batch:${id}`);
  const found = useQuery({
    queryKey: keys.batches(id),
    queryFn: () => get("/api/v1/batches/{id}", { path: { id } }),
    refetchInterval: (query) => ((query.state.data?.pending ?? 1) > 0 ? LOOK : false),
  });
  const steer = useCommand(
    ({ act, reason }: { act: Act; reason: string }, key) => {
      const input = { path: { id }, body: { reason } };
      if (act === "pause") return command("post", "/api/v1/batches/{id}/pause", input, key);
      if (act === "resume") return command("post", "/api/v1/batches/{id}/resume", input, key);
      return command("post", "/api/v1/batches/{id}/cancel", input, key);
    },
    {
      stale: [keys.batches()],
      onDone: () => {
        setAsked(null);
        notifyDone(t("done"));
      },
    },
  );
  const batch = found.data;
  if (found.error) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  if (!batch) return <LoadingPage />;
  const open = may("operate") && (batch.state === "running" || batch.state === "paused");
  return (
    <Page
      title={t(`batch.of.${batch.operation}`)}
      actions={
        <>
          <BatchState batch={batch} />
          {open && (
            <Group gap="xs" ms="auto">
              {batch.state === "running" ? (
                <Button variant="default" leftSection={<Pause size={14} aria-hidden />} onClick={() => setAsked("pause")}>
                  {t("batch.pause")}
                </Button>
              ) : (
                <Button variant="default" leftSection={<Play size={14} aria-hidden />} onClick={() => setAsked("resume")}>
                  {t("batch.resume")}
                </Button>
              )}
              <Button variant="default" color="red" leftSection={<Ban size={14} aria-hidden />} onClick={() => setAsked("cancel")}>
                {t("batch.cancel")}
              </Button>
            </Group>
          )}
        </>
      }
    >
      <div className={classes.facts}>
        <span>
          {t("column.by")} <b><PersonName id={batch.by} /></b>
        </span>
        <span>
          {t("column.started")} <b><When at={batch.begun} /></b>
        </span>
        {batch.steeredBy && (
          <span>
            {t("batch.steeredBy")} <b><PersonName id={batch.steeredBy} /></b> {batch.reason && <bdi>{batch.reason}</bdi>}
          </span>
        )}
      </div>
      <div className={classes.side} style={{ padding: 12, gap: 8 }} role="status">
        <BatchBar batch={batch} />
        <Text c="dimmed">{t("batch.told", { done: batch.total - batch.pending - batch.failed, failed: batch.failed, pending: batch.pending })}</Text>
      </div>
      <Failures id={id} failed={batch.failed} />
      {asked && (
        <ReasonDialog
          title={t(`batch.${asked}`)}
          effect={<Text>{t(`batch.effect.${asked}`, { count: batch.pending })}</Text>}
          confirm={t(`batch.${asked}`)}
          danger={asked === "cancel"}
          busy={steer.isPending}
          error={steer.error}
          onConfirm={(reason) => steer.mutate({ act: asked, reason })}
          onClose={() => setAsked(null)}
        />
      )}
    </Page>
  );
}

/** At which element it could not be done, and what else stood against it. */
function Where({ failure }: { failure: Failure }) {
  const { t } = useTranslation("ops");
  const { element, more } = refusalIn(failure.message);
  if (!element && more === 0) return null;
  return (
    <Text c="dimmed" size="sm">
      {element && (
        <>
          {t("batch.at")}<InstanceElement id={failure.instance} element={element} />
        </>
      )}
      {more > 0 && ` ${t("batch.more", { count: more })}`}
    </Text>
  );
}

function Failures({ id, failed }: { id: string; failed: number }) {
  const { t } = useTranslation("ops");
  const refused = useRefused();
  const list = useList<Failure>([...keys.batches(id), "failures", failed], (cursor) => get("/api/v1/batches/{id}/failures", { path: { id }, query: { limit: 200, ...(cursor ? { cursor } : {}) } }));
  if (failed === 0) return <EmptyState title={t("batch.noFailures")} />;
  if (list.error) return <ErrorState error={list.error} retry={list.refetch} />;
  return (
    <section className={classes.side} style={{ padding: "4px 12px 12px" }}>
      <Title order={2}>{t("batch.failures")}</Title>
      <table className={classes.lines}>
        <thead>
          <tr>
            <th scope="col">{t("batch.instance")}</th>
            <th scope="col">{t("column.cause")}</th>
          </tr>
        </thead>
        <tbody>
          {list.rows.map((failure) => (
            <tr key={failure.instance}>
              <td>
                <Link to="/ops/instances/$id" params={{ id: failure.instance } as never}>
                  <InstanceKey id={failure.instance} />
                </Link>
              </td>
              <td>
                <span title={failure.message || undefined}>{failure.code === "batch-cancelled" ? t("batch.notDone") : refused(failure.code, failure.message)}</span>
                <Where failure={failure} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {list.table.hasMore && (
        <Button variant="default" mt="sm" style={{ alignSelf: "flex-start" }} loading={list.table.loading} onClick={list.table.onMore}>
          {t("events.more")}
        </Button>
      )}
    </section>
  );
}
