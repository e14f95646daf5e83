import { Alert, Button, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Kept } from "./useTaskEntry";
import classes from "../work.module.css";

/** Whether what was typed is kept, and where. Of two drafts that differ it is chosen which goes on. */
export function KeptMark({ kept, settle }: { kept: Kept; settle: (whose: "mine" | "theirs") => Promise<void> }) {
  const { t } = useTranslation("work");
  if (kept === "nothing") return null;
  if (kept !== "conflict") {
    return (
      <Text className={classes.muted} mt="xs" role="status">
        {t(`draft.${kept}`)}
      </Text>
    );
  }
  return (
    <Alert color="orange" mt="xs" role="alert">
      {t("draft.conflict")}{" "}
      {(["theirs", "mine"] as const).map((whose) => (
        <Button key={whose} size="compact-sm" variant="default" me="xs" onClick={() => void settle(whose)}>
          {t(`draft.${whose}`)}
        </Button>
      ))}
    </Alert>
  );
}
