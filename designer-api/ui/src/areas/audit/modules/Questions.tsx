import { ActionIcon, Button, Group, Menu, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Bookmark, Trash2 } from "lucide-react";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command, get } from "@/api/request";
import { useMe } from "@/app/session";
import { traceSearch, type TraceSearch } from "./search";

/** Kept questions of the trace begin with the page that they are of. */
const PAGE = "audit?";

/** Questions that somebody keeps under a name, on the server: they are there on every machine. */
export function Questions({ search, open }: { search: TraceSearch; open: (search: TraceSearch) => void }) {
  const { t } = useTranslation("audit");
  const { person } = useMe();
  const [name, setName] = useState("");
  const all = useQuery({ queryKey: keys.filters, queryFn: () => get("/api/v1/people/{id}/filters", { path: { id: person } }) });
  const kept = (all.data ?? []).filter((one) => one.query?.startsWith(PAGE));
  const keep = useCommand(
    (wanted: string, key) => {
      const { entry: _, ...said } = search;
      const query = PAGE + new URLSearchParams(Object.entries(said).map(([field, value]) => [field, String(value)])).toString();
      return command("put", "/api/v1/people/{id}/filters/{name}", { path: { id: person, name: wanted }, body: { query } }, key);
    },
    { stale: [keys.filters], onDone: () => setName("") },
  );
  const forget = useCommand(
    (gone: string, key) => command("delete", "/api/v1/people/{id}/filters/{name}", { path: { id: person, name: gone } }, key),
    { stale: [keys.filters] },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) keep.mutate(name.trim());
  };
  return (
    <Menu width={260} closeOnItemClick={false}>
      <Menu.Target>
        <ActionIcon aria-label={t("kept.open")}>
          <Bookmark size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {kept.map((one) => (
          <Group key={one.name} wrap="nowrap" gap={4}>
            <Menu.Item onClick={() => open(traceSearch(Object.fromEntries(new URLSearchParams(one.query?.slice(PAGE.length)))))}>{one.name}</Menu.Item>
            <ActionIcon aria-label={t("kept.forget", { name: one.name })} onClick={() => forget.mutate(one.name)}>
              <Trash2 size={13} />
            </ActionIcon>
          </Group>
        ))}
        {kept.length === 0 && <Menu.Label>{t("kept.none")}</Menu.Label>}
        <Menu.Divider />
        <form onSubmit={submit} style={{ padding: 8 }}>
          <TextInput label={t("kept.name")} value={name} onChange={(event) => setName(event.currentTarget.value)} maxLength={60} />
          <Button type="submit" mt={8} fullWidth variant="default" loading={keep.isPending} disabled={!name.trim()}>
            {t("kept.keep")}
          </Button>
        </form>
      </Menu.Dropdown>
    </Menu>
  );
}
