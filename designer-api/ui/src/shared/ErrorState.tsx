import { Alert, Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useProblemText } from "./problemText";

/** Something could not be loaded; the rest of the page stays. */
export function ErrorState({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation();
  const say = useProblemText();
  return (
    <Alert color="red" m="md" role="alert" title={say(error)}>
      {retry && (
        <Button variant="default" onClick={retry}>
          {t("action.retry")}
        </Button>
      )}
    </Alert>
  );
}
