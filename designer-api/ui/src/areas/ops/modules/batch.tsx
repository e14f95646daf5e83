import "@mantine/core/styles/Progress.css";
import { Progress } from "@mantine/core";
import { Ban, CheckCircle2, PauseCircle, PlayCircle } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { components } from "@/api/schema";

export type Batch = components["schemas"]["BatchSummary"];

const LOOKS = {
  running: ["running", PlayCircle],
  paused: ["suspended", PauseCircle],
  cancelled: ["done", Ban],
  done: ["done", CheckCircle2],
} as const;

/** What a batch does: icon, word and colour. */
export function BatchState({ batch }: { batch: Batch }) {
  const { t } = useTranslation("ops");
  const [colour, Icon] = LOOKS[batch.state];
  return (
    <span style={{ display: "inline-flex", alignItems: "center", gap: 4, color: `var(--weir-${colour})` }}>
      <Icon size={13} aria-hidden />
      {t(`batch.state.${batch.state}`)}
    </span>
  );
}

/** How far a batch is, as a bar and in numbers. */
export function BatchBar({ batch }: { batch: Batch }) {
  const { t } = useTranslation("ops");
  const done = batch.total - batch.pending - batch.failed;
  const part = (count: number) => (100 * count) / Math.max(1, batch.total);
  return (
    <span style={{ display: "flex", alignItems: "center", gap: 8 }}>
      <Progress.Root style={{ flex: "1 1 60px", maxWidth: 220 }} size="sm">
        <Progress.Section value={part(done)} color="teal" aria-label={t("batch.doneOf", { done, total: batch.total })} />
        <Progress.Section value={part(batch.failed)} color="red" aria-label={t("batch.failedOf", { count: batch.failed })} />
      </Progress.Root>
      <span>{t("batch.numbers", { done: done + batch.failed, total: batch.total })}</span>
    </span>
  );
}
