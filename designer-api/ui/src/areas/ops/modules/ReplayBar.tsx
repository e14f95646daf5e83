import "@mantine/core/styles/Slider.css";
import { ActionIcon, Slider, Text } from "@mantine/core";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { PersonName } from "@/shared/PersonName";
import { formatTime } from "@/shared/When";
import type { moments } from "./replay";
import classes from "../ops.module.css";

interface Props {
  step: number | undefined;
  moments: ReturnType<typeof moments>;
  nameOf: (element: string) => string;
  onStep: (step: number | undefined) => void;
}

/** Goes back through what happened; at its right end it shows what is now. */
export function ReplayBar({ step, moments: all, nameOf, onStep }: Props) {
  const { t } = useTranslation("ops");
  const at = step ?? all.length;
  const moment = all[at - 1];
  const [local, setLocal] = useState(at);
  useEffect(() => setLocal(at), [at]);
  const to = (next: number) => onStep(next >= all.length ? undefined : Math.max(0, next));
  const said = moment ? t(`replay.${moment.kind}`, { element: nameOf(moment.element), at: formatTime(moment.at) }) : t("replay.before");
  return (
    <div className={classes.replay} data-noprint>
      <ActionIcon aria-label={t("replay.back")} disabled={at <= 0} onClick={() => to(at - 1)}>
        <ChevronLeft size={16} />
      </ActionIcon>
      <Slider
        style={{ flex: "1 1 140px" }}
        min={0}
        max={Math.max(1, all.length)}
        value={local}
        onChange={setLocal}
        onChangeEnd={to}
        label={null}
        thumbLabel={t("replay.label")}
      />
      <ActionIcon aria-label={t("replay.forth")} disabled={step === undefined} onClick={() => to(at + 1)}>
        <ChevronRight size={16} />
      </ActionIcon>
      <Text size="sm" w={280} maw="100%" truncate aria-live="polite">
        {step === undefined ? (detailNow(t)) : said}
        {step !== undefined && moment?.activity.actor && (
          <>
            {" · "}
            <PersonName id={moment.activity.actor} />
          </>
        )}
      </Text>
    </div>
  );
}

function detailNow(t: (key: string) => string): string {
  return t("replay.now");
}
