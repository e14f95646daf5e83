import { Combobox, ScrollArea, TextInput, useCombobox } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { useEffect, useState, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import { Dialog } from "@/shared/Dialog";
import { useProcessName } from "@/shared/definitions";
import { notifyDone } from "@/shared/notify";
import { useNav } from "./nav";
import { useMay } from "./session";

const GROUPS = ["pages", "processes", "models", "instances", "tasks", "people"] as const;

interface Hit {
  group: (typeof GROUPS)[number];
  id: string;
  text: string;
  hint?: string;
  go: () => void;
}

/** Ctrl K, with what was `typed` before it was there: any page, and what the server finds: processes, drafts, instances by business key with their tasks, people. */
export default function CommandPalette({ typed, onClose }: { typed: RefObject<string>; onClose: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(() => typed.current);
  const hits = useHits(text, onClose);
  // Its options are always there: the dialog is the drop-down.
  const combobox = useCombobox({ opened: true });
  useEffect(() => {
    combobox.selectFirstOption();
  }, [text, hits.length]);
  return (
    <Dialog onClose={onClose} closeOnClickOutside withCloseButton={false} padding={0} yOffset="10vh" centered={false} size="lg" aria-label={t("palette.open")}>
      <Combobox store={combobox} onOptionSubmit={(id) => hits.find((hit) => hit.id === id)?.go()}>
        <Combobox.EventsTarget>
          <TextInput
            data-autofocus
            size="md"
            variant="unstyled"
            leftSection={<Search size={16} aria-hidden />}
            aria-label={t("palette.open")}
            placeholder={t("palette.hint")}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            // Its drop-down is the dialog: what would close the one leaves the other.
            onKeyDown={(event) => event.key === "Escape" && !event.nativeEvent.isComposing && onClose()}
          />
        </Combobox.EventsTarget>
        <ScrollArea.Autosize mah="60vh" type="auto">
          <Combobox.Options aria-label={t("palette.results")}>
            {hits.length === 0 && <Combobox.Empty>{t("palette.none")}</Combobox.Empty>}
            {GROUPS.map((group) => {
              const its = hits.filter((hit) => hit.group === group);
              if (its.length === 0) return null;
              return (
                <Combobox.Group key={group} label={t(`palette.${group}`)}>
                  {its.map((hit) => (
                    <Combobox.Option key={hit.id} value={hit.id}>
                      {hit.text}
                      {hit.hint && <span style={{ opacity: 0.75 }}>{` · ${hit.hint}`}</span>}
                    </Combobox.Option>
                  ))}
                </Combobox.Group>
              );
            })}
          </Combobox.Options>
        </ScrollArea.Autosize>
      </Combobox>
    </Dialog>
  );
}

function useHits(text: string, onClose: () => void): Hit[] {
  const { t } = useTranslation();
  const nav = useNav();
  const may = useMay();
  const navigate = useNavigate();
  const nameOf = useProcessName();
  const wanted = text.trim().toLowerCase();
  const [asked] = useDebouncedValue(text.trim(), 200);
  const { data: found } = useQuery({
    queryKey: keys.search(asked),
    queryFn: () => get("/api/v1/search", { query: { text: asked } }),
    enabled: asked.length > 0 && may("see-definitions"),
  });
  const to = (path: string) => () => {
    onClose();
    void navigate({ to: path });
  };
  const fits = (...texts: (string | null | undefined)[]) => texts.some((one) => one?.toLowerCase().includes(wanted));
  const pages = nav
    .map((item) => ({ item, label: t(item.label) }))
    .filter(({ item, label }) => fits(label, item.to))
    .map(({ item, label }): Hit => ({ group: "pages", id: `page ${item.to}`, text: label, go: to(item.to) }));
  if (!asked || !found) return pages;
  const processes = found.definitions.map((definition): Hit => {
    const path = may("start-instances") ? `/start/${definition.process}` : `/ops/processes/${definition.process}`;
    return { group: "processes", id: `process ${definition.id}`, text: definition.name ?? definition.process, hint: definition.process, go: to(path) };
  });
  const models = found.models.map((model): Hit => ({ group: "models", id: `model ${model.id}`, text: model.name, go: to(`/models/${model.id}`) }));
  const instances = found.instances.map((instance): Hit => {
    const path = may("see-operations") ? `/ops/instances/${instance.id}` : `/tasks/instances/${instance.id}`;
    return { group: "instances", id: `instance ${instance.id}`, text: instance.businessKey ?? instance.id, hint: nameOf(instance.process), go: to(path) };
  });
  const tasks = found.tasks.map((task): Hit => ({
    group: "tasks",
    id: `task ${task.id}`,
    text: task.name ?? task.element,
    ...(task.businessKey ? { hint: task.businessKey } : {}),
    go: to(`/tasks/${task.id}`),
  }));
  const people = found.people.map((person): Hit => ({
    group: "people",
    id: `person ${person.id}`,
    text: person.name,
    hint: person.id,
    go: () => {
      onClose();
      if (may("manage-organisation")) return void navigate({ to: "/admin/org", search: { tab: "person", id: person.id } as never });
      // Whoever may not see more of them can name them elsewhere.
      void navigator.clipboard?.writeText(person.id).then(() => notifyDone(t("palette.copied", { id: person.id })));
    },
  }));
  return [...pages, ...processes, ...models, ...instances, ...tasks, ...people];
}
