import { Alert, Button, Group, NumberInput, Stack, Text, TextInput, Textarea, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command } from "@/api/request";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { Table, type Column } from "@/shared/Table";
import { ZoneField } from "@/shared/ZoneField";
import { zoneHere } from "@/shared/zones";
import { AdminFrame } from "../modules/AdminFrame";
import { daysText, hoursText, readDays, readHours } from "../modules/calendar";
import { allEntries, putEntry, type Calendar } from "../modules/entries";
import { Panel, PanelForm, useUrl } from "../modules/parts";
import classes from "../admin.module.css";

const WEEK = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
const USUAL = "09:00-12:00, 13:30-18:00";

/** When people work: weeks, holidays, and the days on which one works instead. */
export function CalendarsPage() {
  const { t } = useTranslation("admin");
  const [search, go] = useUrl();
  const found = useQuery({ queryKey: keys.admin("entries", "calendar"), queryFn: () => allEntries<Calendar>("calendar") });
  const chosen = search["id"] === "+" ? null : found.data?.find((one) => one.id === search["id"]);
  const free = (calendar: Calendar) => Object.values(calendar.days).filter((hours) => hours.length === 0).length;
  const days = (calendar: Calendar) => t("calendar.daysCount", { free: free(calendar), work: Object.keys(calendar.days).length - free(calendar) });
  const columns: Column<Calendar>[] = [
    { key: "name", label: t("org.name"), width: "1fr", cell: (row) => <bdi>{row.name}</bdi> },
    { key: "id", label: t("org.id"), width: "1fr", cell: (row) => row.id },
    { key: "zone", label: t("calendar.zone"), width: "160px", wide: true, cell: (row) => row.timeZone },
    { key: "days", label: t("calendar.days"), width: "180px", wide: true, cell: days },
  ];
  return (
    <AdminFrame
      title={t("way.calendars")}
      actions={
        <Button ms="auto" leftSection={<Plus size={14} aria-hidden />} onClick={() => go({ id: "+" })}>
          {t("calendar.add")}
        </Button>
      }
    >
      {found.error ? (
        <ErrorState error={found.error} retry={() => void found.refetch()} />
      ) : (
        <Table
          rows={found.data ?? []}
          loading={found.isLoading}
          label={t("way.calendars")}
          columns={columns}
          getKey={(row) => row.id}
          chosen={search["id"]}
          onOpen={(row) => go({ id: row.id })}
          empty={<EmptyState title={t("calendar.none")} hint={t("calendar.noneHint")} />}
          card={(row) => (
            <>
              <bdi>{row.name}</bdi>
              <span>{row.timeZone}</span>
              <span className={classes.muted}>{row.id}</span>
              <span className={classes.muted}>{days(row)}</span>
            </>
          )}
        />
      )}
      {search["id"] && chosen !== undefined && (
        <Panel title={chosen ? <bdi>{chosen.name}</bdi> : t("calendar.add")} onClose={() => go({ id: undefined })}>
          <Stack gap="lg">
            <Week key={chosen?.id} calendar={chosen} onClose={() => go({ id: undefined })} />
            {chosen && <Year calendar={chosen} />}
          </Stack>
        </Panel>
      )}
    </AdminFrame>
  );
}

function Week({ calendar, onClose }: { calendar: Calendar | null; onClose: () => void }) {
  const { t } = useTranslation("admin");
  const [id, setId] = useState(calendar?.id ?? "");
  const [name, setName] = useState(calendar?.name ?? "");
  const [zone, setZone] = useState(calendar?.timeZone ?? zoneHere());
  const [week, setWeek] = useState(() => WEEK.map((_, index) => (calendar ? hoursText(calendar.week[index] ?? []) : index < 5 ? USUAL : "")));
  const read = week.map(readHours);
  const save = useCommand((_: null, key) => putEntry("calendar", { id, name, timeZone: zone, week: read, days: calendar?.days ?? {} }, "", key), {
    stale: [keys.admin("entries"), keys.admin("organisation")],
    onDone: onClose,
  });
  return (
    <PanelForm onSubmit={() => save.mutate(null)} onClose={onClose} busy={save.isPending} error={save.error} disabled={!id.trim() || !name.trim() || read.includes(null)}>
      <Group grow align="flex-start">
        <TextInput label={t("org.id")} required disabled={calendar !== null} value={id} onChange={(event) => setId(event.currentTarget.value)} />
        <TextInput label={t("org.name")} required value={name} onChange={(event) => setName(event.currentTarget.value)} />
      </Group>
      <ZoneField value={zone} onChange={setZone} />
      <div>
        <Title order={2}>{t("calendar.week")}</Title>
        <Text className={classes.muted}>{t("calendar.weekHint")}</Text>
      </div>
      {WEEK.map((day, index) => (
        <TextInput
          key={day}
          label={t(`day.${day}`)}
          placeholder={t("calendar.free")}
          value={week[index] ?? ""}
          error={read[index] === null ? t("calendar.hoursWrong") : undefined}
          onChange={(event) => setWeek(week.map((now, number) => (number === index ? event.currentTarget.value : now)))}
        />
      ))}
    </PanelForm>
  );
}

/** A year as it was announced replaces what was loaded for it before. */
function Year({ calendar }: { calendar: Calendar }) {
  const { t } = useTranslation("admin");
  const [year, setYear] = useState(new Date().getFullYear());
  const known = Object.entries(calendar.days).filter(([date]) => date.startsWith(`${year}-`)).sort();
  const [typed, setTyped] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const said = (kind: "free" | "work") => t(`calendar.word.${kind}`).split(",");
  const lines = daysText(known, { free: said("free"), work: said("work") });
  const text = typed ?? lines;
  const read = readDays(text, year, { free: said("free"), work: said("work") });
  const load = useCommand(
    (_: null, key) =>
      command("put", "/api/v1/organisation/calendars/{id}/years/{year}", { path: { id: calendar.id, year }, body: { days: "days" in read ? read.days : [], reason: reason || null } as never }, key),
    { stale: [keys.admin("entries")], onDone: () => setTyped(null) },
  );
  return (
    <section>
      <Title order={2}>{t("calendar.year")}</Title>
      <Text className={classes.muted}>{t("calendar.yearHint")}</Text>
      <PanelForm onSubmit={() => load.mutate(null)} onClose={() => setTyped(null)} busy={load.isPending} error={load.error} confirm={t("calendar.load")} disabled={!("days" in read)}>
        <NumberInput
          label={t("calendar.whichYear")}
          min={1970}
          max={2200}
          value={year}
          onChange={(now) => {
            setYear(Number(now) || year);
            setTyped(null);
          }}
        />
        <Textarea
          label={t("calendar.lines")}
          classNames={{ input: classes.code ?? "" }}
          autosize
          minRows={6}
          maxRows={20}
          value={text}
          onChange={(event) => setTyped(event.currentTarget.value)}
          error={"line" in read ? t("calendar.lineWrong", { line: read.line }) : undefined}
        />
        <TextInput label={t("reason")} value={reason} onChange={(event) => setReason(event.currentTarget.value)} maxLength={200} />
        {load.isSuccess && typed === null && <Alert color="teal">{t("calendar.loaded")}</Alert>}
      </PanelForm>
    </section>
  );
}
