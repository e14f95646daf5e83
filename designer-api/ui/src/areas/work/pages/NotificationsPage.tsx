import { ActionIcon, Alert, Button, Checkbox, Group, MultiSelect, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command, get } from "@/api/request";
import { useMe } from "@/app/session";
import { ClockField } from "@/shared/ClockField";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingPage } from "@/shared/Loading";
import { Page } from "@/shared/Page";
import { ZoneField } from "@/shared/ZoneField";
import { SENT_KINDS } from "@/shared/noticeKinds";
import { notifyDone } from "@/shared/notify";
import { useProblemText } from "@/shared/problemText";
import { zoneHere } from "@/shared/zones";
import { DAYS, QUIET_MAX, isOvernight, minutes, nights, seconds, tidy, toggle, type Preferences, type Quiet } from "../modules/preferences";
import work from "../work.module.css";
import classes from "../start.module.css";

/** Of what somebody is told by mail and by webhook, and when they are not to be disturbed. */
export function NotificationsPage() {
  const { t } = useTranslation("work");
  const { person } = useMe();
  const wanted = useQuery({
    queryKey: keys.preferences(person),
    queryFn: () => get("/api/v1/people/{id}/notification-preferences", { path: { id: person } }),
    // What somebody is about to change is not changed under their hands.
    staleTime: Infinity,
  });
  if (wanted.isPending) return <LoadingPage />;
  if (wanted.isError) return <ErrorState error={wanted.error} retry={() => void wanted.refetch()} />;
  return (
    <Page title={t("notify.title")}>
      <Wanted key={wanted.dataUpdatedAt} known={tidy(wanted.data)} />
    </Page>
  );
}

function Wanted({ known }: { known: Preferences }) {
  const { t } = useTranslation("work");
  const say = useProblemText();
  const { person } = useMe();
  const [now, setNow] = useState(known);
  const stale = [keys.preferences(person)];
  const path = { id: person };
  const save = useCommand((body: Preferences, key) => command("put", "/api/v1/people/{id}/notification-preferences", { path, body: body as never }, key), {
    stale,
    onDone: () => notifyDone(t("notify.saved")),
  });
  const usual = useCommand((_: null, key) => command("delete", "/api/v1/people/{id}/notification-preferences", { path }, key), {
    stale,
    onDone: () => notifyDone(t("notify.isUsual")),
  });
  const quiet = now.quiet ?? [];
  const put = (next: Quiet[]) => setNow(tidy({ ...now, quiet: next }));
  const changed = JSON.stringify(now) !== JSON.stringify(known);
  const error = save.error ?? usual.error;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(now);
      }}
    >
      <div className={classes.settings}>
        <section>
          <Text className={work.muted}>{t("notify.intro")}</Text>
          <Ways now={now} setNow={setNow} />
        </section>
        <section>
          <Title order={2}>{t("notify.quiet")}</Title>
          <Text className={work.muted}>{t("notify.quietHint")}</Text>
          {quiet.length === 0 && <Text my="sm">{t("notify.none")}</Text>}
          <Stack gap="md" my="sm">
            {quiet.map((one, index) => (
              <QuietRow
                key={index}
                number={index + 1}
                quiet={one}
                onChange={(next) => put(quiet.map((before, at) => (at === index ? next : before)))}
                onRemove={() => put(quiet.filter((_, at) => at !== index))}
              />
            ))}
          </Stack>
          <Button
            variant="default"
            leftSection={<Plus size={14} aria-hidden />}
            disabled={quiet.length >= QUIET_MAX}
            onClick={() => put([...quiet, nights(quiet.at(-1)?.timeZone ?? zoneHere())])}
          >
            {t("notify.add")}
          </Button>
          {quiet.length >= QUIET_MAX && <Text className={work.muted}>{t("notify.full", { count: QUIET_MAX })}</Text>}
        </section>
        {error && (
          <Alert color="red" role="alert">
            {say(error)}
          </Alert>
        )}
      </div>
      <div className={classes.bar}>
        <Button type="submit" disabled={!changed} loading={save.isPending}>
          {t("notify.save")}
        </Button>
        <Button variant="default" loading={usual.isPending} onClick={() => usual.mutate(null)}>
          {t("notify.usual")}
        </Button>
        <Text className={`${work.muted} ${classes.barNote}`} role="status">
          {changed && t("notify.changed")}
        </Text>
      </div>
    </form>
  );
}

/** Each kind with its ways; of a way that is closed it is said why. */
function Ways({ now, setNow }: { now: Preferences; setNow: (next: Preferences) => void }) {
  const { t } = useTranslation("work");
  const { person } = useMe();
  const options = useQuery({ queryKey: keys.options, queryFn: () => get("/api/v1/session/options"), staleTime: 60_000 });
  const me = useQuery({ queryKey: keys.person(person), queryFn: () => get("/api/v1/organisation/people/{id}", { path: { id: person } }).catch(() => null), staleTime: 300_000 });
  const { mail, webhooks } = options.data ?? { mail: true, webhooks: true };
  const address = me.data?.email;
  return (
    <>
      <table className={classes.ways}>
        <thead>
          <tr>
            <th scope="col">{t("notify.what")}</th>
            <th scope="col">{t("notify.mail")}</th>
            <th scope="col">{t("notify.webhook")}</th>
          </tr>
        </thead>
        <tbody>
          {SENT_KINDS.map((kind) => (
            <tr key={kind}>
              <th scope="row">{t(`notify.kind.${kind}`)}</th>
              {(["mail", "webhook"] as const).map((way) => (
                <td key={way}>
                  <Checkbox
                    aria-label={t("notify.by", { what: t(`notify.kind.${kind}`), way: t(`notify.${way}`) })}
                    checked={now[way].includes(kind)}
                    onChange={() => setNow(toggle(now, way, kind))}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <ul className={classes.notes}>
        {mail ? !me.isPending && <li>{address ? t("notify.mailTo", { address }) : t("notify.mailNowhere")}</li> : <li>{t("notify.mailOff")}</li>}
        <li>{webhooks ? t("notify.webhookHint") : t("notify.webhookOff")}</li>
      </ul>
    </>
  );
}

interface RowProps {
  number: number;
  quiet: Quiet;
  onChange: (next: Quiet) => void;
  onRemove: () => void;
}

/** One quiet time: on which days it begins, from when until when, and where. */
function QuietRow({ number, quiet, onChange, onRemove }: RowProps) {
  const { t } = useTranslation("work");
  const days = quiet.days ?? [];
  return (
    <div role="group" aria-label={t("notify.group", { number })} className={classes.quiet}>
      <MultiSelect
        className={classes.whole}
        label={t("notify.days")}
        placeholder={days.length === 0 ? t("notify.everyDay") : ""}
        data={DAYS.map((day) => ({ value: day as string, label: t(`notify.day.${day}`) }))}
        value={days}
        onChange={(next) => onChange({ ...quiet, days: next })}
      />
      <Group className={classes.whole} gap="xs" wrap="nowrap" align="flex-start">
        <ClockField required label={t("notify.from")} value={minutes(quiet.from)} onChange={(from) => from && onChange({ ...quiet, from: seconds(from) })} />
        <ClockField
          required
          label={t("notify.until")}
          {...(isOvernight(quiet) ? { description: t("notify.overnight") } : {})}
          inputWrapperOrder={["label", "input", "description", "error"]}
          value={minutes(quiet.until)}
          onChange={(until) => until && onChange({ ...quiet, until: seconds(until) })}
        />
      </Group>
      <ZoneField value={quiet.timeZone} onChange={(timeZone) => onChange({ ...quiet, timeZone })} />
      <ActionIcon variant="subtle" color="gray" aria-label={t("notify.remove", { number })} onClick={onRemove}>
        <Trash2 size={15} />
      </ActionIcon>
    </div>
  );
}
