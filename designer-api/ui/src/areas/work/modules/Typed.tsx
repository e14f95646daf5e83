import { Button, Group, Text, Textarea, Title } from "@mantine/core";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "@/app/session";
import { dropHere, readHere } from "@/shared/here";
import type { Here } from "./begun";
import { inLines } from "./entered";
import { place } from "./useTaskEntry";
import classes from "../work.module.css";

/** What somebody typed for a task that they cannot do any more: they read it, take it elsewhere, or give it up. */
export function Typed({ task }: { task: string }) {
  const { t } = useTranslation("work");
  const { person } = useMe();
  const [here, setHere] = useState(() => readHere<Here>(person, place(task)));
  const [copied, setCopied] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  const text = here ? inLines(here.words ?? [], [t("opinion.label"), here.opinion ?? ""]) : "";
  if (!text) return null;
  const copy = async () => {
    // It is chosen too: where a page may not write to the clipboard, two keys do.
    box.current?.select();
    await navigator.clipboard?.writeText(text).then(() => setCopied(true), () => undefined);
  };
  const forget = () => {
    dropHere(person, place(task));
    setHere(null);
  };
  return (
    <section className={classes.section} data-noprint>
      <Title order={2}>{t("typed.title")}</Title>
      <Text className={classes.muted}>{t("typed.hint")}</Text>
      <Textarea ref={box} mt="xs" readOnly autosize minRows={2} maxRows={16} label={t("typed.label")} value={text} />
      <Group mt="xs">
        <Button variant="default" onClick={() => void copy()}>
          {t(copied ? "typed.copied" : "typed.copy")}
        </Button>
        <Button variant="subtle" color="gray" onClick={forget}>
          {t("typed.forget")}
        </Button>
      </Group>
    </section>
  );
}
