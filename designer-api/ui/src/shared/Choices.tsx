import { Alert, Button, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Play } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command, get } from "@/api/request";
import { notifyDone } from "./notify";
import { useProblemText } from "./problemText";

/** What may be chosen in the ad-hoc sub-processes of an instance: each begins when somebody says so, until it is enough. */
export function Choices({ instance }: { instance: string }) {
  const { t } = useTranslation();
  const say = useProblemText();
  const found = useQuery({
    queryKey: keys.instancePart(instance, "choices"),
    queryFn: () => get("/api/v1/enabled-activities", { query: { instance, limit: 200 } }),
  });
  const stale = [keys.instance(instance), keys.tasks(), keys.counts, keys.instances()];
  const begin = useCommand((id: string, key) => command("post", "/api/v1/enabled-activities/{id}/activate", { path: { id } }, key), {
    stale,
    onDone: () => notifyDone(t("choices.begun")),
  });
  const enough = useCommand((id: string, key) => command("post", "/api/v1/ad-hoc-sub-processes/{id}/complete", { path: { id } }, key), {
    stale,
    onDone: () => notifyDone(t("choices.done")),
  });
  const items = found.data?.items ?? [];
  if (items.length === 0) return null;
  const scopes = [...new Set(items.map((one) => one.scope))];
  const failed = begin.error ?? enough.error;
  return (
    <section aria-label={t("choices.title")} style={{ marginBottom: 12 }}>
      <Text fw={600}>{t("choices.title")}</Text>
      <Text size="sm" c="dimmed">
        {t("choices.hint")}
      </Text>
      {scopes.map((scope) => (
        <Group key={scope} gap="xs" mt={6}>
          {items
            .filter((one) => one.scope === scope)
            .map((one) => (
              <Button
                key={one.id}
                variant="default"
                leftSection={<Play size={13} aria-hidden />}
                loading={begin.isPending && begin.variables === one.id}
                onClick={() => begin.mutate(one.id)}
              >
                {one.name ?? one.activity}
              </Button>
            ))}
          <Button variant="subtle" loading={enough.isPending && enough.variables === scope} onClick={() => enough.mutate(scope)}>
            {t("choices.enough")}
          </Button>
        </Group>
      ))}
      {failed && (
        <Alert color="red" role="alert" mt="xs">
          {say(failed)}
        </Alert>
      )}
    </section>
  );
}
