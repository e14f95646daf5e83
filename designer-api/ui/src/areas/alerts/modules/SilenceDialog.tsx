import { Button, Group, Select, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command } from "@/api/request";
import { useDefinitions } from "@/shared/definitions";
import { Dialog } from "@/shared/Dialog";
import { useProblemText } from "@/shared/problemText";
import { Reason } from "@/shared/ReasonDialog";
import { useRules } from "./asked";
import { useSay } from "./say";

const HOURS = [1, 4, 12, 24, 72, 168, 720] as const;

/** Nobody is told for a while: of one rule, of a process, or of everything. It has an end and a reason. */
export function SilenceDialog({ rule, process, choose = false, onClose }: { rule: string | null; process: string | null; choose?: boolean; onClose: () => void }) {
  const { t } = useTranslation(["alerts", "common"]);
  const say = useProblemText();
  const [about, setAbout] = useState({ rule, process });
  const [hours, setHours] = useState("4");
  const [reason, setReason] = useState("");
  const make = useCommand(
    (body: { rule: string | null; process: string | null; reason: string; hours: string }, key) =>
      command("post", "/api/v1/alert-silences", { body: { ...(body.rule ? { rule: body.rule } : {}), ...(body.process ? { process: body.process } : {}), reason: body.reason, until: new Date(Date.now() + Number(body.hours) * 3_600_000).toISOString() } as never }, key),
    { stale: [keys.alerts()], onDone: onClose },
  );
  return (
    <Dialog onClose={onClose} title={t("silence.title")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim()) make.mutate({ ...about, reason: reason.trim(), hours });
        }}
      >
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            {t("silence.hint")}
          </Text>
          {choose && <About value={about} onChange={setAbout} />}
          <Select label={t("silence.long")} allowDeselect={false} data={HOURS.map((one) => ({ value: String(one), label: one < 24 ? t("silence.hours", { count: one }) : t("silence.days", { count: one / 24 }) }))} value={hours} onChange={(value) => setHours(value ?? "4")} />
          <Reason value={reason} onChange={setReason} focus />
          {make.error && (
            <Text c="red" role="alert">
              {say(make.error)}
            </Text>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common:action.cancel")}
            </Button>
            <Button type="submit" loading={make.isPending} disabled={!reason.trim()}>
              {t("action.silence")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

function About({ value, onChange }: { value: { rule: string | null; process: string | null }; onChange: (value: { rule: string | null; process: string | null }) => void }) {
  const { t } = useTranslation("alerts");
  const rules = useRules();
  const say = useSay();
  const definitions = useDefinitions();
  return (
    <>
      <Select label={t("column.rule")} clearable searchable placeholder={t("silence.everyRule")} data={(rules.data ?? []).map(({ rule }) => ({ value: rule.id, label: say.name(rule.spec.name, rule.id) }))} value={value.rule} onChange={(rule) => onChange({ ...value, rule })} clearButtonProps={{ "aria-label": t("silence.everyRule") }} />
      <Select label={t("column.process")} clearable searchable placeholder={t("silence.everyProcess")} data={(definitions.data ?? []).map((one) => ({ value: one.process, label: one.name ?? one.process }))} value={value.process} onChange={(process) => onChange({ ...value, process })} clearButtonProps={{ "aria-label": t("silence.everyProcess") }} />
    </>
  );
}
