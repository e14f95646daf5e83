import { Button, Group, MultiSelect, NumberInput, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command } from "@/api/request";
import type { SuggestionSettings } from "@/api/types";
import { Dialog } from "@/shared/Dialog";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingRows } from "@/shared/Loading";
import { useProblemText } from "@/shared/problemText";
import { useNames, useSettings } from "./asked";
import { Pairs, WaitTargets } from "./Pairs";

const COSTS = ["workHour", "waitingHour", "batch"] as const;

/** What suggestions know of a process beside its model. */
export function Settings({ process, onClose }: { process: string; onClose: () => void }) {
  const { t } = useTranslation("suggest");
  const found = useSettings(process);
  return (
    <Dialog onClose={onClose} title={t("settings.title")} size="lg">
      {found.error ? <ErrorState error={found.error} /> : null}
      {found.isLoading && <LoadingRows rows={5} />}
      {found.data && <Fields process={process} known={found.data} onClose={onClose} />}
    </Dialog>
  );
}

function Fields({ process, known, onClose }: { process: string; known: SuggestionSettings; onClose: () => void }) {
  const { t } = useTranslation(["suggest", "common"]);
  const say = useProblemText();
  const { names } = useNames(process);
  const [settings, setSettings] = useState(known);
  const set = (change: Partial<SuggestionSettings>) => setSettings({ ...settings, ...change });
  const save = useCommand((input: SuggestionSettings, once) => command("put", "/api/v1/suggestions/{id}/settings", { path: { id: process }, body: input }, once), { stale: [keys.suggestions(process, "settings")], onDone: onClose });
  const options = (of: (kind: string) => boolean) => [...names].filter(([, one]) => of(one.kind)).map(([value, one]) => ({ value, label: one.name || value }));
  const words = (text: string) => text.split(/[,，、]/).map((one) => one.trim()).filter(Boolean);
  const steps = options((kind) => kind.endsWith("Task") || kind === "task");
  const clear = { "aria-label": t("common:action.clear") };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(settings);
      }}
    >
      <Stack gap="sm">
        <Text c="dimmed">{t("settings.hint")}</Text>
        <Group grow align="start" preventGrowOverflow={false}>
          {COSTS.map((cost) => (
            <NumberInput key={cost} label={t(`settings.${cost}`)} min={0} miw={140} hideControls value={settings[cost] ?? ""} onChange={(value) => set({ [cost]: typeof value === "number" ? value : null })} />
          ))}
        </Group>
        <TextInput label={t("settings.value")} description={t("settings.valueHint")} value={settings.value ?? ""} onChange={(event) => set({ value: event.currentTarget.value.trim() || null })} />
        <TextInput label={t("settings.calendar")} description={t("settings.calendarHint")} value={settings.calendar ?? ""} onChange={(event) => set({ calendar: event.currentTarget.value.trim() || null })} />
        <TextInput label={t("settings.control")} description={t("settings.controlHint")} value={settings.control ?? ""} onChange={(event) => set({ control: event.currentTarget.value.trim() || null })} />
        <MultiSelect label={t("settings.statutory")} description={t("settings.statutoryHint")} searchable clearable clearButtonProps={clear} data={steps} value={settings.statutory ?? []} onChange={(statutory) => set({ statutory })} />
        <MultiSelect label={t("settings.pinned")} description={t("settings.pinnedHint")} searchable clearable clearButtonProps={clear} data={options((kind) => kind === "sequenceFlow")} value={settings.pinned ?? []} onChange={(pinned) => set({ pinned })} />
        <Pairs label={t("settings.fourEyes")} hint={t("settings.fourEyesHint")} steps={steps} value={known.fourEyes ?? []} onChange={(fourEyes) => set({ fourEyes })} />
        <Pairs label={t("settings.samePerson")} hint={t("settings.samePersonHint")} steps={steps} value={known.samePerson ?? []} onChange={(samePerson) => set({ samePerson })} />
        <WaitTargets value={known.waitTargets ?? {}} onChange={(waitTargets) => set({ waitTargets })} />
        <Group grow align="start" preventGrowOverflow={false}>
          <TextInput label={t("settings.rejecting")} description={t("settings.wordsHint")} miw={180} defaultValue={(known.rejecting ?? []).join(", ")} onChange={(event) => set({ rejecting: words(event.currentTarget.value) })} />
          <TextInput label={t("settings.returning")} description={t("settings.wordsHint")} miw={180} defaultValue={(known.returning ?? []).join(", ")} onChange={(event) => set({ returning: words(event.currentTarget.value) })} />
        </Group>
        {save.error ? (
          <Text c="red" role="alert">
            {say(save.error)}
          </Text>
        ) : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("common:action.cancel")}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t("common:action.save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
