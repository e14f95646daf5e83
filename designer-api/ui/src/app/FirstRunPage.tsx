import "@mantine/core/styles/PasswordInput.layer.css";
import { Alert, Button, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { command, freshKey } from "@/api/request";
import { useProblemText } from "@/shared/problemText";
import { Mark } from "./Mark";
import { LanguageSwitch, ThemeSwitch } from "./Switches";
import { useLoggedIn } from "./session";
import classes from "./app.module.css";

interface First {
  user: string;
  name: string;
  password: string;
}

/** Where the link of the first start leads: it makes the administrator, and logs them in. */
export function FirstRunPage() {
  const { t } = useTranslation();
  const say = useProblemText();
  const navigate = useNavigate();
  const loggedIn = useLoggedIn();
  const [code] = useState(() => window.location.hash.slice(1));
  const [first, setFirst] = useState<First>({ user: "admin", name: "", password: "" });
  const [again, setAgain] = useState("");
  const differ = again !== "" && again !== first.password;
  const setUp = useCommand(
    async ({ user, name, password }: First, key) => {
      const body = { code, user, password, ...(name ? { name } : {}) };
      await command("post", "/api/v1/setup", { body }, key);
      return command("post", "/api/v1/session", { body: { user, password } }, freshKey());
    },
    {
      onDone: (me) => {
        loggedIn(me);
        void navigate({ to: "/welcome", replace: true });
      },
    },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (first.password === again) setUp.mutate(first);
  };
  const put = (change: Partial<First>) => setFirst((now) => ({ ...now, ...change }));
  return (
    <div className={classes.alone}>
      <header className={classes.aloneHeader}>
        <Mark />
        <LanguageSwitch />
        <ThemeSwitch />
      </header>
      <main className={classes.card}>
        <Title order={1}>{t("setup.title")}</Title>
        <Text mt="sm">{t("setup.hint")}</Text>
        {!code && (
          <Alert color="orange" mt="md" title={t("setup.noCode")}>
            {t("setup.noCodeHint")}
          </Alert>
        )}
        <form onSubmit={submit}>
          <Stack mt="md">
            <TextInput
              label={t("login.user")}
              description={t("setup.userHint")}
              value={first.user}
              onChange={(event) => put({ user: event.currentTarget.value })}
              autoComplete="username"
              autoCapitalize="none"
              required
            />
            <TextInput
              label={t("setup.name")}
              value={first.name}
              onChange={(event) => put({ name: event.currentTarget.value })}
              autoComplete="name"
            />
            <PasswordInput
              label={t("login.password")}
              description={t("setup.passwordHint")}
              value={first.password}
              onChange={(event) => put({ password: event.currentTarget.value })}
              autoComplete="new-password"
              minLength={10}
              required
              visibilityToggleButtonProps={{ "aria-label": t("login.show") }}
            />
            <PasswordInput
              label={t("setup.again")}
              value={again}
              onChange={(event) => setAgain(event.currentTarget.value)}
              autoComplete="new-password"
              error={differ ? t("setup.differ") : undefined}
              required
              visibilityToggleButtonProps={{ "aria-label": t("login.show") }}
            />
            {setUp.isError && (
              <Alert color="red" role="alert">
                {say(setUp.error)}
              </Alert>
            )}
            <Button type="submit" size="sm" loading={setUp.isPending} disabled={!code} fullWidth>
              {t("setup.submit")}
            </Button>
          </Stack>
        </form>
      </main>
    </div>
  );
}
