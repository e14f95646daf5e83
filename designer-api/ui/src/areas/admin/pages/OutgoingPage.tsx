import { Button, Group, SegmentedControl, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command, get } from "@/api/request";
import type { components } from "@/api/schema";
import { listed } from "@/app/i18n";
import { useMay } from "@/app/session";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { ReasonDialog } from "@/shared/ReasonDialog";
import { Table, type Column } from "@/shared/Table";
import { useMaybe } from "@/shared/maybe";
import { notifyDone } from "@/shared/notify";
import { useList } from "@/shared/useList";
import { When } from "@/shared/When";
import { AdminFrame } from "../modules/AdminFrame";
import { WebhookPanel, type Webhook } from "../modules/WebhookPanel";
import { useUrl } from "../modules/parts";
import { useTrouble } from "../modules/trouble";
import classes from "../admin.module.css";

type Delivery = components["schemas"]["OutgoingDelivery"];
type DeadLetter = components["schemas"]["DeadLetter"];

const TABS = ["failed", "waiting", "dead", "webhooks"] as const;

/** One of what could not be carried out. */
interface Chosen {
  what: "deliveries" | "dead-letters";
  id: string;
  told: string;
  act: "retry" | "discard";
}

/** What leaves the engine, and what could not: mails, webhooks, and what the engine had to set aside. */
export function OutgoingPage() {
  const { t } = useTranslation(["admin", "common"]);
  const [search, go] = useUrl();
  const may = useMay();
  const tab = TABS.find((one) => one === search["tab"]) ?? "failed";
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const act = useCommand(
    ({ what, id, act: verb, reason }: Chosen & { reason: string }, key) => {
      const input = { path: { id }, body: { reason } };
      if (what === "deliveries") return verb === "retry" ? command("post", "/api/v1/deliveries/{id}/retry", input, key) : command("post", "/api/v1/deliveries/{id}/discard", input, key);
      return verb === "retry" ? command("post", "/api/v1/dead-letters/{id}/retry", input, key) : command("post", "/api/v1/dead-letters/{id}/discard", input, key);
    },
    {
      stale: [keys.admin("deliveries"), keys.admin("dead")],
      onDone: () => {
        setChosen(null);
        notifyDone(t("done"));
      },
    },
  );
  return (
    <AdminFrame
      title={t("way.outgoing")}
      actions={
        <>
          <SegmentedControl aria-label={t("way.outgoing")} size="xs" data={TABS.filter((one) => one !== "webhooks" || may("manage-access")).map((one) => ({ value: one, label: t(`outgoing.${one}`) }))} value={tab} onChange={(next) => go({ tab: next, id: undefined })} />
          {tab === "webhooks" && (
            <Button ms="auto" leftSection={<Plus size={14} aria-hidden />} onClick={() => go({ id: "+" })}>
              {t("webhook.add")}
            </Button>
          )}
        </>
      }
    >
      {tab === "failed" || tab === "waiting" ? <Deliveries key={tab} state={tab} onAct={setChosen} /> : tab === "dead" ? <DeadLetters onAct={setChosen} /> : <Webhooks chosen={search["id"]} onOpen={(id) => go({ id })} />}
      {chosen && (
        <ReasonDialog
          title={t(`outgoing.${chosen.act}`)}
          effect={
            <Text>
              {t(`outgoing.${chosen.act}Effect`)} <bdi>{chosen.told}</bdi>
            </Text>
          }
          confirm={t(`outgoing.${chosen.act}`)}
          danger={chosen.act === "discard"}
          busy={act.isPending}
          error={act.error}
          onConfirm={(reason) => act.mutate({ ...chosen, reason })}
          onClose={() => setChosen(null)}
        />
      )}
    </AdminFrame>
  );
}

function Buttons({ name, onAct, retry = true }: { name: string; onAct: (act: "retry" | "discard") => void; retry?: boolean }) {
  const { t } = useTranslation("admin");
  const may = useMay();
  if (!may("operate")) return null;
  return (
    <Group gap={4} wrap="nowrap">
      {(retry ? (["retry", "discard"] as const) : (["discard"] as const)).map((act) => (
        <Button key={act} variant="subtle" size="compact-xs" color={act === "retry" ? "teal" : "red"} aria-label={t(`outgoing.${act}Of`, { name })} onClick={() => onAct(act)}>
          {t(`outgoing.${act}`)}
        </Button>
      ))}
    </Group>
  );
}

/** What was wrong, in words; what the server or the other side said itself stands behind it. */
function Why({ code, message }: { code: string; message: string }) {
  return <bdi title={message}>{useTrouble()(code, message)}</bdi>;
}

function Deliveries({ state, onAct }: { state: "failed" | "waiting"; onAct: (chosen: Chosen) => void }) {
  const { t } = useTranslation("admin");
  const list = useList<Delivery>(keys.admin("deliveries", { state }), (cursor, signal) => get("/api/v1/deliveries", { query: { state, limit: 100, ...(cursor ? { cursor } : {}) } }, { signal }));
  const told = (row: Delivery) => `${t(`notice.${row.kind}`)} → ${row.person}`;
  const columns: Column<Delivery>[] = [
    { key: "what", label: t("outgoing.what"), width: "1.4fr", cell: (row) => <bdi>{told(row)}</bdi> },
    { key: "channel", label: t("outgoing.channel"), width: "130px", wide: true, cell: (row) => (row.channel === "mail" ? t("outgoing.mail") : (row.webhook ?? t("outgoing.webhook"))) },
    { key: "queued", label: t("outgoing.queued"), width: "140px", wide: true, cell: (row) => <When at={row.queued} /> },
    { key: "tries", label: t("outgoing.tries"), width: "60px", wide: true, cell: (row) => row.tries },
    { key: "due", label: t("outgoing.due"), width: "140px", wide: true, cell: (row) => (row.state === "failed" ? "–" : <When at={row.due} />) },
    { key: "error", label: t("outgoing.error"), width: "2fr", wide: true, cell: (row) => row.error && <Why {...row.error} /> },
    { key: "act", label: t("change"), width: "150px", cell: (row) => <Buttons name={told(row)} retry={row.state === "failed"} onAct={(act) => onAct({ what: "deliveries", id: row.id, told: told(row), act })} /> },
  ];
  if (list.error) return <ErrorState error={list.error} retry={list.refetch} />;
  return <Table {...list.table} label={t(`outgoing.${state}`)} columns={columns} getKey={(row) => row.id} empty={<EmptyState title={t(`outgoing.none.${state}`)} />} />;
}

function DeadLetters({ onAct }: { onAct: (chosen: Chosen) => void }) {
  const { t } = useTranslation("admin");
  const maybe = useMaybe("admin");
  const list = useList<DeadLetter>(keys.admin("dead"), (cursor, signal) => get("/api/v1/dead-letters", { query: { limit: 100, ...(cursor ? { cursor } : {}) } }, { signal }));
  const told = (row: DeadLetter) => [maybe(`outgoing.command.${row.kind}`, row.kind), row.name ?? row.definition].filter(Boolean).join(" · ");
  const columns: Column<DeadLetter>[] = [
    { key: "what", label: t("outgoing.what"), width: "1.2fr", cell: (row) => <bdi>{told(row)}</bdi> },
    { key: "at", label: t("log.at"), width: "140px", wide: true, cell: (row) => <When at={row.at} /> },
    { key: "tries", label: t("outgoing.tries"), width: "60px", wide: true, cell: (row) => row.tries },
    { key: "error", label: t("outgoing.error"), width: "2fr", wide: true, cell: (row) => <Why {...row} /> },
    { key: "act", label: t("change"), width: "150px", cell: (row) => <Buttons name={told(row)} onAct={(act) => onAct({ what: "dead-letters", id: row.id, told: told(row), act })} /> },
  ];
  if (list.error) return <ErrorState error={list.error} retry={list.refetch} />;
  return <Table {...list.table} label={t("outgoing.dead")} columns={columns} getKey={(row) => row.id} empty={<EmptyState title={t("outgoing.none.dead")} hint={t("outgoing.deadHint")} />} />;
}

function Webhooks({ chosen, onOpen }: { chosen: string | undefined; onOpen: (id: string | undefined) => void }) {
  const { t } = useTranslation("admin");
  const found = useQuery({ queryKey: keys.admin("webhooks"), queryFn: () => get("/api/v1/webhooks") });
  const rows = found.data?.items ?? [];
  const columns: Column<Webhook>[] = [
    { key: "id", label: t("webhook.id"), width: "1fr", cell: (row) => <bdi>{row.id}</bdi> },
    { key: "url", label: t("webhook.url"), width: "2fr", cell: (row) => <bdi title={row.url}>{row.url}</bdi> },
    { key: "kinds", label: t("webhook.kinds"), width: "1.4fr", wide: true, cell: (row) => row.kinds ? listed(row.kinds.map((kind) => t(`notice.${kind}`))) : t("webhook.allKinds") },
    { key: "active", label: t("webhook.state"), width: "100px", wide: true, cell: (row) => <span className={row.active ? classes.good : classes.muted}>{row.active ? t("webhook.active") : t("webhook.resting")}</span> },
  ];
  if (found.error) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  const open = rows.find((row) => row.id === chosen);
  return (
    <>
      <Table rows={rows} loading={found.isLoading} label={t("outgoing.webhooks")} columns={columns} getKey={(row) => row.id} chosen={chosen} onOpen={(row) => onOpen(row.id)} empty={<EmptyState title={t("webhook.none")} hint={t("webhook.noneHint")} />} />
      {chosen && (open || chosen === "+") && <WebhookPanel key={chosen} webhook={open ?? null} onClose={() => onOpen(undefined)} />}
    </>
  );
}
