import { Select, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import type { Model } from "@/api/types";
import { TextField } from "../modules/fields";
import { usesOf } from "./uses";

/** As whom a form is looked at: in which task of which model, or with which permissions. */
export interface Seen {
  model: string | null;
  element: string | null;
  permissions: string;
}

export const UNSEEN: Seen = { model: null, element: null, permissions: "" };

/** Drafts that are offered. */
const MODELS_MAX = 200;

interface Props {
  form: string;
  seen: Seen;
  onSeen: (seen: Seen) => void;
  /** Why it cannot be shown so. */
  wrong: string | null;
}

/** Chooses a task that shows the form, or permissions to try out. */
export function SeenAs({ form, seen, onSeen, wrong }: Props) {
  const { t } = useTranslation("formBuilder");
  const models = useQuery({ queryKey: keys.models("bpmn"), queryFn: () => get("/api/v1/models", { query: { limit: MODELS_MAX } }).then(({ items }) => (items as Model[]).filter((one) => one.kind === "bpmn")) });
  const text = useQuery({
    queryKey: keys.modelPart(seen.model ?? "", "text of now"),
    queryFn: () => get("/api/v1/models/{id}/xml", { path: { id: seen.model ?? "" } }) as Promise<string>,
    enabled: seen.model !== null,
  });
  const uses = seen.model && text.data !== undefined ? usesOf(text.data, form) : [];
  return (
    <Stack gap="xs" px="xs" pb="xs">
      <Select
        label={t("as.model")}
        data={(models.data ?? []).map((one) => ({ value: one.id, label: one.name }))}
        value={seen.model}
        onChange={(model) => onSeen({ model, element: null, permissions: "" })}
        searchable
        clearable
        clearButtonProps={{ "aria-label": t("as.all") }}
      />
      {seen.model && text.isSuccess && uses.length === 0 && <Text size="sm" c="dimmed">{t("as.none", { form })}</Text>}
      {uses.length > 0 && (
        <Select
          label={t("as.task")}
          data={uses.map((one) => ({ value: one.element, label: one.isStart ? t("as.start", { name: one.name }) : one.name }))}
          value={seen.element}
          onChange={(element) => onSeen({ ...seen, element, permissions: uses.find((one) => one.element === element)?.permissions ?? "" })}
          allowDeselect={false}
        />
      )}
      <TextField label={t("as.permissions")} hint={t("as.permissionsHint")} code value={seen.permissions} error={wrong ?? undefined} onCommit={(permissions) => onSeen({ ...seen, permissions })} />
    </Stack>
  );
}
