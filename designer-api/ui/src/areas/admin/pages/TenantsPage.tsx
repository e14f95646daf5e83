import { Button, Group, Stack, Switch, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command, get } from "@/api/request";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { Table, type Column } from "@/shared/Table";
import { useProblemText } from "@/shared/problemText";
import { AdminFrame } from "../modules/AdminFrame";
import type { Tenant } from "../modules/access";
import { Panel, PanelForm } from "../modules/parts";
import classes from "../admin.module.css";

/** Organisations of their own on the same installation. */
export function TenantsPage() {
  const { t } = useTranslation(["admin", "common"]);
  const [editing, setEditing] = useState<Tenant | "new" | null>(null);
  const tenants = useQuery({ queryKey: keys.admin("tenants"), queryFn: () => get("/api/v1/tenants") });
  const state = (row: Tenant) => (row.disabled ? <span className={classes.bad}>{t("tenant.closed")}</span> : <span className={classes.good}>{t("tenant.open")}</span>);
  const columns: Column<Tenant>[] = [
    { key: "name", label: t("tenant.name"), width: "1fr", cell: (row) => <bdi>{row.name}</bdi> },
    { key: "id", label: t("tenant.id"), width: "1fr", cell: (row) => <bdi>{row.id}</bdi> },
    { key: "state", label: t("tenant.state"), width: "120px", cell: state },
  ];
  return (
    <AdminFrame
      title={t("way.tenants")}
      actions={
        <Button ms="auto" leftSection={<Plus size={14} aria-hidden />} onClick={() => setEditing("new")}>
          {t("tenant.add")}
        </Button>
      }
    >
      {tenants.error ? (
        <ErrorState error={tenants.error} retry={() => void tenants.refetch()} />
      ) : (
        <Table rows={tenants.data ?? []} loading={tenants.isLoading} label={t("way.tenants")} columns={columns} getKey={(row) => row.id} onOpen={setEditing} empty={<EmptyState title={t("tenant.none")} hint={t("tenant.noneHint")} />} />
      )}
      {editing && <TenantPanel tenant={editing === "new" ? null : editing} onClose={() => setEditing(null)} />}
    </AdminFrame>
  );
}

function TenantPanel({ tenant, onClose }: { tenant: Tenant | null; onClose: () => void }) {
  const { t } = useTranslation(["admin", "common"]);
  const say = useProblemText();
  const [id, setId] = useState(tenant?.id ?? "");
  const [name, setName] = useState(tenant?.name ?? "");
  const [disabled, setDisabled] = useState(tenant?.disabled ?? false);
  const stale = [keys.admin("tenants")];
  const save = useCommand((_: null, key) => command("put", "/api/v1/tenants/{id}", { path: { id }, body: { name: name || null, disabled } }, key), { stale, onDone: onClose });
  const remove = useCommand((_: null, key) => command("delete", "/api/v1/tenants/{id}", { path: { id } }, key), { stale, onDone: onClose });
  return (
    <Panel title={tenant ? <bdi>{tenant.name}</bdi> : t("tenant.add")} onClose={onClose}>
      <Stack>
        <PanelForm onSubmit={() => save.mutate(null)} onClose={onClose} busy={save.isPending} error={save.error} disabled={!id.trim()}>
          <TextInput label={t("tenant.id")} required disabled={tenant !== null} value={id} onChange={(event) => setId(event.currentTarget.value)} />
          <TextInput label={t("tenant.name")} value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <Switch label={t("tenant.disabled")} checked={disabled} onChange={(event) => setDisabled(event.currentTarget.checked)} />
        </PanelForm>
        {tenant && (
          <Group justify="space-between">
            <Text className={classes.muted}>{t("tenant.removeHint")}</Text>
            <Button variant="subtle" color="red" leftSection={<Trash2 size={14} aria-hidden />} loading={remove.isPending} onClick={() => remove.mutate(null)}>
              {t("common:action.remove")}
            </Button>
          </Group>
        )}
        {remove.error && <Text c="red" role="alert">{say(remove.error)}</Text>}
      </Stack>
    </Panel>
  );
}
