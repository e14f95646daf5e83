import { Progress } from "@mantine/core";
import { AlertTriangle, Ban, CheckCircle2, CircleDashed, PlayCircle } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Simulation } from "./types";
import { useSay } from "./say";
import classes from "../simulate.module.css";

const ICONS = { open: PlayCircle, done: CheckCircle2, refused: AlertTriangle, failed: AlertTriangle, cancelled: Ban };

/** How far one is: a word with its sign, and while it runs how much is done. */
export function State({ one, wide = false }: { one: Simulation; wide?: boolean }) {
  const { t } = useTranslation("simulate");
  const say = useSay();
  const progress = one.state === "open" ? one.progress : null;
  const Icon = progress?.stage === "waiting" ? CircleDashed : ICONS[one.state];
  const bad = one.state === "refused" || one.state === "failed";
  const word = progress ? t(`stage.${progress.stage}`) : t(`state.${one.state}`);
  return (
    <span className={classes.state}>
      <span className={bad ? classes.bad : undefined}>
        <Icon size={13} aria-hidden /> {word}
        {progress && progress.of > 0 && ` ${t("progress", { done: say.count(progress.done), of: say.count(progress.of) })}`}
      </span>
      {wide && progress && progress.of > 0 && <Progress value={(100 * progress.done) / progress.of} aria-label={word} />}
    </span>
  );
}
