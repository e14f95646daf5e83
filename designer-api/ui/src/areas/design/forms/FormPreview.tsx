import { Collapse, Group, SegmentedControl, Switch, Text } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { command, freshKey } from "@/api/request";
import { Form } from "@/form/Form";
import { NOTHING_LIVE, isSchema, type Schema, type Values } from "@/form/schema";
import { put } from "@/form/values";
import { useProblemText } from "@/shared/problemText";
import { keysOf } from "./edit";
import { SeenAs, UNSEEN } from "./SeenAs";
import classes from "./forms.module.css";

/** So long after the last change it is asked for, in milliseconds. */
const PAUSE = 300;

/** How the form looks, on a phone or on a desk: to whoever designs it, or to whoever has a task with it. */
export function FormPreview({ schema, text }: { schema: Schema; text: string }) {
  const { t, i18n } = useTranslation("formBuilder");
  const say = useProblemText();
  const [width, setWidth] = useState("phone");
  const [values, setValues] = useState<Values>({});
  const [asTask, setAsTask] = useState(false);
  const [seen, setSeen] = useState(UNSEEN);
  const [asked] = useDebouncedValue(text, PAUSE);
  // What somebody may see is decided by the server alone.
  const shown = useQuery({
    queryKey: ["form-preview", asked, seen.permissions],
    queryFn: () => command("post", "/api/v1/form-previews", { body: { form: asked, permissions: seen.permissions } }, freshKey()),
    enabled: asTask,
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 30_000,
  });
  const task = asTask && shown.data && isSchema(shown.data.schema) ? shown.data.schema : null;
  const left = new Set(task ? keysOf(task.components) : []);
  const hidden = task ? keysOf(schema.components).filter((key) => !left.has(key)) : [];
  const wrong = asTask && shown.error ? t("as.wrong", { why: say(shown.error) }) : null;
  return (
    <section className={classes.preview} aria-label={t("preview")} data-testid="form-preview">
      <Group justify="space-between" p="xs">
        <Text fw={600}>{t("preview")}</Text>
        <Switch size="xs" label={t("as.open")} checked={asTask} onChange={(event) => setAsTask(event.currentTarget.checked)} />
        <SegmentedControl size="xs" aria-label={t("width")} value={width} onChange={setWidth} data={["phone", "desk"].map((value) => ({ value, label: t(value) }))} />
      </Group>
      <Collapse expanded={asTask} transitionDuration={0}>
        <SeenAs form={schema.id ?? ""} seen={seen} onSeen={setSeen} wrong={wrong} />
        {hidden.length > 0 && (
          <Text size="sm" c="dimmed" px="xs" pb="xs" data-testid="form-hidden">
            {t("as.hidden", { count: hidden.length, names: hidden.join(", ") })}
          </Text>
        )}
      </Collapse>
      <div className={classes.device} data-width={width} lang={i18n.language}>
        <Form
          schema={task ?? schema}
          state={{ values, context: {}, live: NOTHING_LIVE, faults: {}, readOnly: false, files: null, change: (path, value) => setValues((all) => put(all, path, value)) }}
        />
      </div>
    </section>
  );
}
