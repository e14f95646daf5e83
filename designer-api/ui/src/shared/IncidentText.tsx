import { useTranslation } from "react-i18next";
import type { Sentence } from "@/api/types";
import classes from "./shared.module.css";
import { inWords } from "./sentence";

/** What went wrong, by its code; one that has no words is told as it is. */
export function useIncidentName(): (code: string) => string {
  const { t, i18n } = useTranslation("events");
  return (code) => (i18n.exists(`events:code.${code}`) ? t(`code.${code}`) : code);
}

/** What is said of an incident, in the language of the page; null where there are no words for it. */
export function useSentence(): (sentence: Sentence | null | undefined) => string | null {
  const { t, i18n } = useTranslation("events");
  return (sentence) => inWords(sentence, t, (key) => i18n.exists(key));
}

/** What went wrong, with its words and what the engine said itself. */
export interface Wrong {
  message: string;
  sentence?: Sentence | null;
}

/** It, and behind it what the engine said itself. What was kept before there were parts is told as it was said. */
export function IncidentText({ of: { message, sentence } }: { of: Wrong }) {
  const { t } = useTranslation("events");
  const text = useSentence()(sentence);
  if (text === null) return <bdi>{message}</bdi>;
  return (
    <>
      <bdi>{text}</bdi>
      <details className={classes.original}>
        <summary>{t("original")}</summary>
        <bdi lang="en">{message}</bdi>
      </details>
    </>
  );
}
