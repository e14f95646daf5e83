import { Button, Group, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { CircleCheck, CircleX, Save } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command, freshKey, get } from "@/api/request";
import type { components } from "@/api/schema";
import type { Model } from "@/api/types";
import { language } from "@/app/i18n";
import { useProblemText } from "@/shared/problemText";
import type { Run } from "./TryOut";
import type { TriedFile } from "./needed";
import classes from "./tryout.module.css";

type Replayed = components["schemas"]["Replayed"];

interface Props {
  model: Model;
  /** What is tried out, with what it needs. */
  files: () => Promise<TriedFile[]>;
  run: Run | null;
}

/** Test runs that are kept with the model: each is a draft of its own that starts its process, and is run again at will. */
export function Scenarios({ model, files, run }: Props) {
  const { t } = useTranslation("tryout");
  const say = useProblemText();
  const [title, setTitle] = useState("");
  const [went, setWent] = useState<Record<string, Replayed | "running" | { error: unknown }>>({});
  const process = model.processes[0];
  const list = useQuery({
    queryKey: keys.models(`scenarios ${process}`),
    queryFn: async () => (await get("/api/v1/models", { query: { text: process ?? "", limit: 200 } })).items.filter((one) => one.kind === "scenario" && one.processes.includes(process ?? "")),
    enabled: Boolean(process),
  });
  const keep = useCommand(
    (name: string, key) => {
      const scenario = { ...(run!.scenario as object), title: { [language()]: name } };
      return command("post", "/api/v1/models", { body: { name, xml: JSON.stringify(scenario, null, 2) } } as never, key) as Promise<Model>;
    },
    { stale: [keys.models()], onDone: () => setTitle("") },
  );
  const play = async (id: string) => {
    setWent((all) => ({ ...all, [id]: "running" }));
    try {
      const text = (await get("/api/v1/models/{id}/xml", { path: { id } })) as unknown;
      const scenario = typeof text === "string" ? JSON.parse(text) : text;
      const done = (await command("post", "/api/v1/test-runs/replay", { body: { files: await files(), scenario } } as never, freshKey())) as Replayed;
      setWent((all) => ({ ...all, [id]: done }));
    } catch (error) {
      setWent((all) => ({ ...all, [id]: { error } }));
    }
  };
  const all = list.data ?? [];
  return (
    <section className={classes.part} aria-label={t("scenarios.title")} data-testid="scenarios">
      <Group justify="space-between">
        <Text fw={600}>{t("scenarios.title")}</Text>
        {all.length > 0 && <Button size="compact-sm" variant="default" onClick={() => void all.reduce((before, one) => before.then(() => play(one.id)), Promise.resolve())}>{t("scenarios.all")}</Button>}
      </Group>
      {all.length === 0 && <Text size="sm" c="dimmed">{t("scenarios.none")}</Text>}
      {all.map((one) => {
        const result = went[one.id];
        const passed = typeof result === "object" && "passed" in result ? result.passed : null;
        return (
          <div key={one.id} className={classes.item} data-passed={passed ?? undefined}>
            <Group gap={6} wrap="nowrap">
              {passed === true && <CircleCheck size={14} className={classes.passed} aria-label={t("scenarios.passed")} />}
              {passed === false && <CircleX size={14} className={classes.failed} aria-label={t("scenarios.failed")} />}
              <Text size="sm" style={{ flex: 1 }}><bdi>{one.name}</bdi></Text>
              <Button size="compact-sm" variant="default" loading={result === "running"} onClick={() => void play(one.id)}>{t("scenarios.run")}</Button>
            </Group>
            {typeof result === "object" && "passed" in result && !result.passed && <Text size="sm" c="var(--weir-incident)">{t("scenarios.step", { step: result.step ?? 0 })} <bdi>{result.difference}</bdi></Text>}
            {typeof result === "object" && "error" in result && <Text size="sm" c="red">{say(result.error)}</Text>}
          </div>
        );
      })}
      {run && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (title.trim()) keep.mutate(title.trim());
          }}
        >
          <Group gap={6} align="end" mt="xs">
            <TextInput size="xs" style={{ flex: 1 }} label={t("scenarios.name")} value={title} onChange={(event) => setTitle(event.currentTarget.value)} />
            <Button type="submit" size="compact-sm" variant="default" leftSection={<Save size={13} aria-hidden />} loading={keep.isPending} disabled={!title.trim()}>{t("scenarios.save")}</Button>
          </Group>
          {keep.error && <Text c="red" size="sm">{say(keep.error)}</Text>}
        </form>
      )}
    </section>
  );
}
