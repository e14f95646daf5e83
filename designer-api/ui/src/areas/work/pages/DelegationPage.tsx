import { ActionIcon, Alert, Button, MultiSelect, Stack, Text, TextInput, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command, freshKey, get } from "@/api/request";
import { listed } from "@/app/i18n";
import { useMe } from "@/app/session";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { MomentField, Period } from "@/shared/MomentField";
import { Page } from "@/shared/Page";
import { PersonName } from "@/shared/PersonName";
import { PersonPicker } from "@/shared/PersonPicker";
import { When } from "@/shared/When";
import { useDefinitions, useProcessName } from "@/shared/definitions";
import { useProblemText } from "@/shared/problemText";
import work from "../work.module.css";
import classes from "../start.module.css";

interface Wanted {
  substitute: string | null;
  from: string;
  until: string;
  processes: string[];
  reason: string;
}

const NOBODY: Wanted = { substitute: null, from: "", until: "", processes: [], reason: "" };

/** Who stands in for me, from when until when, in which processes. */
export function DelegationPage() {
  const { t } = useTranslation("work");
  const { t: common } = useTranslation();
  const say = useProblemText();
  const { person } = useMe();
  const nameOf = useProcessName();
  const definitions = useDefinitions();
  const queryKey = keys.proxies(person);
  const proxies = useQuery({ queryKey, queryFn: () => get("/api/v1/people/{id}/proxies", { path: { id: person } }) });
  const [wanted, setWanted] = useState<Wanted>(NOBODY);
  const set = (change: Partial<Wanted>) => setWanted((now) => ({ ...now, ...change }));
  const add = useCommand(
    ({ substitute, from, until, processes, reason }: Wanted, key) => {
      const moment = (day: string) => new Date(day).toISOString();
      const valid = { ...(from ? { from: moment(from) } : {}), ...(until ? { until: moment(until) } : {}) };
      const body = { substitute: substitute ?? "", processes, reason: reason || null, valid: valid as Record<string, never> };
      return command("put", "/api/v1/people/{id}/proxies/{proxy}", { path: { id: person, proxy: `${person}-${freshKey().slice(0, 8)}` }, body }, key);
    },
    { stale: [queryKey], onDone: () => setWanted(NOBODY) },
  );
  const end = useCommand(
    (proxy: string, key) => command("delete", "/api/v1/people/{id}/proxies/{proxy}", { path: { id: person, proxy } }, key),
    { stale: [queryKey] },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wanted.substitute) add.mutate(wanted);
  };
  return (
    <Page title={t("proxy.title")}>
      <div className={classes.settings}>
        <section>
          <Title order={2}>{t("proxy.now")}</Title>
          {proxies.isError && <ErrorState error={proxies.error} />}
          {proxies.data?.length === 0 && <EmptyState title={t("proxy.none")} hint={t("proxy.noneHint")} />}
          <ul className={work.seats}>
            {(proxies.data ?? []).map((proxy) => (
              <li key={proxy.id} className={work.seat}>
                <span className={work.strong}>
                  <PersonName id={proxy.substitute} />
                </span>
                <span className={work.muted}>
                  {proxy.valid.from && (
                    <>
                      {t("proxy.from")} <When at={proxy.valid.from} />{" "}
                    </>
                  )}
                  {proxy.valid.until ? (
                    <>
                      {t("proxy.until")} <When at={proxy.valid.until} />
                    </>
                  ) : (
                    t("proxy.always")
                  )}
                  {" · "}
                  {proxy.processes.length > 0 ? listed(proxy.processes.map(nameOf)) : t("proxy.all")}
                  {proxy.reason && ` · ${proxy.reason}`}
                </span>
                <ActionIcon aria-label={t("proxy.end", { name: proxy.substitute })} loading={end.isPending && end.variables === proxy.id} onClick={() => end.mutate(proxy.id)}>
                  <Trash2 size={14} />
                </ActionIcon>
              </li>
            ))}
          </ul>
          {end.isError && <Alert color="red">{say(end.error)}</Alert>}
        </section>
        <section>
          <Title order={2} mb="sm">
            {t("proxy.new")}
          </Title>
          <form onSubmit={submit}>
            <Stack>
              <PersonPicker label={t("proxy.substitute")} required value={wanted.substitute} onChange={(substitute) => set({ substitute })} without={[person]} />
              <Period>
                {(["from", "until"] as const).map((end) => (
                  <MomentField key={end} label={t(`proxy.${end}`)} value={wanted[end]} onChange={(now) => set({ [end]: now })} />
                ))}
              </Period>
              <MultiSelect
                label={t("proxy.processes")}
                description={t("proxy.processesHint")}
                data={(definitions.data ?? []).map((one) => ({ value: one.process, label: one.name ?? one.process }))}
                value={wanted.processes}
                onChange={(processes) => set({ processes })}
                searchable
              />
              <TextInput label={t("proxy.reason")} value={wanted.reason} onChange={(event) => set({ reason: event.currentTarget.value })} maxLength={200} />
              {add.isError && (
                <Alert color="red" role="alert">
                  {say(add.error)}
                </Alert>
              )}
              <Button type="submit" loading={add.isPending} disabled={!wanted.substitute} style={{ alignSelf: "flex-start" }}>
                {t("proxy.add")}
              </Button>
            </Stack>
          </form>
        </section>
        <Text className={work.muted}>{common("shell.delegationHint")}</Text>
      </div>
    </Page>
  );
}
