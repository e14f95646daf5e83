import { Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command, freshKey } from "@/api/request";
import { get } from "@/api/request";
import { usePerson } from "@/shared/PersonName";
import { PersonPicker } from "@/shared/PersonPicker";
import type { Grant, Grantee, Role, Valid } from "./access";
import { allEntries, nameOfEntry } from "./entries";
import { PanelForm, ProcessesField, RoleField, ValidFields } from "./parts";

const TO = ["user", "department", "post", "role", "group", "everybody"] as const;
type To = (typeof TO)[number];

/** Gives a role to a user, to everybody of a department, post, role or group, or to everybody. */
export function GrantForm({ user, onClose }: { user?: string; onClose: () => void }) {
  const { t } = useTranslation(["admin", "common"]);
  const [kind, setKind] = useState<To>("user");
  const [id, setId] = useState<string | null>(user ?? null);
  const [role, setRole] = useState<string>("user");
  const [processes, setProcesses] = useState<string[]>([]);
  const [departments, setDepartments] = useState<string | null>(null);
  const [valid, setValid] = useState<Valid>({});
  const [reason, setReason] = useState("");
  const units = useQuery({ queryKey: keys.admin("entries", kind), queryFn: () => allEntries(kind), enabled: kind !== "user" && kind !== "everybody" });
  const departmentList = useQuery({ queryKey: keys.departments, queryFn: () => get("/api/v1/organisation/departments") });
  const give = useCommand(
    (_: null, key) => {
      const to = (kind === "everybody" ? { kind } : { kind, id }) as Grantee;
      const body = { to, role: role as Role, processes, departments: departments ? [departments] : [], valid, reason: reason || null };
      return command("put", "/api/v1/grants/{id}", { path: { id: `${kind === "everybody" ? kind : id}-${role}-${freshKey().slice(0, 6)}` }, body: body as never }, key);
    },
    { stale: [keys.admin("grants"), keys.admin("decisions"), keys.session], onDone: onClose },
  );
  return (
    <PanelForm onSubmit={() => give.mutate(null)} onClose={onClose} busy={give.isPending} error={give.error} confirm={t("grant.give")} disabled={kind !== "everybody" && !id}>
      {user === undefined && (
        <Select
          label={t("grant.toKind")}
          allowDeselect={false}
          data={TO.map((one) => ({ value: one, label: t(`grant.to.${one}`) }))}
          value={kind}
          onChange={(to) => {
            setKind((to as To | null) ?? "user");
            setId(null);
          }}
        />
      )}
      {kind === "user" && user === undefined && <PersonPicker label={t("grant.to.user")} required value={id} onChange={setId} />}
      {kind !== "user" && kind !== "everybody" && (
        <Select label={t(`grant.to.${kind}`)} required searchable data={(units.data ?? []).map(nameOfEntry)} value={id} onChange={setId} />
      )}
      <RoleField label={t("grant.role")} value={role} onChange={setRole} />
      <ProcessesField value={processes} onChange={setProcesses} />
      <Select
        label={t("grant.departments")}
        description={t("grant.departmentsHint")}
        searchable
        clearable
        clearButtonProps={{ "aria-label": t("common:action.clear") }}
        data={(departmentList.data ?? []).map((one) => ({ value: one.id, label: one.name }))}
        value={departments}
        onChange={setDepartments}
      />
      <ValidFields value={valid} onChange={setValid} />
      <TextInput label={t("reason")} value={reason} onChange={(event) => setReason(event.currentTarget.value)} maxLength={200} />
    </PanelForm>
  );
}

/** For whom a grant is, in words. */
export function useGrantee(): (grant: Grant) => string {
  const { t } = useTranslation("admin");
  return ({ to }) => (to.kind === "everybody" ? t("grant.to.everybody") : t("grant.for", { kind: t(`grant.to.${to.kind}`), id: to.id }));
}

/** Whom it was given: somebody by name, with what they log in with. */
export function GrantedTo({ grant }: { grant: Grant }) {
  const to = useGrantee();
  const user = usePerson(grant.to.kind === "user" ? grant.to.id : null);
  return (
    <bdi>
      {user.data && user.data.name !== user.data.id ? `${user.data.name} (${user.data.id})` : to(grant)}
    </bdi>
  );
}
