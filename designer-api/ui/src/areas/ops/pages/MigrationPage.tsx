import { Alert, Button, Checkbox, Group, Select, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { FlaskConical, MoveRight, TestTube } from "lucide-react";
import { Suspense, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command, freshKey, get } from "@/api/request";
import type { components } from "@/api/schema";
import { Diagram, type Paint } from "@/diagram";
import { useKind } from "@/diagram/kind";
import { EmptyState } from "@/shared/EmptyState";
import { LoadingPage } from "@/shared/Loading";
import { useMaybe } from "@/shared/maybe";
import { Page } from "@/shared/Page";
import { ReasonDialog } from "@/shared/ReasonDialog";
import { useProblemText } from "@/shared/problemText";
import { namesIn, useProcesses, useVersions, useXml } from "../modules/definitions";
import { fitting, grouped, planOf, rowsOf, type Row } from "../modules/migration";
import type { migrationSearch } from "../modules/search";
import classes from "../ops.module.css";

type Trial = components["schemas"]["BatchTrial"];

/** So many instances are tried at once. */
const TRIED = 1_000;

/** Moves instances to another version: what suggests itself is shown and changed, tried, done to one, and then to the rest. */
export function MigrationPage() {
  const { t } = useTranslation(["ops", "common"]);
  const search = useSearch({ strict: false }) as ReturnType<typeof migrationSearch>;
  const navigate = useNavigate();
  const processes = useProcesses();
  const versions = useVersions(search.process);
  const go = (change: object) => void navigate({ to: ".", search: { ...search, ...change }, replace: true } as never);
  // The latest but one to the latest is what one most likely wants.
  const target = search.to ?? versions.data?.[0]?.id;
  const source = search.from ?? versions.data?.find((one) => one.id !== target)?.id;
  const choices = (versions.data ?? []).map((one) => ({ value: one.id, label: t("version", { version: one.version, tag: one.versionTag ?? "" }) }));
  const ready = search.process && source && target && source !== target;
  return (
    <Page
      title={t("migration.title")}
      actions={
        <Group gap="xs">
          <Select
            aria-label={t("column.process")}
            placeholder={t("column.process")}
            searchable
            w={200}
            data={(processes.data?.items ?? []).map((one) => ({ value: one.process, label: one.name ?? one.process }))}
            value={search.process ?? null}
            onChange={(process) => go({ process: process ?? undefined, from: undefined, to: undefined })}
          />
          {search.process && (
            <>
              <Select aria-label={t("migration.from")} w={120} allowDeselect={false} data={choices} value={source ?? null} onChange={(from) => go({ from })} />
              <MoveRight size={16} aria-hidden />
              <Select aria-label={t("migration.to")} w={120} allowDeselect={false} data={choices} value={target ?? null} onChange={(to) => go({ to })} />
            </>
          )}
        </Group>
      }
    >
      {ready ? (
        <Wizard key={`${source} ${target}`} source={source} target={target} />
      ) : (
        <EmptyState title={search.process && versions.data ? t("migration.oneVersion") : t("migration.choose")} hint={t("migration.hint")} />
      )}
    </Page>
  );
}

function Wizard({ source, target }: { source: string; target: string }) {
  const { t } = useTranslation(["ops", "common"]);
  const say = useProblemText();
  const navigate = useNavigate();
  const kindOf = useKind();
  const [rows, setRows] = useState<Row[] | null>(null);
  const [chosen, setChosen] = useState<string>();
  const [asked, setAsked] = useState<"one" | "all" | null>(null);
  const [sourceXml, targetXml] = [useXml(source), useXml(target)];
  const [sourceNames, targetNames] = [useMemo(() => namesIn(sourceXml.data), [sourceXml.data]), useMemo(() => namesIn(targetXml.data), [targetXml.data])];
  const proposal = useQuery({
    queryKey: [...keys.definition(source), "migration", target],
    queryFn: () => get("/api/v1/definitions/{id}/migration-plan", { path: { id: source }, query: { target } }),
  });
  useEffect(() => {
    if (proposal.data) setRows(rowsOf(proposal.data));
  }, [proposal.data]);
  const plan = useMemo(() => planOf(source, target, rows ?? []), [source, target, rows]);
  const body = (dryRun: boolean, reason?: string) => ({ filter: { definition: source }, operation: { migrate: { plan, reason: reason ?? null } }, dryRun, ...(dryRun ? { limit: TRIED } : {}) }) as never;
  // The obstacles of the plan itself are told as it is changed; those of instances when it is tried.
  const check = useQuery({
    queryKey: [...keys.definition(source), "migration", target, plan],
    queryFn: () => command("post", "/api/v1/migration-plans/validate", { body: { plan, instances: [] } as never }, freshKey()),
    enabled: rows !== null,
  });
  const trial = useMutation({ mutationFn: async () => ({ plan, told: (await command("post", "/api/v1/batches", { body: body(true) }, freshKey())) as unknown as Trial }) });
  const tried = trial.data?.plan === plan ? trial.data.told : null;
  const fits = tried ? fitting(tried) : [];
  const canary = useCommand(
    ({ id, reason }: { id: string; reason: string }, key) => command("post", "/api/v1/instances/{id}/migrate", { path: { id }, body: { plan, reason } as never }, key).then(() => id),
    { stale: [keys.instances(), ["instance"], ["definition"]], onDone: () => setAsked(null) },
  );
  const all = useCommand((reason: string, key) => command("post", "/api/v1/batches", { body: body(false, reason) }, key), {
    stale: [keys.batches(), keys.instances()],
    onDone: (batch) => void navigate({ to: "/ops/batches/$id", params: { id: (batch as unknown as { id: string }).id } } as never),
  });
  const nameOf = (names: typeof sourceNames) => (element: string) => names.get(element)?.name || kindOf(names.get(element)?.kind ?? "unknown");
  const set = (from: string, change: Partial<Row>) => setRows((now) => (now ?? []).map((row) => (row.from === from ? { ...row, ...change } : row)));
  const [sourcePaint, targetPaint] = useMemo(() => paints(rows ?? []), [rows]);
  const partner = rows?.find((row) => row.from === chosen)?.to ?? undefined;
  const failed = proposal.error ?? check.error ?? trial.error;
  const obstacles = check.data?.obstacles ?? [];
  const refused = tried ? grouped(tried) : [];
  return (
    <div className={classes.migration}>
      <div className={classes.pair}>
        {(
          [
            ["from", sourceXml.data, sourcePaint, chosen, (element?: string) => setChosen(element)],
            ["to", targetXml.data, targetPaint, partner, (element?: string) => setChosen(rows?.find((row) => row.to === element)?.from)],
          ] as const
        ).map(([side, xml, paint, marked, onChoose]) => (
          <figure key={side} className={classes.canvas}>
            <figcaption>{t(`migration.${side}`)} {side === "from" ? source : target}</figcaption>
            {xml && (
              <Suspense fallback={<LoadingPage />}>
                <Diagram xml={xml} label={t(`migration.${side}`)} paint={paint} chosen={marked} onChoose={onChoose} />
              </Suspense>
            )}
          </figure>
        ))}
      </div>
      <div className={classes.steps}>
        <section className={classes.scroll} aria-label={t("migration.mapping")} tabIndex={0}>
          <table className={classes.lines}>
            <thead>
              <tr>
                <th scope="col">{t("migration.from")}</th>
                <th scope="col">{t("migration.to")}</th>
                <th scope="col">{t("migration.renew")}</th>
              </tr>
            </thead>
            <tbody>
              {(rows ?? []).map((row) => (
                <tr key={row.from} className={row.from === chosen ? classes.chosen : undefined} onClick={() => setChosen(row.from)}>
                  <td>
                    <bdi>{nameOf(sourceNames)(row.from)}</bdi>
                    <Text span c="dimmed" size="sm"> {row.from}</Text>
                  </td>
                  <td>
                    <Select
                      aria-label={t("migration.toOf", { element: row.from })}
                      size="xs"
                      searchable
                      clearable
                      clearButtonProps={{ "aria-label": t("common:action.clear") }}
                      placeholder={t("migration.unmapped")}
                      error={row.to === null}
                      data={[...targetNames].filter(([, { kind }]) => kind === sourceNames.get(row.from)?.kind).map(([value]) => ({ value, label: `${nameOf(targetNames)(value)} (${value})` }))}
                      value={row.to}
                      onChange={(to) => set(row.from, { to })}
                    />
                  </td>
                  <td>
                    <Checkbox aria-label={t("migration.renewOf", { element: row.from })} disabled={row.to === null} checked={row.renew} onChange={(event) => set(row.from, { renew: event.currentTarget.checked })} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        <section className={classes.scroll} aria-label={t("migration.steps")} tabIndex={0}>
          <Stack gap="sm">
            {failed && <Alert color="red" role="alert">{say(failed)}</Alert>}
            {obstacles.length > 0 && (
              <Alert color="red" role="alert" title={t("migration.obstacles", { count: obstacles.length })}>
                <Obstacles rows={obstacles.map((one) => ({ code: one.code, element: one.element ?? null, message: one.message, count: 0 }))} nameOf={nameOf(sourceNames)} />
              </Alert>
            )}
            <div>
              <Title order={2}>{t("migration.stepTry")}</Title>
              <Text c="dimmed" size="sm">{t("migration.stepTryHint")}</Text>
              <Button mt={6} variant="default" leftSection={<FlaskConical size={14} aria-hidden />} disabled={rows === null || obstacles.length > 0} loading={trial.isPending} onClick={() => trial.mutate()}>
                {t("migration.try")}
              </Button>
              {tried && (
                <div role="status">
                  <Text mt={6} fw={600}>{t("migration.tried", { fits: fits.length, of: tried.items.length, total: tried.total })}</Text>
                  <Obstacles rows={refused} nameOf={nameOf(sourceNames)} />
                </div>
              )}
            </div>
            <div>
              <Title order={2}>{t("migration.stepOne")}</Title>
              <Text c="dimmed" size="sm">{t("migration.stepOneHint")}</Text>
              <Button mt={6} variant="default" leftSection={<TestTube size={14} aria-hidden />} disabled={fits.length === 0} onClick={() => setAsked("one")}>
                {t("migration.one")}
              </Button>
              {canary.data && (
                <Text mt={6} role="status">
                  {t("migration.oneDone")}{" "}
                  <Link to="/ops/instances/$id" params={{ id: canary.data } as never}>{canary.data.slice(-8)}</Link>
                </Text>
              )}
            </div>
            <div>
              <Title order={2}>{t("migration.stepAll")}</Title>
              <Text c="dimmed" size="sm">{t("migration.stepAllHint")}</Text>
              <Button mt={6} leftSection={<MoveRight size={14} aria-hidden />} disabled={fits.length === 0} onClick={() => setAsked("all")}>
                {t("migration.all")}
              </Button>
            </div>
          </Stack>
        </section>
      </div>
      {asked && (
        <ReasonDialog
          title={t(`migration.${asked}`)}
          effect={<Text>{t(`migration.effect.${asked}`, { source, target, count: tried?.total ?? 0 })}</Text>}
          confirm={t(`migration.${asked}`)}
          busy={canary.isPending || all.isPending}
          error={asked === "one" ? canary.error : all.error}
          onConfirm={(reason) => (asked === "one" ? canary.mutate({ id: fits[0]!, reason }) : all.mutate(reason))}
          onClose={() => setAsked(null)}
        />
      )}
    </div>
  );
}

/** What goes on is green on both sides, what is lost is red on the left. */
function paints(rows: Row[]): [Record<string, Paint>, Record<string, Paint>] {
  const left = Object.fromEntries(rows.map((row) => [row.from, { marker: row.to === null ? "stuck" : "passed" }]));
  const right = Object.fromEntries(rows.flatMap((row) => (row.to === null ? [] : [[row.to, { marker: "passed" }]])));
  return [left, right];
}

function Obstacles({ rows, nameOf }: { rows: { code: string; element: string | null; message: string; count: number }[]; nameOf: (element: string) => string }) {
  const { t } = useTranslation("ops");
  const maybe = useMaybe("problems");
  return (
    <ul style={{ margin: 0, paddingInlineStart: 18 }}>
      {rows.map((row) => (
        <li key={`${row.code} ${row.element} ${row.message}`}>
          {row.count > 0 && <b className={classes.stuck}>{t("migration.times", { count: row.count })} </b>}
          {row.element && <bdi>{nameOf(row.element)}: </bdi>}
          {maybe(row.code, row.message).replace("{{detail}}", "")}
          <Text c="dimmed" size="sm"><bdi>{row.message}</bdi></Text>
        </li>
      ))}
    </ul>
  );
}
