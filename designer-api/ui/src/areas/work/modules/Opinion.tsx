import { Button, Textarea } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "../work.module.css";

/** Words that are often said. */
export function Opinion({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation("work");
  const phrases = t("opinion.phrases", { returnObjects: true }) as string[];
  return (
    <section className={classes.section} data-noprint>
      <Textarea label={t("opinion.label")} value={value} onChange={(event) => onChange(event.currentTarget.value)} autosize minRows={2} maxRows={8} />
      <div className={classes.phrases}>
        {phrases.map((phrase) => (
          <Button key={phrase} size="compact-sm" variant="default" onClick={() => onChange(value ? `${value} ${phrase}` : phrase)}>
            {phrase}
          </Button>
        ))}
      </div>
    </section>
  );
}
