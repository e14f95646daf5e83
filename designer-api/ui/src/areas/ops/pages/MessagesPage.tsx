import { Button, Group, SegmentedControl } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Link } from "@tanstack/react-router";
import { Mail, Radio } from "lucide-react";
import { Suspense, lazy, useState } from "react";
import { useTranslation } from "react-i18next";
import { get } from "@/api/request";
import type { components } from "@/api/schema";
import type { Wait } from "@/api/types";
import { useMay } from "@/app/session";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { InstanceElement, InstanceKey } from "@/shared/InstanceKey";
import { Page } from "@/shared/Page";
import { Table, type Column } from "@/shared/Table";
import { useList } from "@/shared/useList";
import { When } from "@/shared/When";
import { WAITED, type messagesSearch } from "../modules/search";

type Kept = components["schemas"]["BufferedMessage"];

const PublishDialog = lazy(() => import("../modules/PublishDialog").then((all) => ({ default: all.PublishDialog })));

/** What comes from outside: messages that nobody has taken yet, and who waits for a message, a signal or a condition. */
export function MessagesPage() {
  const { t } = useTranslation(["ops", "common"]);
  const search = useSearch({ strict: false }) as ReturnType<typeof messagesSearch>;
  const navigate = useNavigate();
  const may = useMay();
  const [asked, setAsked] = useState<"message" | "signal" | null>(null);
  const tab = search.tab ?? "kept";
  return (
    <Page
      title={t("messages.title")}
      actions={
        <>
          <SegmentedControl
            aria-label={t("messages.title")}
            size="xs"
            data={(["kept", ...WAITED] as const).map((one) => ({ value: one, label: t(`messages.tab.${one}`) }))}
            value={tab}
            onChange={(next) => void navigate({ to: ".", search: next === "kept" ? {} : { tab: next }, replace: true } as never)}
          />
          {may("publish-messages") && (
            <Group gap="xs" ms="auto">
              <Button variant="default" leftSection={<Radio size={14} aria-hidden />} onClick={() => setAsked("signal")}>
                {t("messages.signal")}
              </Button>
              <Button leftSection={<Mail size={14} aria-hidden />} onClick={() => setAsked("message")}>
                {t("messages.publish")}
              </Button>
            </Group>
          )}
        </>
      }
    >
      {tab === "kept" ? <KeptMessages /> : <Waiting key={tab} kind={tab} />}
      {asked && (
        <Suspense fallback={null}>
          <PublishDialog what={asked} onClose={() => setAsked(null)} />
        </Suspense>
      )}
    </Page>
  );
}

function KeptMessages() {
  const { t } = useTranslation("ops");
  const list = useList<Kept>(["messages"], (cursor, signal) => get("/api/v1/messages", { query: { limit: 100, ...(cursor ? { cursor } : {}) } }, { signal }));
  const columns: Column<Kept>[] = [
    { key: "name", label: t("messages.name"), width: "1fr", cell: (row) => <bdi>{row.name}</bdi> },
    { key: "key", label: t("messages.key"), width: "1fr", cell: (row) => <bdi>{row.correlationKey ?? "–"}</bdi> },
    { key: "variables", label: t("messages.variables"), width: "2fr", wide: true, cell: (row) => <bdi>{Object.keys(row.variables).join(", ") || "–"}</bdi> },
    { key: "published", label: t("messages.published"), width: "150px", wide: true, cell: (row) => <When at={row.published} /> },
    { key: "until", label: t("messages.until"), width: "150px", cell: (row) => <When at={row.until} /> },
  ];
  if (list.error) return <ErrorState error={list.error} retry={list.refetch} />;
  return <Table {...list.table} label={t("messages.tab.kept")} columns={columns} getKey={(row) => row.messageId} empty={<EmptyState title={t("messages.none")} hint={t("messages.noneHint")} />} />;
}

function Waiting({ kind }: { kind: (typeof WAITED)[number] }) {
  const { t } = useTranslation("ops");
  const list = useList<Wait>(["waits", kind], (cursor, signal) => get("/api/v1/waits", { query: { kind, limit: 100, ...(cursor ? { cursor } : {}) } as never }, { signal }));
  const columns: Column<Wait>[] = [
    { key: "name", label: t("messages.name"), width: "1fr", cell: (row) => <bdi>{row.name || "–"}</bdi> },
    ...(kind === "message" ? [{ key: "key", label: t("messages.key"), width: "1fr", cell: (row: Wait) => <bdi>{row.correlationKey ?? "–"}</bdi> }] : []),
    {
      key: "instance",
      label: t("batch.instance"),
      width: "1fr",
      cell: (row) => (
        <Link to="/ops/instances/$id" params={{ id: row.instance } as never} search={{ tab: "waits" } as never}>
          <InstanceKey id={row.instance} />
        </Link>
      ),
    },
    { key: "element", label: t("column.element"), width: "1fr", wide: true, cell: (row) => <InstanceElement id={row.instance} element={row.event ?? row.element} /> },
    { key: "since", label: t("column.since"), width: "150px", wide: true, cell: (row) => <When at={row.opened} /> },
  ];
  if (list.error) return <ErrorState error={list.error} retry={list.refetch} />;
  return <Table {...list.table} label={t(`messages.tab.${kind}`)} columns={columns} getKey={(row) => row.id} empty={<EmptyState title={t("messages.nobody")} hint={t("messages.nobodyHint")} />} />;
}
