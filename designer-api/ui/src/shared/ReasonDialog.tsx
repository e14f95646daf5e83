import { Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useProblemText } from "@/shared/problemText";

interface Props {
  title: string;
  /** What it leads to. */
  effect?: ReactNode;
  confirm: string;
  danger?: boolean;
  busy: boolean;
  error: unknown;
  onConfirm: (reason: string) => void;
  onClose: () => void;
}

/** Something that changes what runs: its effect is told first, and a reason is typed that stays in the records. */
export function ReasonDialog({ title, effect, confirm, danger = false, busy, error, onConfirm, onClose }: Props) {
  const { t } = useTranslation();
  const say = useProblemText();
  const [reason, setReason] = useState("");
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": t("action.close") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim()) onConfirm(reason.trim());
        }}
      >
        <Stack gap="sm">
          {effect}
          <Textarea
            data-autofocus
            required
            label={t("reason.label")}
            description={t("reason.hint")}
            autosize
            minRows={2}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {error ? (
            <Text c="red" role="alert">
              {say(error)}
            </Text>
          ) : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("action.cancel")}
            </Button>
            <Button type="submit" color={danger ? "red" : "teal"} loading={busy} disabled={!reason.trim()}>
              {confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
