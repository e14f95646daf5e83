import { Anchor, Button, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { KeyRound, Lock, LockOpen, LogOut, Plus, Trash2, Unlink } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command, get } from "@/api/request";
import { listed } from "@/app/i18n";
import { useMe } from "@/app/session";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingRows } from "@/shared/Loading";
import { usePerson } from "@/shared/PersonName";
import { ReasonDialog } from "@/shared/ReasonDialog";
import { When } from "@/shared/When";
import { deviceOf } from "@/shared/device";
import { notifyDone } from "@/shared/notify";
import { useProblemText } from "@/shared/problemText";
import { freshPassword, type User } from "./access";
import { GrantForm } from "./GrantForm";
import { Once, Panel } from "./parts";
import classes from "../admin.module.css";

/** One user: who they are, what they may do, where they are logged in. */
export function UserPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const user = useQuery({ queryKey: keys.admin("users", { id }), queryFn: () => get("/api/v1/users/{id}", { path: { id } }) });
  return (
    <Panel title={<bdi>{user.data?.name ?? id}</bdi>} onClose={onClose}>
      {user.error ? <ErrorState error={user.error} /> : !user.data ? <LoadingRows /> : <Details user={user.data} onClose={onClose} />}
    </Panel>
  );
}

function Details({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation(["admin", "common"]);
  const me = useMe();
  const say = useProblemText();
  const person = usePerson(user.id);
  const path = { id: user.id };
  const stale = [keys.admin("users"), keys.admin("grants"), keys.sessions(user.id)];
  const [password, setPassword] = useState<string | null>(null);
  const [removing, setRemoving] = useState(false);
  const set = useCommand(
    (disabled: boolean, key) => {
      const body = { name: user.name, kind: user.kind, tenant: user.tenant ?? null, valid: user.valid, disabled };
      return command("put", "/api/v1/users/{id}", { path, body: body as never }, key);
    },
    { stale, onDone: () => notifyDone(t("done")) },
  );
  const reset = useCommand((fresh: string, key) => command("put", "/api/v1/users/{id}/password", { path, body: { password: fresh } }, key), { stale, onDone: (_, fresh) => setPassword(fresh) });
  const unlink = useCommand((_: null, key) => command("delete", "/api/v1/users/{id}/identities", { path }, key), { stale, onDone: () => notifyDone(t("done")) });
  const remove = useCommand((reason: string, key) => command("delete", "/api/v1/users/{id}", { path, body: { reason } }, key), { stale, onDone: onClose });
  const self = me.user === user.id;
  const error = set.error ?? reset.error ?? unlink.error;
  return (
    <Stack gap="md">
      <table className={`${classes.lines} ${classes.plain}`}>
        <tbody>
          <Fact name={t("user.id")}><bdi>{user.id}</bdi></Fact>
          <Fact name={t("user.state")}>
            <UserState user={user} />
          </Fact>
          <Fact name={t("user.person")}>
            {person.data && !person.data.account ? (
              <Anchor component={Link} to="/admin/org" search={{ tab: "person", id: user.id } as never}>
                {person.data.name}
              </Anchor>
            ) : (
              <span className={classes.muted}>{t("user.noPerson")}</span>
            )}
          </Fact>
          {user.tenant && <Fact name={t("user.tenant")}>{user.tenant}</Fact>}
          <Fact name={t("user.signIn")}>{listed([...(user.hasPassword ? [t("user.password")] : []), ...user.issuers]) || t("user.noSignIn")}</Fact>
        </tbody>
      </table>
      <Group gap="xs">
        <Button variant="default" disabled={self} loading={set.isPending} leftSection={user.disabled ? <LockOpen size={14} aria-hidden /> : <Lock size={14} aria-hidden />} onClick={() => set.mutate(!user.disabled)}>
          {user.disabled ? t("user.unlock") : t("user.lock")}
        </Button>
        <Button variant="default" disabled={self} loading={reset.isPending} leftSection={<KeyRound size={14} aria-hidden />} onClick={() => reset.mutate(freshPassword())}>
          {t("user.reset")}
        </Button>
        {user.issuers.length > 0 && (
          <Button variant="default" leftSection={<Unlink size={14} aria-hidden />} onClick={() => unlink.mutate(null)}>
            {t("user.unlink")}
          </Button>
        )}
        <Button variant="default" color="red" disabled={self} leftSection={<Trash2 size={14} aria-hidden />} onClick={() => setRemoving(true)}>
          {t("common:action.remove")}
        </Button>
      </Group>
      {self && <Text className={classes.muted}>{t("user.self")}</Text>}
      {error && (
        <Text c="red" role="alert">
          {say(error)}
        </Text>
      )}
      {password && <Once label={t("user.passwordOnce")} value={password} />}
      <Grants user={user.id} />
      <Sessions user={user.id} />
      {removing && (
        <ReasonDialog
          title={t("user.remove", { name: user.name })}
          effect={<Text>{t("user.removeEffect")}</Text>}
          confirm={t("common:action.remove")}
          danger
          busy={remove.isPending}
          error={remove.error}
          onConfirm={(reason) => remove.mutate(reason)}
          onClose={() => setRemoving(false)}
        />
      )}
    </Stack>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <tr>
      <th scope="row" style={{ width: 130 }}>
        {name}
      </th>
      <td>{children}</td>
    </tr>
  );
}

/** Is somebody let in? */
export function UserState({ user }: { user: User }) {
  const { t } = useTranslation("admin");
  const now = new Date().toISOString();
  const valid = user.valid as { from?: string | null; until?: string | null };
  if (user.disabled) return <span className={classes.bad}>{t("user.locked")}</span>;
  if ((valid.until && valid.until <= now) || (valid.from && valid.from > now)) return <span className={classes.muted}>{t("user.outOfTime")}</span>;
  if (user.lockedUntil)
    return (
      <span className={classes.bad}>
        {t("user.guessed")} <When at={user.lockedUntil} />
      </span>
    );
  return <span className={classes.good}>{t("user.open")}</span>;
}

function Grants({ user }: { user: string }) {
  const { t } = useTranslation(["admin", "common"]);
  const say = useProblemText();
  const [adding, setAdding] = useState(false);
  const grants = useQuery({ queryKey: keys.admin("grants", { user }), queryFn: () => get("/api/v1/grants", { query: { user, limit: 200 } }) });
  const take = useCommand((id: string, key) => command("delete", "/api/v1/grants/{id}", { path: { id } }, key), { stale: [keys.admin("grants"), keys.admin("decisions")] });
  return (
    <section>
      <Group justify="space-between" mb={4}>
        <Title order={2}>{t("grant.title")}</Title>
        <Button variant="subtle" leftSection={<Plus size={14} aria-hidden />} onClick={() => setAdding(true)}>
          {t("grant.add")}
        </Button>
      </Group>
      {take.error && <Text c="red" role="alert">{say(take.error)}</Text>}
      {adding && <GrantForm user={user} onClose={() => setAdding(false)} />}
      {grants.data?.items.length === 0 && !adding && <Text className={classes.muted}>{t("grant.none")}</Text>}
      <table className={classes.lines}>
        <tbody>
          {(grants.data?.items ?? []).map((grant) => (
            <tr key={grant.id}>
              <td>
                {t(`role.${grant.role}`)}
                {(grant.processes.length > 0 || grant.departments.length > 0) && <div className={classes.muted}>{listed([...grant.processes, ...grant.departments])}</div>}
              </td>
              <td>
                <Button variant="subtle" color="red" size="compact-xs" aria-label={t("grant.takeOf", { role: t(`role.${grant.role}`) })} loading={take.isPending && take.variables === grant.id} onClick={() => take.mutate(grant.id)}>
                  {t("grant.take")}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Sessions({ user }: { user: string }) {
  const { t } = useTranslation(["admin", "common"]);
  const sessions = useQuery({ queryKey: keys.sessions(user), queryFn: () => get("/api/v1/users/{id}/sessions", { path: { id: user } }) });
  const end = useCommand((_: null, key) => command("delete", "/api/v1/users/{id}/sessions", { path: { id: user } }, key), { stale: [keys.sessions(user)], onDone: () => notifyDone(t("done")) });
  const open = (sessions.data ?? []).toSorted((a, b) => b.seen.localeCompare(a.seen));
  return (
    <section>
      <Group justify="space-between" mb={4}>
        <Title order={2}>{t("session.title")}</Title>
        {open.length > 0 && (
          <Button variant="subtle" color="red" leftSection={<LogOut size={14} aria-hidden />} loading={end.isPending} onClick={() => end.mutate(null)}>
            {t("session.end")}
          </Button>
        )}
      </Group>
      {open.length === 0 && <Text className={classes.muted}>{t("session.none")}</Text>}
      <table className={classes.lines}>
        <tbody>
          {open.slice(0, 20).map((session) => (
            <tr key={session.id}>
              <td><When at={session.seen} /></td>
              <td className={classes.muted} title={session.agent ?? ""}>{session.agent ? deviceOf(session.agent) : session.method}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
