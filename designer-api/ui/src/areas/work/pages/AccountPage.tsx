import "@mantine/core/styles/PasswordInput.layer.css";
import { Alert, Button, PasswordInput, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { LogOut } from "lucide-react";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command, get } from "@/api/request";
import { listed } from "@/app/i18n";
import { useMe } from "@/app/session";
import { Page } from "@/shared/Page";
import { When } from "@/shared/When";
import { deviceOf } from "@/shared/device";
import { notifyDone } from "@/shared/notify";
import { useProblemText } from "@/shared/problemText";
import work from "../work.module.css";
import classes from "../start.module.css";

/** So many sessions are shown. */
const SHOWN = 8;

/** Who I am here, where I am logged in, and my password. */
export function AccountPage() {
  const { t } = useTranslation("work");
  const { t: common } = useTranslation();
  const say = useProblemText();
  const me = useMe();
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const sessions = useQuery({
    queryKey: keys.sessions(me.user),
    queryFn: () => get("/api/v1/users/{id}/sessions", { path: { id: me.user } }),
  });
  // This one first, then the latest; who has very many ends them all anyway.
  const latest = (sessions.data ?? []).toSorted((a, b) => Number(b.current) - Number(a.current) || b.opened.localeCompare(a.opened)).slice(0, SHOWN);
  const everywhere = useCommand((_: null, key) => command("delete", "/api/v1/users/{id}/sessions", { path: { id: me.user } }, key), {
    onDone: () => window.location.assign("/"),
  });
  const change = useCommand(
    (body: { current: string; password: string }, key) => command("put", "/api/v1/users/{id}/password", { path: { id: me.user }, body }, key),
    {
      stale: [keys.session],
      onDone: () => {
        setCurrent("");
        setPassword("");
        notifyDone(t("account.changed"));
      },
    },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ current, password });
  };
  return (
    <Page title={t("account.title")}>
      <div className={classes.settings}>
        <section>
          <Title order={2}>{me.name || me.user}</Title>
          <Text className={work.muted}>
            {me.user} · {listed(me.roles.map((role) => t(`role.${role}`)))}
          </Text>
        </section>
        <section>
          <Title order={2}>{t("account.sessions")}</Title>
          <ul className={work.seats}>
            {latest.map((session) => (
              <li key={session.id} className={work.seat}>
                <span>
                  <When at={session.opened} />
                </span>
                <span className={work.muted}>
                  {session.current ? t("account.here") : <span title={session.agent ?? ""}>{session.agent ? deviceOf(session.agent) : session.method}</span>}
                </span>
              </li>
            ))}
          </ul>
          <Button mt="sm" variant="default" leftSection={<LogOut size={14} aria-hidden />} loading={everywhere.isPending} onClick={() => everywhere.mutate(null)}>
            {t("account.everywhere")}
          </Button>
        </section>
        <section>
          <Title order={2} mb="sm">
            {t("account.password")}
          </Title>
          <form onSubmit={submit}>
            <Stack>
              <input type="text" autoComplete="username" value={me.user} readOnly hidden />
              <PasswordInput
                label={t("account.current")}
                value={current}
                onChange={(event) => setCurrent(event.currentTarget.value)}
                autoComplete="current-password"
                visibilityToggleButtonProps={{ "aria-label": common("login.show") }}
              />
              <PasswordInput
                label={t("account.new")}
                description={common("setup.passwordHint")}
                value={password}
                onChange={(event) => setPassword(event.currentTarget.value)}
                autoComplete="new-password"
                minLength={10}
                required
                visibilityToggleButtonProps={{ "aria-label": common("login.show") }}
              />
              {change.isError && (
                <Alert color="red" role="alert">
                  {say(change.error)}
                </Alert>
              )}
              <Button type="submit" loading={change.isPending} style={{ alignSelf: "flex-start" }}>
                {t("account.change")}
              </Button>
            </Stack>
          </form>
        </section>
      </div>
    </Page>
  );
}
