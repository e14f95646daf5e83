import { Button, Group, SegmentedControl, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command, freshKey, get } from "@/api/request";
import type { components } from "@/api/schema";
import type { InstanceSummary } from "@/api/types";
import { Dialog } from "@/shared/Dialog";
import { LoadingRows } from "@/shared/Loading";
import { Reason } from "@/shared/ReasonDialog";
import { useRefused } from "@/shared/maybe";
import { fitting, grouped } from "@/shared/migration/plan";
import { useProblemText } from "@/shared/problemText";

type Trial = components["schemas"]["BatchTrial"];

const OPERATIONS = ["suspend", "resume", "cancel"] as const;
type Operation = (typeof OPERATIONS)[number];
/** The server takes so many in one batch, and tries and lists so many at once. */
const MOST = 10_000;
const PAGE = 1_000;

/** The running ones of what was looked for, as far as a batch can take them; one more says that there are more. */
async function running(query: object): Promise<InstanceSummary[]> {
  const all: InstanceSummary[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await get("/api/v1/instances", { query: { ...query, state: "running", limit: PAGE, ...(cursor ? { cursor } : {}) } as never });
    all.push(...page.items);
    cursor = page.next;
  } while (cursor && all.length <= MOST);
  return all;
}

/** The same to all running instances that were found: what it would do is told first, and a reason is kept. */
export function BulkDialog({ query, onClose }: { query: object; onClose: () => void }) {
  const { t } = useTranslation(["ops", "common"]);
  const say = useProblemText();
  const refused = useRefused();
  const navigate = useNavigate();
  const [operation, setOperation] = useState<Operation>("suspend");
  const [reason, setReason] = useState("");
  // What is looked at stays what it is while somebody decides.
  const found = useQuery({ queryKey: keys.instances("bulk", query), queryFn: () => running(query), staleTime: Infinity, gcTime: 0 });
  // What stands still already is not told to, nor what goes on to go on.
  const ids = (found.data ?? []).filter((one) => operation === "cancel" || Boolean(one.suspended) === (operation === "resume")).map((one) => one.id);
  const many = ids.length > MOST;
  const body = (dryRun: boolean) => ({ instances: ids, operation: { [operation]: { reason: reason.trim() || null } }, dryRun, ...(dryRun ? { limit: PAGE } : {}) }) as never;
  const trial = useQuery({
    queryKey: keys.instances("bulk", { query, operation }),
    queryFn: async () => (await command("post", "/api/v1/batches", { body: body(true) }, freshKey())) as unknown as Trial,
    enabled: ids.length > 0 && !many,
    staleTime: Infinity,
    gcTime: 0,
  });
  const begin = useCommand((_: null, key) => command("post", "/api/v1/batches", { body: body(false) }, key), {
    stale: [keys.batches(), keys.instances()],
    onDone: (batch) => void navigate({ to: "/ops/batches/$id", params: { id: (batch as unknown as { id: string }).id } } as never),
  });
  const told = trial.data;
  const fits = told && ids.length > 0 ? fitting(told).length : 0;
  const error = found.error ?? trial.error ?? begin.error;
  return (
    <Dialog onClose={onClose} title={t("bulk.title")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (fits > 0 && reason.trim()) begin.mutate(null);
        }}
      >
        <Stack gap="sm">
          <SegmentedControl aria-label={t("bulk.operation")} value={operation} onChange={(next) => setOperation(next as Operation)} data={OPERATIONS.map((value) => ({ value, label: t(`bulk.do.${value}`) }))} />
          {found.data && ids.length === 0 && <Text role="status">{t(found.data.length === 0 ? "bulk.none" : `bulk.already.${operation}`)}</Text>}
          {many && <Text role="alert">{t("bulk.many", { count: MOST })}</Text>}
          {(found.isLoading || trial.isLoading) && <LoadingRows rows={2} />}
          {told && ids.length > 0 && (
            <div role="status">
              <Text>{t(`bulk.effect.${operation}`, { count: fits, of: told.items.length })}</Text>
              {told.total > told.items.length && <Text c="dimmed">{t("bulk.more", { count: told.total - told.items.length })}</Text>}
              {grouped(told).map((one) => (
                <Text key={`${one.code} ${one.element}`} c="dimmed">{t("bulk.refused", { count: one.count, why: refused(one.code, one.message) })}</Text>
              ))}
            </div>
          )}
          <Reason value={reason} onChange={setReason} />
          {error ? (
            <Text c="red" role="alert">
              {say(error)}
            </Text>
          ) : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common:action.cancel")}
            </Button>
            <Button type="submit" color={operation === "cancel" ? "red" : "teal"} loading={begin.isPending} disabled={fits === 0 || !reason.trim()}>
              {t(`bulk.confirm.${operation}`)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
