import { Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useProblemText } from "@/shared/problemText";

interface Props {
  title: string;
  effect?: ReactNode;
  confirm: string;
  danger?: boolean;
  busy: boolean;
  error: unknown;
  onConfirm: (reason: string) => void;
  onClose: () => void;
}

/** Why the landscape changes: the reason is kept with the version. */
export function ReasonDialog({ title, effect, confirm, danger = false, busy, error, onConfirm, onClose }: Props) {
  const { t } = useTranslation(["plan", "common"]);
  const say = useProblemText();
  const [reason, setReason] = useState("");
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": t("common:action.close") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim()) onConfirm(reason.trim());
        }}
      >
        <Stack gap="sm">
          {effect}
          <Reason value={reason} onChange={setReason} focus />
          {error ? (
            <Text c="red" role="alert">
              {say(error)}
            </Text>
          ) : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common:action.cancel")}
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

/** The field for it. */
export function Reason({ value, onChange, focus = false }: { value: string; onChange: (reason: string) => void; focus?: boolean }) {
  const { t } = useTranslation("plan");
  return <Textarea {...(focus ? { "data-autofocus": true } : {})} required label={t("reason.label")} description={t("reason.hint")} autosize minRows={2} value={value} onChange={(event) => onChange(event.currentTarget.value)} />;
}
