import { Text, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { command, freshKey } from "@/api/request";
import type { Forecast } from "@/api/types";
import type { Values } from "@/form/schema";
import { StepsAhead } from "./StepsAhead";
import classes from "../work.module.css";

/** So long after the last change it is looked ahead, in milliseconds. */
const PAUSE = 500;

/** Who would be asked, if it were started with what is filled in now. */
export function Ahead({ definition, values }: { definition: string; values: Values }) {
  const { t } = useTranslation("work");
  const [variables] = useDebouncedValue(values, PAUSE);
  const seen = useQuery({
    queryKey: keys.startForecast(definition, variables),
    queryFn: ({ signal }) => command("post", "/api/v1/definitions/{id}/forecast", { path: { id: definition }, body: { variables: variables as Record<string, never> } }, freshKey(), { signal }) as Promise<Forecast>,
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 30_000,
  });
  if (seen.isPending) return null;
  return (
    <section aria-label={t("ahead.title")} aria-busy={seen.isFetching} data-testid="ahead" data-noprint>
      <Title order={2}>{t("ahead.title")}</Title>
      {seen.isError ? (
        <Text className={classes.muted}>{t("ahead.unknown")}</Text>
      ) : (
        <>
          <Text className={classes.muted} mb={6}>
            {t("ahead.hint")}
          </Text>
          <StepsAhead tasks={seen.data.tasks} />
          {seen.data.tasks.length === 0 && !seen.data.until && <Text>{t("ahead.none")}</Text>}
          <Until until={seen.data.until} />
        </>
      )}
    </section>
  );
}

/** Why it is not looked further, when that is not because it ends there. */
function Until({ until }: { until: Forecast["until"] }) {
  const { t } = useTranslation("work");
  const [code, message] = (until ?? []) as string[];
  if (!code) return null;
  const why = code === "feel-missing-variable" ? "missing" : code === "waits" || code === "far" ? code : "other";
  return <Text className={classes.muted}>{t(`ahead.until.${why}`, { message })}</Text>;
}
