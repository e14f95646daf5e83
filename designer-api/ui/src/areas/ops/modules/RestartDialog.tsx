import { Button, Checkbox, Group, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { FlaskConical } from "lucide-react";
import { useMemo, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command, freshKey } from "@/api/request";
import type { InstanceDetail } from "@/api/types";
import { useKind } from "@/diagram/kind";
import { Dialog } from "@/shared/Dialog";
import { Reason } from "@/shared/ReasonDialog";
import { useProblemText } from "@/shared/problemText";
import { ChangesView } from "./ChangesView";
import { namesIn, useXml } from "./definitions";

/** Begins again, as a new instance, what has ended: what would happen can be looked at first. */
export function RestartDialog({ detail, onClose }: { detail: InstanceDetail; onClose: () => void }) {
  const { t } = useTranslation(["ops", "common"]);
  const say = useProblemText();
  const navigate = useNavigate();
  const kindOf = useKind();
  const [latest, setLatest] = useState(false);
  const [lastVariables, setLastVariables] = useState(false);
  const [reason, setReason] = useState("");
  const xml = useXml(detail.definition);
  const names = useMemo(() => namesIn(xml.data), [xml.data]);
  const nameOf = (element: string) => names.get(element)?.name || kindOf(names.get(element)?.kind ?? "unknown");
  const ask = (dryRun: boolean, key: string) =>
    command("post", "/api/v1/instances/{id}/restart", { path: { id: detail.id }, body: { latest, lastVariables, dryRun, reason: reason.trim() || null } as never }, key);
  const trial = useMutation({ mutationFn: () => ask(true, freshKey()) });
  const begin = useCommand((_: null, key) => ask(false, key), {
    stale: [keys.instances()],
    onDone: (report) => {
      onClose();
      if (report.instance) void navigate({ to: "/ops/instances/$id", params: { id: report.instance.id } } as never);
    },
  });
  const choose = (set: (on: boolean) => void) => (on: boolean) => {
    set(on);
    trial.reset();
  };
  const failed = begin.error ?? trial.error;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim()) begin.mutate(null);
  };
  return (
    <Dialog onClose={onClose} title={t("restart.title")}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Text>{t("restart.effect", { definition: detail.definition })}</Text>
          <Checkbox label={t("restart.latest")} checked={latest} onChange={(event) => choose(setLatest)(event.currentTarget.checked)} />
          <Checkbox label={t("restart.lastVariables")} checked={lastVariables} onChange={(event) => choose(setLastVariables)(event.currentTarget.checked)} />
          <Reason value={reason} onChange={setReason} focus />
          {trial.data && (
            <div role="status">
              <Text fw={600}>{t("tokens.tried")}</Text>
              <ChangesView changes={trial.data.changes} nameOf={nameOf} />
            </div>
          )}
          {failed && (
            <Text c="red" role="alert">
              {say(failed)}
            </Text>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common:action.cancel")}
            </Button>
            <Button variant="default" leftSection={<FlaskConical size={14} aria-hidden />} loading={trial.isPending} onClick={() => trial.mutate()}>
              {t("tokens.try")}
            </Button>
            <Button type="submit" loading={begin.isPending} disabled={!reason.trim()}>
              {t("restart.confirm")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
