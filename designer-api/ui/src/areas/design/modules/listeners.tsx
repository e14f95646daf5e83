// Listeners: jobs that are done when an element is entered or left, a flow taken, a task made, given, changed or completed.
import { ActionIcon, Button, Text } from "@mantine/core";
import { Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { BusinessObject } from "@/diagram/canvas";
import { ChoiceField, TextField } from "./fields";
import { extensionsOf, setExtensions } from "./modeler";
import type { GroupProps } from "./behaviour";
import classes from "../design.module.css";

interface Listener {
  event: string;
  type: string;
  retries: string;
}

/** What may be told of an element: the same as the engine knows. */
export function eventsOf(element: BusinessObject): string[] {
  if (element.$instanceOf("bpmn:SequenceFlow")) return ["take"];
  const passed = ["start", "end"];
  return element.$instanceOf("bpmn:UserTask") ? [...passed, "create", "assignment", "update", "complete", "delete"] : passed;
}

/** How many are written for other engines. They run too, and stay as they are. */
export function foreignOf(element: BusinessObject): number {
  const values = ((element.get("extensionElements") as BusinessObject | undefined)?.get("values") as BusinessObject[] | undefined) ?? [];
  return values.reduce((count, one) => {
    const [prefix, kind] = one.$type.split(":");
    if (prefix === "weir" || !/^(execution|task)Listeners?$/i.test(kind ?? "")) return count;
    const inner = (one as unknown as { $children?: unknown[] }).$children;
    return count + (/Listeners$/i.test(kind ?? "") ? (inner?.length ?? 0) : 1);
  }, 0);
}

export function Listeners({ modeler, element }: GroupProps) {
  const { t } = useTranslation("design");
  const own = element.businessObject;
  const events = eventsOf(own);
  const text = (one: BusinessObject, name: string) => String(one.get(name) ?? "");
  const known: Listener[] = extensionsOf(own, "weir:Listener").map((one) => ({ event: text(one, "event"), type: text(one, "type"), retries: text(one, "retries") }));
  const put = (next: Listener[]) => setExtensions(modeler, element, "weir:Listener", next.map(({ event, type, retries }) => ({ event, type, ...(retries ? { retries } : {}) })));
  const foreign = foreignOf(own);
  return (
    <>
      <Text size="sm" c="dimmed">
        {t("listener.hint")}
      </Text>
      {known.map((one, index) => {
        const change = (part: Partial<Listener>) => put(known.map((before, at) => (at === index ? { ...before, ...part } : before)));
        const number = index + 1;
        return (
          <div key={index} role="group" aria-label={t("listener.group", { number })} className={classes.listener}>
            <ChoiceField fixed label={t("listener.event")} value={one.event} choices={events.map((value) => ({ value, label: t(`listener.on.${value}`) }))} onCommit={(event) => change({ event })} />
            <TextField label={t("listener.type")} value={one.type} part="weir:Listener@type" index={index} onCommit={(type) => change({ type: type.trim() })} />
            <TextField label={t("listener.retries")} value={one.retries} part="weir:Listener@retries" index={index} onCommit={(retries) => change({ retries: retries.trim() })} />
            <ActionIcon variant="subtle" color="gray" aria-label={t("listener.remove", { number })} onClick={() => put(known.filter((_, at) => at !== index))}>
              <Trash2 size={14} />
            </ActionIcon>
          </div>
        );
      })}
      <Button variant="subtle" size="compact-xs" leftSection={<Plus size={12} aria-hidden />} onClick={() => put([...known, { event: events[0]!, type: "notify", retries: "" }])}>
        {t("listener.add")}
      </Button>
      {foreign > 0 && (
        <Text size="sm" c="dimmed">
          {t("listener.foreign", { count: foreign })}
        </Text>
      )}
    </>
  );
}
