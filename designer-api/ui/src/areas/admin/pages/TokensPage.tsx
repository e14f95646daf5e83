import { Button, MultiSelect, Stack, Text, TextInput } from "@mantine/core";
import { Plus } from "lucide-react";
import { Suspense, lazy, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command, get } from "@/api/request";
import { listed } from "@/app/i18n";
import { useMe } from "@/app/session";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { FilterBar } from "@/shared/FilterBar";
import { ReasonDialog } from "@/shared/ReasonDialog";
import { Table, type Column } from "@/shared/Table";
import { useProcessName } from "@/shared/definitions";
import { useList } from "@/shared/useList";
import { PersonName } from "@/shared/PersonName";
import { When } from "@/shared/When";
import { AdminFrame } from "../modules/AdminFrame";
import { UserPicker } from "../modules/SeeAs";
import { PARTS, type Token } from "../modules/access";
import { Once, Panel, PanelForm, ProcessesField, useUrl } from "../modules/parts";
import classes from "../admin.module.css";

const TimeField = lazy(() => import("@/form/TimeField"));
const MOMENT = { type: "datetime", subtype: "datetime", timeSerializingFormat: "utc_normalized" } as const;

/** The API tokens of everybody: what they are for, until when, and when they were used last. */
export function TokensPage() {
  const { t } = useTranslation(["admin", "common"]);
  const [search, go] = useUrl();
  const processOf = useProcessName();
  const text = search["text"];
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<Token | null>(null);
  const list = useList<Token>(keys.admin("tokens", { text }), (cursor, signal) => get("/api/v1/tokens", { query: { limit: 100, ...(text ? { text } : {}), ...(cursor ? { cursor } : {}) } }, { signal }));
  const revoke = useCommand(({ id, reason }: { id: string; reason: string }, key) => command("delete", "/api/v1/tokens/{id}", { path: { id }, body: { reason } }, key), { stale: [keys.admin("tokens")], onDone: () => setRevoking(null) });
  const state = (token: Token) =>
    token.revoked ? <span className={classes.bad}>{t("token.revoked")}</span> : token.expires && token.expires < new Date().toISOString() ? <span className={classes.muted}>{t("token.expired")}</span> : <span className={classes.good}>{t("token.good")}</span>;
  const scopes = (token: Token) => listed(token.scopes.map((scope) => t(`action.${scope}`))) || t("token.all");
  const columns: Column<Token>[] = [
    { key: "name", label: t("token.name"), width: "1.2fr", cell: (row) => <bdi title={row.id}>{row.name}</bdi> },
    { key: "owner", label: t("token.owner"), width: "1fr", cell: (row) => <PersonName id={row.owner} /> },
    { key: "state", label: t("token.state"), width: "90px", cell: state },
    { key: "scopes", label: t("token.scopes"), width: "1.6fr", wide: true, cell: (row) => <span title={scopes(row)}>{scopes(row)}</span> },
    { key: "processes", label: t("token.processes"), width: "1fr", wide: true, cell: (row) => listed(row.processes.map(processOf)) || t("token.everyProcess") },
    { key: "expires", label: t("token.expires"), width: "140px", wide: true, cell: (row) => (row.expires ? <When at={row.expires} /> : t("token.never")) },
    { key: "used", label: t("token.used"), width: "140px", wide: true, cell: (row) => (row.used ? <When at={row.used} /> : t("token.unused")) },
    {
      key: "revoke",
      label: t("change"),
      width: "80px",
      wide: true,
      cell: (row) =>
        row.revoked ? null : (
          <Button variant="subtle" color="red" size="compact-xs" aria-label={t("token.revokeOf", { name: row.name })} onClick={() => setRevoking(row)}>
            {t("token.revoke")}
          </Button>
        ),
    },
  ];
  return (
    <AdminFrame
      title={t("way.tokens")}
      actions={
        <>
          <FilterBar label={t("token.search")} text={text} onText={(now) => go({ text: now.trim() || undefined })} active={Boolean(text)} onClear={() => go({ text: undefined })} />
          <Button ms="auto" leftSection={<Plus size={14} aria-hidden />} onClick={() => setMaking(true)}>
            {t("token.make")}
          </Button>
        </>
      }
    >
      {list.error ? (
        <ErrorState error={list.error} retry={list.refetch} />
      ) : (
        <Table
          {...list.table}
          label={t("way.tokens")}
          columns={columns}
          getKey={(row) => row.id}
          onOpen={(row) => !row.revoked && setRevoking(row)}
          empty={<EmptyState title={t("token.none")} hint={t("token.noneHint")} />}
          card={(row) => (
            <>
              <bdi>{row.name}</bdi>
              {state(row)}
              <span className={classes.muted}><PersonName id={row.owner} /></span>
              <span className={classes.muted}>{row.used ? <When at={row.used} /> : t("token.unused")}</span>
            </>
          )}
        />
      )}
      {making && <MakeToken onClose={() => setMaking(false)} />}
      {revoking && (
        <ReasonDialog
          title={t("token.revokeOf", { name: revoking.name })}
          effect={<Text>{t("token.revokeEffect", { owner: revoking.owner })}</Text>}
          confirm={t("token.revoke")}
          danger
          busy={revoke.isPending}
          error={revoke.error}
          onConfirm={(reason) => revoke.mutate({ id: revoking.id, reason })}
          onClose={() => setRevoking(null)}
        />
      )}
    </AdminFrame>
  );
}

function MakeToken({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(["admin", "common"]);
  const me = useMe();
  const [owner, setOwner] = useState<string | null>(me.user);
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<string[]>([]);
  const [processes, setProcesses] = useState<string[]>([]);
  const [expires, setExpires] = useState("");
  const make = useCommand(
    (_: null, key) => {
      const body = { name, scopes, processes, expires: expires ? new Date(expires).toISOString() : null };
      return command("post", "/api/v1/users/{id}/tokens", { path: { id: owner ?? "" }, body: body as never }, key);
    },
    { stale: [keys.admin("tokens")] },
  );
  if (make.data)
    return (
      <Panel title={t("token.made")} onClose={onClose}>
        <Stack>
          <Once label={t("token.once")} value={make.data.token} />
          <Button style={{ alignSelf: "flex-end" }} onClick={onClose}>
            {t("common:action.close")}
          </Button>
        </Stack>
      </Panel>
    );
  return (
    <Panel title={t("token.make")} onClose={onClose}>
      <PanelForm onSubmit={() => make.mutate(null)} onClose={onClose} busy={make.isPending} error={make.error} confirm={t("token.make")} disabled={!owner || !name.trim()}>
        <UserPicker label={t("token.owner")} value={owner} onChange={setOwner} />
        <TextInput label={t("token.name")} description={t("token.nameHint")} required value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <MultiSelect
          label={t("token.scopes")}
          description={t("token.scopesHint")}
          searchable
          data={PARTS.map((part) => ({ group: t(`part.${part.name}`), items: part.actions.map((action) => ({ value: action as string, label: t(`action.${action}`) })) }))}
          value={scopes}
          onChange={setScopes}
        />
        <ProcessesField value={processes} onChange={setProcesses} />
        <Suspense fallback={null}>
          <TimeField component={MOMENT} value={expires} common={{ label: t("token.expires"), description: t("token.expiresHint"), withAsterisk: false, "data-path": "expires" }} set={(now) => setExpires(typeof now === "string" ? now : "")} />
        </Suspense>
      </PanelForm>
    </Panel>
  );
}
