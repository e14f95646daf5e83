import { Alert, Button, Group, Select, Stack, Text, Title } from "@mantine/core";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { FlaskConical, MoveRight, TestTube } from "lucide-react";
import { Suspense, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command } from "@/api/request";
import { Diagram, type Paint } from "@/diagram";
import { EmptyState } from "@/shared/EmptyState";
import { InstanceKey } from "@/shared/InstanceKey";
import { LoadingPage } from "@/shared/Loading";
import { Page } from "@/shared/Page";
import { ReasonDialog } from "@/shared/ReasonDialog";
import { useProblemText } from "@/shared/problemText";
import { Mapping, PlanObstacles, TriedText } from "@/shared/migration/Mapping";
import type { Row } from "@/shared/migration/plan";
import { useMigration } from "@/shared/migration/useMigration";
import { ProcessSelect } from "../modules/ProcessSelect";
import { useVersions } from "../modules/definitions";
import type { migrationSearch } from "../modules/search";
import classes from "../ops.module.css";

/** Moves instances to another version: what suggests itself is shown and changed, tried, done to one, and then to the rest. */
export function MigrationPage() {
  const { t } = useTranslation(["ops", "common"]);
  const search = useSearch({ strict: false }) as ReturnType<typeof migrationSearch>;
  const navigate = useNavigate();
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
          <ProcessSelect value={search.process} onChange={(process) => go({ process, from: undefined, to: undefined })} />
          {search.process && (
            <Group gap="xs" wrap="nowrap">
              <Select aria-label={t("migration.from")} w={120} allowDeselect={false} data={choices} value={source ?? null} onChange={(from) => go({ from })} />
              <MoveRight size={16} aria-hidden />
              <Select aria-label={t("migration.to")} w={120} allowDeselect={false} data={choices} value={target ?? null} onChange={(to) => go({ to })} />
            </Group>
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
  const [chosen, setChosen] = useState<string>();
  const [asked, setAsked] = useState<"one" | "all" | null>(null);
  const migration = useMigration(source, target);
  const { rows, plan, body, trial, tried, fits, obstacles } = migration;
  const canary = useCommand(
    ({ id, reason }: { id: string; reason: string }, key) => command("post", "/api/v1/instances/{id}/migrate", { path: { id }, body: { plan, reason } as never }, key).then(() => id),
    { stale: [keys.instances(), ["instance"], ["definition"]], onDone: () => setAsked(null) },
  );
  const all = useCommand((reason: string, key) => command("post", "/api/v1/batches", { body: body(false, reason) }, key), {
    stale: [keys.batches(), keys.instances()],
    onDone: (batch) => void navigate({ to: "/ops/batches/$id", params: { id: (batch as unknown as { id: string }).id } } as never),
  });
  const [sourcePaint, targetPaint] = useMemo(() => paints(rows ?? []), [rows]);
  const partner = rows?.find((row) => row.from === chosen)?.to ?? undefined;
  return (
    <div className={classes.migration}>
      <div className={classes.pair}>
        {(
          [
            ["from", migration.source.xml, sourcePaint, chosen, (element?: string) => setChosen(element)],
            ["to", migration.target.xml, targetPaint, partner, (element?: string) => setChosen(rows?.find((row) => row.to === element)?.from)],
          ] as const
        ).map(([side, xml, paint, marked, onChoose]) => (
          <figure key={side} className={classes.canvas}>
            <figcaption>{t(`migration.${side}`)} {t("version", { version: (side === "from" ? source : target).split(":").at(-1), tag: "" })}</figcaption>
            {xml && (
              <Suspense fallback={<LoadingPage />}>
                <Diagram xml={xml} label={t(`migration.${side}`)} paint={paint} drawn={{ definition: side === "from" ? source : target }} chosen={marked} onChoose={onChoose} />
              </Suspense>
            )}
          </figure>
        ))}
      </div>
      <div className={classes.steps}>
        <section className={classes.scroll} aria-label={t("migration.mapping")} tabIndex={0}>
          <Mapping migration={migration} chosen={chosen} onChoose={setChosen} />
        </section>
        <section className={classes.scroll} aria-label={t("migration.steps")} tabIndex={0}>
          <Stack gap="sm">
            {migration.failed && <Alert color="red" role="alert">{say(migration.failed)}</Alert>}
            <PlanObstacles migration={migration} />
            <div>
              <Title order={2}>{t("migration.stepTry")}</Title>
              <Text c="dimmed" size="sm">{t("migration.stepTryHint")}</Text>
              <Button mt={6} variant="default" leftSection={<FlaskConical size={14} aria-hidden />} disabled={rows === null || obstacles.length > 0} loading={trial.isPending} onClick={() => trial.mutate()}>
                {t("migration.try")}
              </Button>
              <TriedText migration={migration} />
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
                  <Link to="/ops/instances/$id" params={{ id: canary.data } as never}><InstanceKey id={canary.data} /></Link>
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
