import { Button, Group, Select, UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Suspense, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command } from "@/api/request";
import { useTopic } from "@/api/topics";
import { useMay } from "@/app/session";
import { useKind } from "@/diagram/kind";
import { Diagram } from "@/diagram";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingPage } from "@/shared/Loading";
import { notifyDone } from "@/shared/notify";
import { Page } from "@/shared/Page";
import { When } from "@/shared/When";
import { ReasonDialog } from "@/shared/ReasonDialog";
import { namesIn, overlayQuery, paintOf, useVersions, useXml } from "../modules/definitions";
import classes from "../ops.module.css";

/** One process: a version of it with what rests where, and the same as a table beside it. */
export function ProcessPage() {
  const { t } = useTranslation(["ops", "common"]);
  const { key } = useParams({ strict: false }) as { key: string };
  const search = useSearch({ strict: false }) as { version?: number; element?: string };
  const navigate = useNavigate();
  const may = useMay();
  const kindOf = useKind();
  useTopic(`process:${key}`);
  const versions = useVersions(key);
  const shown = versions.data?.find((one) => one.version === search.version) ?? versions.data?.[0];
  const xml = useXml(shown?.id);
  const overlay = useQuery({ ...overlayQuery(shown?.id ?? ""), enabled: Boolean(shown) });
  const names = useMemo(() => namesIn(xml.data), [xml.data]);
  const paint = useMemo(() => paintOf(overlay.data), [overlay.data]);
  const [asking, setAsking] = useState(false);
  const suspended = shown?.suspended ?? false;
  const halt = useCommand(
    (reason: string, once) =>
      suspended
        ? command("post", "/api/v1/definitions/{id}/activate", { path: { id: shown?.id ?? "" }, body: { reason } }, once)
        : command("post", "/api/v1/definitions/{id}/suspend", { path: { id: shown?.id ?? "" }, body: { reason } }, once),
    {
      stale: [keys.definitions()],
      onDone: () => {
        setAsking(false);
        notifyDone(t("done"));
      },
    },
  );
  const go = (change: object) => void navigate({ to: ".", search: { ...search, ...change } } as never);
  if (versions.error) return <ErrorState error={versions.error} />;
  if (versions.isLoading) return <LoadingPage />;
  if (!shown) return <EmptyState title={t("processes.gone")} />;
  // As they stand in the file, which is about the way that an instance takes.
  const place = new Map([...names.keys()].map((element, at) => [element, at]));
  const rows = Object.entries(overlay.data?.elements ?? {})
    .filter(([element]) => element !== shown.process)
    .toSorted(([one], [other]) => (place.get(one) ?? 0) - (place.get(other) ?? 0));
  const inUse = overlay.data?.versions ?? [];
  const others = inUse.filter((one) => one.version !== shown.version);
  // An older version runs on while a new one is begun: whoever chooses sees where something is.
  const told = (one: { running: number; incidents: number }) => [t("process.instances", { count: one.running }), ...(one.incidents > 0 ? [t("process.stuck", { count: one.incidents })] : [])].join(" · ");
  const labelOf = (version: number, tag: string | null | undefined) => {
    const counts = inUse.find((one) => one.version === version);
    return [t("version", { version, tag: tag ?? "" }).trim(), ...(counts ? [told(counts)] : [])].join(" · ");
  };
  const nameOf = (element: string) => names.get(element)?.name || kindOf(names.get(element)?.kind ?? "unknown");
  return (
    <Page
      title={shown.name ?? shown.process}
      actions={
        <Group gap="xs" ms="auto">
          <Select
            aria-label={t("column.version")}
            w={240}
            allowDeselect={false}
            data={(versions.data ?? []).map((one) => ({ value: String(one.version), label: labelOf(one.version, one.versionTag) }))}
            value={String(shown.version)}
            onChange={(version) => go({ version: Number(version), element: undefined })}
          />
          <Button component={Link} to="/ops/instances" search={{ definition: shown.id, state: "running" } as never} variant="default">
            {t("process.instances", { count: overlay.data?.running ?? 0 })}
          </Button>
          {may("operate") && (versions.data?.length ?? 0) > 1 && (
            <Button component={Link} to="/ops/migrations/new" search={{ process: shown.process } as never} variant="default">
              {t("process.migrate")}
            </Button>
          )}
          {may("operate") && (
            <Button variant="default" color={suspended ? "teal" : "red"} onClick={() => setAsking(true)}>
              {suspended ? t("definition.activate") : t("definition.suspend")}
            </Button>
          )}
        </Group>
      }
    >
      <div className={classes.split}>
        <div className={classes.canvas}>
          {xml.error ? <ErrorState error={xml.error} /> : null}
          {xml.data && (
            <Suspense fallback={<LoadingPage />}>
              <Diagram xml={xml.data} label={t("process.diagram", { name: shown.name ?? shown.process })} paint={paint} drawn={{ definition: shown.id }} chosen={search.element} onChoose={(element) => go({ element })} />
            </Suspense>
          )}
        </div>
        <section className={classes.side} aria-label={t("process.elements")}>
          <div className={classes.facts}>
            <span>
              {t("column.deployed")} <b><When at={shown.deployed} /></b>
            </span>
            <span>
              {t("column.running")} <b>{overlay.data?.running ?? "–"}</b>
            </span>
          </div>
          {others.length > 0 && (
            <div className={classes.facts} role="group" aria-label={t("process.others")} data-testid="other-versions">
              <span>{t("process.others")}</span>
              {others.map((one) => (
                <Link key={one.version} to="." search={{ version: one.version } as never} className={one.incidents > 0 ? classes.stuck : undefined}>
                  {labelOf(one.version, null)}
                </Link>
              ))}
            </div>
          )}
          <div className={classes.scroll}>
            <table className={classes.lines}>
              <thead>
                <tr>
                  <th scope="col">{t("column.element")}</th>
                  <th scope="col" className={classes.number}>{t("column.active")}</th>
                  <th scope="col" className={classes.number}>{t("column.incidents")}</th>
                  <th scope="col" className={classes.number}>{t("column.completed")}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map(([element, counts]) => (
                  <tr key={element} className={element === search.element ? classes.chosen : undefined}>
                    <td>
                      <UnstyledButton className={classes.choose} onClick={() => go({ element: element === search.element ? undefined : element })}>
                        <bdi>{nameOf(element)}</bdi>
                      </UnstyledButton>
                    </td>
                    <td className={classes.number}>
                      {counts.active > 0 ? (
                        <Link to="/ops/instances" search={{ definition: shown.id, element } as never}>
                          {counts.active}
                        </Link>
                      ) : (
                        "0"
                      )}
                    </td>
                    <td className={classes.number}>{counts.incidents > 0 ? <span className={classes.stuck}>{counts.incidents}</span> : "0"}</td>
                    <td className={classes.number}>{counts.completed}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            {rows.length === 0 && <EmptyState title={t("process.nothing")} hint={t("process.nothingHint")} />}
          </div>
        </section>
      </div>
      {asking && (
        <ReasonDialog
          title={suspended ? t("definition.activate") : t("definition.suspend")}
          effect={t(suspended ? "definition.activateEffect" : "definition.suspendEffect", { definition: `${shown.name ?? shown.process} ${t("version", { version: shown.version, tag: "" }).trim()}` })}
          confirm={suspended ? t("definition.activate") : t("definition.suspend")}
          danger={!suspended}
          busy={halt.isPending}
          error={halt.error}
          onConfirm={(reason) => halt.mutate(reason)}
          onClose={() => setAsking(false)}
        />
      )}
    </Page>
  );
}
