import { Alert, Button, Group, Skeleton, Stack, Text, TextInput, Title } from "@mantine/core";
import { useQueries, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { FlaskConical, MoveRight } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command, get } from "@/api/request";
import type { components } from "@/api/schema";
import { LOOK, useTopic } from "@/api/topics";
import { Mapping, PlanObstacles, TriedText } from "@/shared/migration/Mapping";
import { useMigration } from "@/shared/migration/useMigration";
import { useProblemText } from "@/shared/problemText";
import { useVersions } from "@/shared/versions";

/** So many earlier versions are looked through for instances that still run. */
const LOOKED_AT = 20;

/** After a deployment: the instances of earlier versions that still run can follow, version by version, as a batch each. */
export function MoveRunning({ process, target }: { process: string; target: string }) {
  const { t } = useTranslation("design");
  const versions = useVersions(process);
  const earlier = (versions.data ?? []).filter((one) => one.id !== target).slice(0, LOOKED_AT);
  const overlays = useQueries({
    queries: earlier.map((one) => ({
      queryKey: [...keys.definition(one.id), "overlay"],
      queryFn: () => get("/api/v1/definitions/{id}/overlay", { path: { id: one.id } }),
      staleTime: 0,
    })),
  });
  if (versions.isPending || overlays.some((one) => one.isPending)) return <Skeleton height={40} />;
  const running = earlier.flatMap((one, index) => {
    const count = overlays[index]?.data?.running ?? 0;
    return count > 0 ? [{ id: one.id, count }] : [];
  });
  if (running.length === 0) return <Text c="dimmed">{t("move.none")}</Text>;
  return (
    <Stack gap="md" data-testid="move">
      <div>
        <Title order={3}>{t("move.title")}</Title>
        <Text size="sm" c="dimmed">
          {t("move.hint")}
        </Text>
      </div>
      {running.map(({ id, count }) => (
        <MoveFrom key={id} process={process} source={id} target={target} count={count} />
      ))}
    </Stack>
  );
}

function MoveFrom({ process, source, target, count }: { process: string; source: string; target: string; count: number }) {
  const { t } = useTranslation("design");
  const { t: common } = useTranslation();
  const say = useProblemText();
  const migration = useMigration(source, target);
  const { rows, trial, tried, fits, obstacles, failed, body } = migration;
  const [reason, setReason] = useState("");
  const begin = useCommand((why: string, key) => command("post", "/api/v1/batches", { body: body(false, why) }, key), { stale: [keys.batches(), keys.instances()] });
  const begun = (begin.data as unknown as { id: string } | undefined)?.id;
  const kept = (rows ?? []).filter((row) => row.to !== null).length;
  const lost = (rows ?? []).length - kept;
  return (
    <section aria-label={source}>
      <Group justify="space-between" gap="xs">
        <Text fw={600}>{t("move.from", { count, id: source })}</Text>
        <Link to="/ops/migrations/new" search={{ process, from: source, to: target } as never}>
          {t("move.wizard")}
        </Link>
      </Group>
      {begun ? (
        <Moved batch={begun} />
      ) : (
        <Stack gap="xs" mt={4}>
          {rows !== null && <Text>{lost === 0 ? t("move.whole", { count: kept }) : t("move.lost", { count: lost, kept })}</Text>}
          <Mapping migration={migration} lostOnly />
          {failed && (
            <Alert color="red" role="alert">
              {say(failed)}
            </Alert>
          )}
          <PlanObstacles migration={migration} />
          <TriedText migration={migration} />
          <Group align="end" gap="xs">
            <Button variant="default" leftSection={<FlaskConical size={14} aria-hidden />} disabled={rows === null || obstacles.length > 0} loading={trial.isPending} onClick={() => trial.mutate()}>
              {t("move.try")}
            </Button>
            {tried && fits.length > 0 && (
              <>
                <TextInput style={{ flex: "1 1 180px" }} label={common("reason.label")} required value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
                <Button leftSection={<MoveRight size={14} aria-hidden />} disabled={!reason.trim()} loading={begin.isPending} onClick={() => begin.mutate(reason.trim())}>
                  {t("move.begin")}
                </Button>
              </>
            )}
          </Group>
          {begin.error && (
            <Text c="red" role="alert">
              {say(begin.error)}
            </Text>
          )}
        </Stack>
      )}
    </section>
  );
}

/** How far the batch is. */
function Moved({ batch }: { batch: string }) {
  const { t } = useTranslation("design");
  useTopic(`batch:${batch}`);
  const found = useQuery({
    queryKey: keys.batches(batch),
    queryFn: () => get("/api/v1/batches/{id}", { path: { id: batch } }) as Promise<components["schemas"]["BatchSummary"]>,
    refetchInterval: (query) => (query.state.data && query.state.data.state !== "running" ? false : LOOK),
  });
  const { total = 0, pending = 0, failed = 0 } = found.data ?? {};
  return (
    <Text role="status" mt={4}>
      {t("move.told", { done: total - pending - failed, total, failed })}{" "}
      <Link to="/ops/batches/$id" params={{ id: batch } as never}>
        {t("move.look")}
      </Link>
    </Text>
  );
}
