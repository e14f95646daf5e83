// The parts of an instance that are lists: waits, incidents, jobs, relatives, what happened.
import { Button, Text } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { RotateCcw } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command, get } from "@/api/request";
import type { ElementState, InstanceDetail, TraceEvent, Wait } from "@/api/types";
import { useMay } from "@/app/session";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { IncidentText, useIncidentName } from "@/shared/IncidentText";
import { InstanceKey } from "@/shared/InstanceKey";
import { LoadingRows } from "@/shared/Loading";
import { useProcessName } from "@/shared/definitions";
import { useMaybe } from "@/shared/maybe";
import { notifyDone } from "@/shared/notify";
import { PersonName } from "@/shared/PersonName";
import { useProblemText } from "@/shared/problemText";
import { StatusTag, statusOf } from "@/shared/StatusTag";
import { When } from "@/shared/When";
import classes from "../ops.module.css";

interface Named {
  nameOf: (element: string) => string;
}

/** What it waits for, and how it would go on. */
export function Waits({ waits, nameOf }: Named & { waits: Wait[] }) {
  const { t } = useTranslation("ops");
  const may = useMay();
  if (waits.length === 0) return <EmptyState title={t("waits.none")} />;
  // Tasks stand above, with who has them.
  const shown = may("see-tasks") ? waits.filter((wait) => wait.kind !== "userTask") : waits;
  if (shown.length === 0) return null;
  const reason = (wait: Wait) => {
    const kind = t(`wait.${wait.kind}`);
    if (wait.kind === "message") return wait.correlationKey ? t("waits.message", { name: wait.name, key: wait.correlationKey }) : t("waits.anyMessage", { name: wait.name });
    if (wait.kind === "job") return t("waits.job", { name: wait.name });
    return wait.name ? `${kind}${t("common:colon")}${wait.name}` : kind;
  };
  return (
    <table className={classes.lines}>
      <thead>
        <tr>
          <th scope="col">{t("column.element")}</th>
          <th scope="col">{t("column.waitsFor")}</th>
          <th scope="col">{t("column.since")}</th>
          <th scope="col">{t("column.due")}</th>
        </tr>
      </thead>
      <tbody>
        {shown.map((wait) => (
          <tr key={wait.id}>
            <td><bdi>{nameOf(wait.event ?? wait.element)}</bdi></td>
            <td>
              <bdi>{reason(wait)}</bdi>
              {wait.child && (
                <>
                  {" "}
                  <Link to="/ops/instances/$id" params={{ id: wait.child } as never}>{t("waits.child")}</Link>
                </>
              )}
            </td>
            <td><When at={wait.opened} /></td>
            <td><When at={wait.due} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Where it is stuck; each can be tried again. */
export function Incidents({ elements, instance, nameOf, mayOperate }: Named & { elements: ElementState[]; instance: string; mayOperate: boolean }) {
  const { t } = useTranslation("ops");
  const say = useProblemText();
  const codeName = useIncidentName();
  const retry = useCommand((id: string, key) => command("post", "/api/v1/incidents/{id}/resolve", { path: { id }, body: { retries: 3 } }, key), {
    stale: [keys.instance(instance), keys.incidents(), keys.instances()],
    onDone: () => notifyDone(t("incidents.retried")),
  });
  const stuck = elements.filter((one) => one.incident);
  if (stuck.length === 0) return <EmptyState title={t("incidents.noneHere")} />;
  return (
    <>
      {retry.error && <Text c="red" role="alert">{say(retry.error)}</Text>}
      <table className={classes.lines}>
        <tbody>
          {stuck.map((element) => (
            <tr key={element.key}>
              <td>
                <b><bdi>{nameOf(element.element)}</bdi></b>
                <br />
                <span className={classes.stuck}>{codeName(element.incident!.code)}</span>
                <br />
                <IncidentText of={element.incident!} />
                <When at={element.incident!.raised} />
              </td>
              <td className={classes.number}>
                {mayOperate && (
                  <Button leftSection={<RotateCcw size={13} aria-hidden />} loading={retry.isPending && retry.variables === element.incident!.id} onClick={() => retry.mutate(element.incident!.id)}>
                    {t("incidents.retry")}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** The work of programs in it. */
export function Jobs({ waits, nameOf }: Named & { waits: Wait[] }) {
  const { t } = useTranslation("ops");
  const jobs = waits.filter((wait) => wait.kind === "job");
  if (jobs.length === 0) return <EmptyState title={t("jobs.none")} />;
  return (
    <table className={classes.lines}>
      <thead>
        <tr>
          <th scope="col">{t("column.element")}</th>
          <th scope="col">{t("column.type")}</th>
          <th scope="col">{t("column.since")}</th>
          <th scope="col">{t("column.notBefore")}</th>
        </tr>
      </thead>
      <tbody>
        {jobs.map((job) => (
          <tr key={job.id}>
            <td><bdi>{nameOf(job.element)}</bdi></td>
            <td>{job.name}</td>
            <td><When at={job.opened} /></td>
            <td><When at={job.due} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Who called it, and what it has called. */
export function Related({ detail }: { detail: InstanceDetail }) {
  const { t } = useTranslation("ops");
  const processOf = useProcessName();
  const children = useQuery({ queryKey: keys.instances("children", detail.id), queryFn: () => get("/api/v1/instances", { query: { parent: detail.id, limit: 200 } }) });
  if (children.error) return <ErrorState error={children.error} />;
  const items = children.data?.items ?? [];
  return (
    <>
      {detail.parent ? (
        <Text mb="sm">
          {t("related.parent")} <Link to="/ops/instances/$id" params={{ id: detail.parent } as never}><InstanceKey id={detail.parent} /></Link>
        </Text>
      ) : (
        <Text c="dimmed" mb="sm">{t("related.top")}</Text>
      )}
      {items.length === 0 ? (
        <Text c="dimmed">{t("related.none")}</Text>
      ) : (
        <table className={classes.lines}>
          <tbody>
            {items.map((child) => (
              <tr key={child.id}>
                <td><Link to="/ops/instances/$id" params={{ id: child.id } as never}>{child.businessKey ?? child.id.slice(-8)}</Link></td>
                <td><bdi>{processOf(child.process)}</bdi> {t("version", { version: child.version, tag: "" })}</td>
                <td><StatusTag status={statusOf(child)} /></td>
                <td><When at={child.started} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

const EVENTS = 200;

/** Every event as the log has it. */
export function Events({ instance, nameOf, of }: Named & { instance: string; of: (key: number) => string | undefined }) {
  const { t } = useTranslation(["ops", "common"]);
  const maybe = useMaybe("events");
  const events = useInfiniteQuery({
    queryKey: keys.instancePart(instance, "events"),
    queryFn: ({ pageParam }) => get("/api/v1/instances/{id}/events", { path: { id: instance }, query: { from: pageParam, limit: EVENTS } as never }) as Promise<{ items: TraceEvent[]; next: number | null }>,
    initialPageParam: 0,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  if (events.error) return <ErrorState error={events.error} />;
  if (!events.data) return <LoadingRows />;
  const rows = events.data.pages.flatMap((page) => page.items);
  return (
    <>
      <table className={classes.lines}>
        <thead>
          <tr>
            <th scope="col" className={classes.number}>{t("column.number")}</th>
            <th scope="col">{t("column.event")}</th>
            <th scope="col">{t("column.by")}</th>
            <th scope="col">{t("column.when")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((event) => {
            const data = event.data as { element?: string } | null;
            const element = data?.element ?? (event.key !== null && event.key !== undefined ? of(event.key) : undefined);
            return (
              <tr key={event.seq}>
                <td className={classes.number}>{event.seq}</td>
                <td>
                  {maybe(`event.${event.type}`, event.type)}
                  {element && (
                    <>
                      {" · "}
                      <bdi>{nameOf(element)}</bdi>
                    </>
                  )}
                </td>
                <td><PersonName id={event.actor.id} /></td>
                <td><When at={event.at} /></td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {events.hasNextPage && (
        <Button variant="default" mt="sm" loading={events.isFetching} onClick={() => void events.fetchNextPage()}>
          {t("events.more")}
        </Button>
      )}
    </>
  );
}
