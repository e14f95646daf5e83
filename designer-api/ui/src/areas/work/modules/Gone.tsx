import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/shared/EmptyState";

/** It is not to be done any more. */
export function Gone({ onBack }: { onBack: () => void }) {
  const { t } = useTranslation("work");
  return (
    <EmptyState title={t("task.gone")} hint={t("task.goneHint")}>
      <Button variant="default" onClick={onBack}>
        {t("task.back")}
      </Button>
    </EmptyState>
  );
}
