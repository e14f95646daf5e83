import { Button, Checkbox, Group, Stack, Text, TextInput, Textarea } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command } from "@/api/request";
import { Dialog } from "@/shared/Dialog";
import { useProblemText } from "@/shared/problemText";

/** Publishes a message, or broadcasts a signal, by hand; then says who got it. */
export function PublishDialog({ what, onClose }: { what: "message" | "signal"; onClose: () => void }) {
  const { t } = useTranslation(["ops", "common"]);
  const say = useProblemText();
  const [name, setName] = useState("");
  const [correlationKey, setCorrelationKey] = useState("");
  const [all, setAll] = useState(false);
  const [text, setText] = useState("");
  const variables = read(text);
  const send = useCommand(
    async (input: { name: string; correlationKey: string; all: boolean; variables: Record<string, unknown> }, key) => {
      const body = { name: input.name, variables: input.variables as Record<string, never> };
      if (what === "signal") {
        const { subscriptions, definitions } = await command("post", "/api/v1/signals", { body }, key);
        return t("messages.signalled", { subscriptions, definitions });
      }
      const told = await command("post", "/api/v1/messages", { body: { ...body, correlationKey: input.correlationKey || null, all: input.all } }, key);
      return told.delivered.length > 0 ? t("messages.delivered", { count: told.delivered.length }) : t(told.bufferedUntil ? "messages.buffered" : "messages.lost");
    },
    { stale: [["messages"], ["waits"], keys.instances(), ["instance"]] },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() && variables) send.mutate({ name: name.trim(), correlationKey: correlationKey.trim(), all, variables });
  };
  return (
    <Dialog onClose={onClose} title={t(what === "message" ? "messages.publish" : "messages.signal")}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextInput data-autofocus required label={t("messages.name")} description={t(`messages.nameHint.${what}`)} value={name} onChange={(event) => setName(event.currentTarget.value)} />
          {what === "message" && (
            <>
              <TextInput label={t("messages.key")} description={t("messages.keyHint")} value={correlationKey} onChange={(event) => setCorrelationKey(event.currentTarget.value)} />
              <Checkbox label={t("messages.all")} checked={all} onChange={(event) => setAll(event.currentTarget.checked)} />
            </>
          )}
          <Textarea
            label={t("messages.variables")}
            description={t("messages.variablesHint")}
            autosize
            minRows={3}
            maxRows={14}
            error={variables ? undefined : t("messages.noObject")}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
          />
          {send.error && (
            <Text c="red" role="alert">
              {say(send.error)}
            </Text>
          )}
          {send.data && <Text role="status">{send.data}</Text>}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common:action.close")}
            </Button>
            <Button type="submit" loading={send.isPending} disabled={!name.trim() || !variables}>
              {t("messages.send")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

/** What is written is an object, or nothing at all. */
export function read(text: string): Record<string, unknown> | null {
  if (!text.trim()) return {};
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === "object" && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
