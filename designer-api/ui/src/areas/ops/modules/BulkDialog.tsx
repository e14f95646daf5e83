import { SegmentedControl, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command, freshKey, get } from "@/api/request";
import type { components } from "@/api/schema";
import type { InstanceSummary } from "@/api/types";
import { LoadingRows } from "@/shared/Loading";
import { ReasonDialog } from "@/shared/ReasonDialog";
import { useRefused } from "@/shared/maybe";
import { fitting, grouped } from "@/shared/migration/plan";

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
  const { t } = useTranslation("ops");
  const refused = useRefused();
  const navigate = useNavigate();
  const [operation, setOperation] = useState<Operation>("suspend");
  // What is looked at stays what it is while somebody decides.
  const found = useQuery({ queryKey: keys.instances("bulk", query), queryFn: () => running(query), staleTime: Infinity, gcTime: 0 });
  // What stands still already is not told to, nor what goes on to go on.
  const ids = (found.data ?? []).filter((one) => operation === "cancel" || Boolean(one.suspended) === (operation === "resume")).map((one) => one.id);
  const many = ids.length > MOST;
  const body = (reason: string | null) => ({ instances: ids, operation: { [operation]: { reason } }, dryRun: reason === null, ...(reason === null ? { limit: PAGE } : {}) }) as never;
  const trial = useQuery({
    queryKey: keys.instances("bulk", { query, operation }),
    queryFn: async () => (await command("post", "/api/v1/batches", { body: body(null) }, freshKey())) as unknown as Trial,
    enabled: ids.length > 0 && !many,
    staleTime: Infinity,
    gcTime: 0,
  });
  const begin = useCommand((reason: string, key) => command("post", "/api/v1/batches", { body: body(reason) }, key), {
    stale: [keys.batches(), keys.instances()],
    onDone: (batch) => void navigate({ to: "/ops/batches/$id", params: { id: (batch as unknown as { id: string }).id } } as never),
  });
  const told = trial.data;
  const fits = told && ids.length > 0 ? fitting(told).length : 0;
  const effect = (
    <>
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
    </>
  );
  return (
    <ReasonDialog
      title={t("bulk.title")}
      effect={effect}
      confirm={t(`bulk.confirm.${operation}`)}
      danger={operation === "cancel"}
      ready={fits > 0}
      focus={false}
      busy={begin.isPending}
      error={found.error ?? trial.error ?? begin.error}
      onConfirm={(reason) => begin.mutate(reason)}
      onClose={onClose}
    />
  );
}
