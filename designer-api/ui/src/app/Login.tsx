import "@mantine/core/styles/PasswordInput.layer.css";
import "@mantine/core/styles/Divider.layer.css";
import { Alert, Button, Divider, PasswordInput, Stack, TextInput, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command, get } from "@/api/request";
import { useProblemText } from "@/shared/problemText";
import { LanguageSwitch, ThemeSwitch } from "./Switches";
import { Mark } from "./Mark";
import { useLoggedIn } from "./session";
import classes from "./app.module.css";

/** Why logging in elsewhere did not let somebody in: the server says so in the address of the page. */
const WHYS = ["unreachable", "unknown-state", "refused-by-provider", "unknown-user", "failed"];

/** The page of whoever is not logged in. */
export function LoginPage() {
  const { t } = useTranslation();
  const [why] = useState(() => WHYS.find((one) => one === new URLSearchParams(location.search).get("login")));
  const options = useQuery({ queryKey: keys.options, queryFn: () => get("/api/v1/session/options"), staleTime: Infinity });
  return (
    <div className={classes.alone}>
      <header className={classes.aloneHeader}>
        <Mark />
        <LanguageSwitch />
        <ThemeSwitch />
      </header>
      <main className={classes.card}>
        <Title order={1}>{t("login.title")}</Title>
        {options.data?.needsSetup && (
          <Alert color="teal" title={t("login.nobody")} mt="md">
            {t("login.nobodyHint")}
          </Alert>
        )}
        {why && (
          <Alert color="red" role="alert" title={t("login.openIdFailed")} mt="md">
            {t(`login.why.${why}`)}
          </Alert>
        )}
        <LoginForm />
        {options.data?.openId && (
          <>
            <Divider label={t("login.or")} my="md" />
            <Button component="a" href="/api/v1/oidc/login" variant="default" fullWidth>
              {t("login.openId")}
            </Button>
          </>
        )}
      </main>
    </div>
  );
}

/** User and password; who has to log in again is known. */
export function LoginForm({ user: known = "" }: { user?: string }) {
  const { t } = useTranslation();
  const say = useProblemText();
  const loggedIn = useLoggedIn();
  const [user, setUser] = useState(known);
  const [password, setPassword] = useState("");
  const login = useCommand(
    (body: { user: string; password: string }, key) => command("post", "/api/v1/session", { body }, key),
    { onDone: loggedIn },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    login.mutate({ user: user.trim(), password });
  };
  return (
    <form onSubmit={submit}>
      <Stack mt="md">
        <TextInput
          label={t("login.user")}
          value={user}
          onChange={(event) => setUser(event.currentTarget.value)}
          autoComplete="username"
          autoCapitalize="none"
          required
          data-autofocus={known ? undefined : true}
        />
        <PasswordInput
          label={t("login.password")}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoComplete="current-password"
          required
          data-autofocus={known ? true : undefined}
          visibilityToggleButtonProps={{ "aria-label": t("login.show") }}
        />
        {login.isError && (
          <Alert color="red" role="alert">
            {say(login.error)}
          </Alert>
        )}
        <Button type="submit" size="sm" loading={login.isPending} fullWidth>
          {t("login.submit")}
        </Button>
      </Stack>
    </form>
  );
}
