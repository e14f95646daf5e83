import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "@/shared/Dialog";
import { useProblemText } from "@/shared/problemText";

interface Props {
  title: string;
  /** What it leads to. */
  effect?: ReactNode;
  confirm: string;
  /** Where the reason is kept, when it is not the records of what runs. */
  hint?: string | undefined;
  danger?: boolean;
  /** Is what it is about settled? Else nothing is confirmed yet. */
  ready?: boolean;
  /** Does somebody begin with the reason? Not where they choose first. */
  focus?: boolean;
  busy: boolean;
  error: unknown;
  onConfirm: (reason: string) => void;
  onClose: () => void;
}

/** Something that changes what others rely on: its effect is told first, and a reason is typed that is kept. */
export function ReasonDialog({ title, effect, confirm, hint, danger = false, ready = true, focus = true, busy, error, onConfirm, onClose }: Props) {
  const { t } = useTranslation();
  const say = useProblemText();
  const [reason, setReason] = useState("");
  return (
    <Dialog onClose={onClose} title={title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && reason.trim()) onConfirm(reason.trim());
        }}
      >
        <Stack gap="sm">
          {effect}
          <Reason value={reason} onChange={setReason} hint={hint} focus={focus} />
          {error ? (
            <Text c="red" role="alert">
              {say(error)}
            </Text>
          ) : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("action.cancel")}
            </Button>
            <Button type="submit" color={danger ? "red" : "teal"} loading={busy} disabled={!ready || !reason.trim()}>
              {confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

/** The field for it. */
export function Reason({ value, onChange, hint, focus = false }: { value: string; onChange: (reason: string) => void; hint?: string | undefined; focus?: boolean }) {
  const { t } = useTranslation();
  return <Textarea {...(focus ? { "data-autofocus": true } : {})} required label={t("reason.label")} description={hint ?? t("reason.hint")} autosize minRows={2} value={value} onChange={(event) => onChange(event.currentTarget.value)} />;
}
