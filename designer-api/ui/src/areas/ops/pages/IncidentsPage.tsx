import "@mantine/core/styles/Progress.css";
import { Button, Group, NumberInput, Progress as Bar, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { RotateCcw } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import { LOOK, useTopic } from "@/api/topics";
import type { Incident } from "@/api/types";
import { useMay } from "@/app/session";
import { EmptyState } from "@/shared/EmptyState";
import { ElementName } from "@/shared/ElementName";
import { ErrorState } from "@/shared/ErrorState";
import { IncidentText, useIncidentName, useSentence } from "@/shared/IncidentText";
import { InstanceKey } from "@/shared/InstanceKey";
import { LoadingPage } from "@/shared/Loading";
import { Page } from "@/shared/Page";
import { dataOf } from "@/shared/sentence";
import { When } from "@/shared/When";
import { useBulkRetry } from "../modules/bulk";
import { causes } from "../modules/causes";
import { useProcesses } from "../modules/definitions";
import classes from "../ops.module.css";

/** So many incidents are grouped at once; when there are more the page says so. */
const MOST = 2000;

async function load(): Promise<{ incidents: Incident[]; more: boolean }> {
  const incidents: Incident[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await get("/api/v1/incidents", { query: { limit: 1000, ...(cursor ? { cursor } : {}) } });
    incidents.push(...page.items);
    cursor = page.next;
  } while (cursor && incidents.length < MOST);
  return { incidents, more: Boolean(cursor) };
}

/** What is stuck, by cause. */
export function IncidentsPage() {
  const { t } = useTranslation(["ops", "common"]);
  const search = useSearch({ strict: false }) as { cause?: string };
  const navigate = useNavigate();
  const may = useMay();
  const codeName = useIncidentName();
  const saidOf = useSentence();
  useTopic("processes");
  const processes = useProcesses();
  const found = useQuery({ queryKey: keys.incidents("all"), queryFn: load, refetchInterval: LOOK });
  const groups = useMemo(() => causes(found.data?.incidents ?? []), [found.data]);
  const chosen = groups.find((group) => group.id === search.cause) ?? groups[0];
  const bulk = useBulkRetry();
  const [retries, setRetries] = useState<number>(3);
  if (found.error) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  if (found.isLoading) return <LoadingPage />;
  const nameOf = (definition: string) => processes.data?.items.find((one) => one.process === definition.replace(/:\d+$/, ""))?.name ?? definition;
  return (
    <Page title={t("incidents.title", { count: found.data?.incidents.length ?? 0 })}>
      {groups.length === 0 ? (
        <EmptyState title={t("incidents.none")} hint={t("incidents.noneHint")} />
      ) : (
        <div className={`${classes.split} ${classes.stacked}`}>
          <div className={classes.scroll}>
            {found.data?.more && <Text c="dimmed">{t("incidents.more", { count: MOST })}</Text>}
            <table className={`${classes.lines} ${classes.causes}`}>
              <thead>
                <tr>
                  <th scope="col" className={classes.number}>{t("column.count")}</th>
                  <th scope="col">{t("column.cause")}</th>
                  <th scope="col">{t("column.process")}</th>
                  <th scope="col">{t("column.since")}</th>
                </tr>
              </thead>
              <tbody>
                {groups.map((group) => (
                  <tr
                    key={group.id}
                    className={group.id === chosen?.id ? classes.chosen : undefined}
                    style={{ cursor: "pointer" }}
                    onClick={() => void navigate({ to: ".", search: { cause: group.id }, replace: true } as never)}
                  >
                    <td className={`${classes.number} ${classes.stuck}`}>{group.incidents.length}</td>
                    <td>
                      <button type="button" className={classes.choose} style={{ background: "none", border: 0, padding: 0, font: "inherit", cursor: "pointer" }}>
                        <b>{codeName(group.code)}</b>
                        <br />
                        <bdi title={group.message}>{saidOf(group.sentence) ?? group.message}</bdi>
                      </button>
                    </td>
                    <td>
                      <bdi>{nameOf(group.definition)}</bdi>
                      <br />
                      <Text span c="dimmed" size="sm"><ElementName definition={group.definition} element={group.element} />{` · ${t("version", { version: group.definition.split(":").at(-1), tag: "" })}`}</Text>
                    </td>
                    <td><When at={group.since} /></td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {chosen && (
            <section className={classes.side} aria-label={t("incidents.ofCause")}>
              <Stack gap="xs" px={18} py="sm" style={{ borderBottom: "1px solid var(--weir-line)" }}>
                <Text fw={600}>{t("incidents.chosen", { count: chosen.incidents.length })}</Text>
                <div><IncidentText of={chosen} /></div>
                {may("operate") && (
                  <Group align="flex-end">
                    <NumberInput label={t("incidents.retries")} w={110} min={1} max={100} value={retries} onChange={(value) => setRetries(Number(value) || 1)} />
                    <Button leftSection={<RotateCcw size={14} aria-hidden />} loading={bulk.progress?.running ?? false} onClick={() => void bulk.run(chosen.incidents, retries)}>
                      {t("incidents.retryAll", { count: chosen.incidents.length })}
                    </Button>
                    {bulk.progress?.running && (
                      <Button variant="default" onClick={bulk.stop}>
                        {t("incidents.stop")}
                      </Button>
                    )}
                  </Group>
                )}
              </Stack>
              <div className={classes.scroll}>
                <table className={classes.lines}>
                  <tbody>
                    {chosen.incidents.slice(0, 200).map((incident) => (
                      <tr key={incident.id}>
                        <td>
                          <Link to="/ops/instances/$id" params={{ id: incident.instance } as never} search={{ tab: "incidents" } as never}>
                            <InstanceKey id={incident.instance} />
                          </Link>
                        </td>
                        <td>
                          <bdi title={incident.message}>{dataOf(incident.sentence) ?? (incident.message === chosen.message ? null : (saidOf(incident.sentence) ?? incident.message))}</bdi>
                        </td>
                        <td><When at={incident.raised} /></td>
                      </tr>
                    ))}
                  </tbody>
                </table>
                {chosen.incidents.length > 200 && <Text c="dimmed">{t("incidents.first", { count: 200 })}</Text>}
              </div>
            </section>
          )}
        </div>
      )}
      {bulk.progress && (
        <div className={classes.replay} role="status" style={{ position: "sticky", bottom: 0 }}>
          <Bar w={200} aria-label={t("incidents.progress")} value={(100 * (bulk.progress.done + bulk.progress.failed)) / Math.max(1, bulk.progress.total)} />
          <span>
            {t("incidents.tried", { done: bulk.progress.done, total: bulk.progress.total })}
            {bulk.progress.failed > 0 && ` · ${t("incidents.failed", { count: bulk.progress.failed })}`}
            {bulk.progress.again !== null && ` · ${bulk.progress.again === 0 ? t("incidents.allGone") : t("incidents.again", { count: bulk.progress.again })}`}
          </span>
          {!bulk.progress.running && (
            <Button variant="subtle" onClick={bulk.close}>
              {t("common:action.close")}
            </Button>
          )}
        </div>
      )}
    </Page>
  );
}
