import { Button, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { isProblem } from "@/api/problem";
import { useProblemText } from "@/shared/problemText";
import classes from "./app.module.css";

/** What is shown in place of a page that cannot be shown. */
export function ErrorPage({ error, reset }: { error: unknown; reset?: () => void }) {
  const { t } = useTranslation();
  const say = useProblemText();
  return (
    <main className={classes.message}>
      <Title order={1}>{t("error.title")}</Title>
      <Text>{say(error)}</Text>
      {isProblem(error) && error.document.requestId && (
        <Text size="xs" c="dimmed">
          {t("error.request", { id: error.document.requestId })}
        </Text>
      )}
      <Button onClick={() => (reset ? reset() : window.location.reload())}>{t("action.retry")}</Button>
    </main>
  );
}

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <div className={classes.message}>
      <Title order={1}>{t("error.notFound")}</Title>
      <Text>{t("error.notFoundHint")}</Text>
      <Button component={Link} to="/">
        {t("action.home")}
      </Button>
    </div>
  );
}
