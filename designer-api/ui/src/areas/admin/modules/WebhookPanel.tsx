import { Button, Group, MultiSelect, Stack, Switch, Text, TextInput } from "@mantine/core";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command } from "@/api/request";
import type { components } from "@/api/schema";
import { SENT_KINDS } from "@/shared/noticeKinds";
import { useProblemText } from "@/shared/problemText";
import { Panel, PanelForm, ProcessesField } from "./parts";

export type Webhook = components["schemas"]["Webhook"];

/** Where notices are posted to, signed. */
export function WebhookPanel({ webhook, onClose }: { webhook: Webhook | null; onClose: () => void }) {
  const { t } = useTranslation(["admin", "common"]);
  const say = useProblemText();
  const [id, setId] = useState(webhook?.id ?? "");
  const [value, setValue] = useState({
    url: webhook?.url ?? "",
    secret: webhook?.secret ?? "",
    kinds: webhook?.kinds ?? null,
    processes: webhook?.processes ?? [],
    tenant: webhook?.tenant ?? null,
    heedsPreferences: webhook?.heedsPreferences ?? false,
    active: webhook?.active ?? true,
  });
  const set = (change: Partial<typeof value>) => setValue((now) => ({ ...now, ...change }));
  const stale = [keys.admin("webhooks"), keys.admin("deliveries")];
  const save = useCommand((body: typeof value, key) => command("put", "/api/v1/webhooks/{id}", { path: { id }, body: body as never }, key), { stale, onDone: onClose });
  const remove = useCommand((_: null, key) => command("delete", "/api/v1/webhooks/{id}", { path: { id } }, key), { stale, onDone: onClose });
  return (
    <Panel title={webhook ? <bdi>{webhook.id}</bdi> : t("webhook.add")} onClose={onClose}>
      <Stack>
        <PanelForm onSubmit={() => save.mutate({ ...value, kinds: value.kinds?.length ? value.kinds : null })} onClose={onClose} busy={save.isPending} error={save.error} disabled={!id.trim() || !value.url.trim() || !value.secret.trim()}>
          <TextInput label={t("webhook.id")} required disabled={webhook !== null} value={id} onChange={(event) => setId(event.currentTarget.value)} />
          <TextInput label={t("webhook.url")} description={t("webhook.urlHint")} type="url" required value={value.url} onChange={(event) => set({ url: event.currentTarget.value })} />
          <TextInput label={t("webhook.secret")} description={t("webhook.secretHint")} required value={value.secret} onChange={(event) => set({ secret: event.currentTarget.value })} />
          <MultiSelect label={t("webhook.kinds")} description={t("webhook.kindsHint")} data={SENT_KINDS.map((kind) => ({ value: kind as string, label: t(`notice.${kind}`) }))} value={value.kinds ?? []} onChange={(kinds) => set({ kinds })} />
          <ProcessesField value={value.processes} onChange={(processes) => set({ processes })} />
          <Switch label={t("webhook.heeds")} checked={value.heedsPreferences} onChange={(event) => set({ heedsPreferences: event.currentTarget.checked })} />
          <Switch label={t("webhook.isActive")} checked={value.active} onChange={(event) => set({ active: event.currentTarget.checked })} />
        </PanelForm>
        {webhook && (
          <Group justify="space-between">
            <Text c="dimmed" size="sm">{t("webhook.removeHint")}</Text>
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
