import { Alert, Button, Group, Select, Stack, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command, freshKey, get } from "@/api/request";
import { PersonPicker } from "@/shared/PersonPicker";
import { freshPassword, type Role } from "./access";
import { Once, Panel, PanelForm, RoleField } from "./parts";

interface Wanted {
  id: string;
  name: string;
  role: string;
  kind: "person" | "service";
  tenant: string | null;
}

/** Adds a user with a role and a first password, which is shown once. */
export function AddUser({ onClose }: { onClose: (id?: string) => void }) {
  const { t } = useTranslation(["admin", "common"]);
  const [wanted, setWanted] = useState<Wanted>({ id: "", name: "", role: "user", kind: "person", tenant: null });
  const [password, setPassword] = useState<string | null>(null);
  const set = (change: Partial<Wanted>) => setWanted((now) => ({ ...now, ...change }));
  const tenants = useQuery({ queryKey: keys.admin("tenants"), queryFn: () => get("/api/v1/tenants").catch(() => []) });
  const link = async (id: string | null) => {
    if (!id) return;
    const person = await get("/api/v1/organisation/people/{id}", { path: { id } }).catch(() => null);
    set({ id, name: person?.name ?? id });
  };
  const add = useCommand(
    async ({ id, name, role, kind, tenant }: Wanted, key) => {
      const path = { id };
      await command("put", "/api/v1/users/{id}", { path, body: { name: name || null, kind, tenant, disabled: false, valid: {} } as never }, key);
      const grant = { to: { kind: "user", id }, role: role as Role, processes: [], departments: [], tenant, valid: {}, reason: null };
      await command("put", "/api/v1/grants/{id}", { path: { id: `${id}-${role}` }, body: grant as never }, `${key}-role`);
      if (kind === "service") return null;
      const fresh = freshPassword();
      await command("put", "/api/v1/users/{id}/password", { path, body: { password: fresh } }, freshKey());
      return fresh;
    },
    { stale: [keys.admin("users"), keys.admin("grants")], onDone: (fresh, { id }) => (fresh ? setPassword(fresh) : onClose(id)) },
  );
  return (
    <Panel title={t("user.add")} onClose={() => onClose()}>
      {password ? (
        <Stack>
          <Alert color="teal">{t("user.added", { name: wanted.name || wanted.id })}</Alert>
          <Once label={t("user.passwordOnce")} value={password} />
          <Group justify="flex-end">
            <Button onClick={() => onClose(wanted.id)}>{t("user.look")}</Button>
          </Group>
        </Stack>
      ) : (
        <PanelForm onSubmit={() => add.mutate(wanted)} onClose={() => onClose()} busy={add.isPending} error={add.error} confirm={t("user.add")} disabled={!wanted.id.trim()}>
          <PersonPicker label={t("user.fromPerson")} description={t("user.fromPersonHint")} value={null} onChange={(id) => void link(id)} />
          <TextInput label={t("user.id")} description={t("user.idHint")} required value={wanted.id} onChange={(event) => set({ id: event.currentTarget.value })} autoComplete="off" />
          <TextInput label={t("user.name")} value={wanted.name} onChange={(event) => set({ name: event.currentTarget.value })} autoComplete="off" />
          <RoleField label={t("grant.role")} value={wanted.role} onChange={(role) => set({ role })} />
          <Select
            label={t("user.kind")}
            allowDeselect={false}
            data={(["person", "service"] as const).map((kind) => ({ value: kind, label: t(`user.kinds.${kind}`) }))}
            value={wanted.kind}
            onChange={(kind) => set({ kind: kind === "service" ? "service" : "person" })}
          />
          {(tenants.data ?? []).length > 0 && (
            <Select
              label={t("user.tenant")}
              description={t("user.tenantHint")}
              clearable
              clearButtonProps={{ "aria-label": t("common:action.clear") }}
              data={(tenants.data ?? []).map((tenant) => ({ value: tenant.id, label: tenant.name }))}
              value={wanted.tenant}
              onChange={(tenant) => set({ tenant })}
            />
          )}
        </PanelForm>
      )}
    </Panel>
  );
}
