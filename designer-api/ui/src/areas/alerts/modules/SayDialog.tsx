import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command } from "@/api/request";
import { Dialog } from "@/shared/Dialog";
import { useProblemText } from "@/shared/problemText";

/** What is done with an alert, with words. */
export type Said = "acknowledge" | "comment" | "confirm" | "dismiss";

/** Some words with it; whoever only takes it on, or says whether it was real, need not say any. */
export function SayDialog({ id, what, onClose }: { id: string; what: Said; onClose: () => void }) {
  const { t } = useTranslation(["alerts", "common"]);
  const say = useProblemText();
  const [text, setText] = useState("");
  const send = useCommand(
    (words: string, key) =>
      what === "confirm" || what === "dismiss"
        ? command("post", "/api/v1/alerts/{id}/verdict", { path: { id }, body: { real: what === "confirm", ...(words ? { text: words } : {}) } }, key)
        : what === "comment"
        ? command("post", "/api/v1/alerts/{id}/comments", { path: { id }, body: { text: words } }, key)
        : command("post", "/api/v1/alerts/{id}/acknowledge", { path: { id }, body: words ? { text: words } : {} }, key),
    { stale: [keys.alerts()], onDone: onClose },
  );
  const ready = what !== "comment" || text.trim() !== "";
  return (
    <Dialog onClose={onClose} title={t(`action.${what}`)}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) send.mutate(text.trim());
        }}
      >
        <Stack gap="sm">
          <Textarea data-autofocus label={t("action.words")} description={t("action.wordsHint")} required={what === "comment"} autosize minRows={2} value={text} onChange={(event) => setText(event.currentTarget.value)} />
          {send.error && (
            <Text c="red" role="alert">
              {say(send.error)}
            </Text>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common:action.cancel")}
            </Button>
            <Button type="submit" loading={send.isPending} disabled={!ready}>
              {t(`action.${what}`)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
