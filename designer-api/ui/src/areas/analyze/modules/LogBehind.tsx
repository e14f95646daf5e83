import { UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "../analyze.module.css";
import { useSay } from "./say";

/** A number of a log that has cases behind it: which view it stands in, what it is of, and that in words. */
export interface LogBehind {
  behind: "activity" | "flow" | "variant" | "critical" | "rework" | "loop" | "toAndFro" | "handover" | "together" | "worked" | "batched";
  of?: string;
  to?: string;
  what: string;
}

/** The number itself, which opens its cases. */
export function Behind({ n, behind, open }: { n: number; behind: LogBehind; open: (behind: LogBehind) => void }) {
  const { t } = useTranslation("analyze");
  const say = useSay();
  return (
    <UnstyledButton className={classes.behind} aria-label={t("log.cases", { what: behind.what })} onClick={() => open(behind)}>
      {say.count(n)}
    </UnstyledButton>
  );
}
