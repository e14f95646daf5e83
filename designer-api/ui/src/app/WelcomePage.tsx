import "@mantine/core/styles/Code.layer.css";
import { Alert, Button, Code, Group, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDefinitions } from "@/shared/definitions";
import { useProblemText } from "@/shared/problemText";
import type { Step } from "./demo/load";
import { useMay } from "./session";
import classes from "./app.module.css";
import ways from "./welcome.module.css";

/** What one begins with, in the order in which it is needed, and what it takes to do it. */
const WAYS = [
  { to: "/admin/org", say: "people", needs: "manage-organisation" },
  { to: "/admin/users", say: "users", needs: "manage-access" },
  { to: "/templates", say: "template", needs: "see-models" },
  { to: "/models", say: "draw", needs: "design-models" },
] as const;

/** Where the first administrator is after the first start: what to do next, or something to look at. */
export function WelcomePage() {
  const { t } = useTranslation();
  const say = useProblemText();
  const may = useMay();
  const client = useQueryClient();
  const definitions = useDefinitions();
  const [step, setStep] = useState<Step | null>(null);
  const demo = useMutation({
    mutationFn: async () => (await import("./demo/load")).loadDemo(setStep),
    onSettled: () => client.invalidateQueries(),
  });
  const empty = definitions.data?.length === 0;
  return (
    <div className={classes.message}>
      <Title order={1}>{t("welcome.title")}</Title>
      <Text>{t(empty ? "welcome.hint" : "welcome.hintFull")}</Text>
      {demo.isSuccess ? (
        <Alert color="teal" title={t("welcome.loaded")}>
          <Stack gap="xs">
            <Text>{t("welcome.people")}</Text>
            <Code data-demo-password>{demo.data}</Code>
            <Text>{t("welcome.once")}</Text>
            <Group>
              <Button component={Link} to="/ops">
                {t("welcome.look")}
              </Button>
            </Group>
          </Stack>
        </Alert>
      ) : (
        empty &&
        may("manage-organisation") &&
        may("deploy") && (
          <section>
            <Title order={2}>{t("welcome.demo")}</Title>
            <Text mb="sm">{t("welcome.demoHint")}</Text>
            <Button loading={demo.isPending} onClick={() => demo.mutate()}>
              {t("welcome.load")}
            </Button>
            {demo.isPending && step && (
              <Text mt="xs" role="status">
                {t(`welcome.step.${step}`)}
              </Text>
            )}
          </section>
        )
      )}
      {demo.isError && (
        <Alert color="red" role="alert">
          {say(demo.error)}
        </Alert>
      )}
      <section className={ways.whole}>
        <Title order={2} mb="sm">
          {t("welcome.ways")}
        </Title>
        <ol className={ways.ways}>
          {WAYS.filter(({ needs }) => may(needs)).map(({ to, say }) => (
            <li key={to}>
              <Link to={to as never} className={ways.wayCard}>
                <Text span fw={600}>
                  {t(`welcome.way.${say}`)}
                </Text>
                <Text span size="sm" c="dimmed">
                  {t(`welcome.wayHint.${say}`)}
                </Text>
              </Link>
            </li>
          ))}
        </ol>
      </section>
      <Group>
        <Button component={Link} to="/tasks" variant="default">
          {t("welcome.begin")}
        </Button>
        <Button component="a" href="/api/docs" variant="subtle">
          {t("welcome.api")}
        </Button>
      </Group>
    </div>
  );
}
