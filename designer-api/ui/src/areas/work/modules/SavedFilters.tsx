import { ActionIcon, Button, Group, Menu, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Bookmark, Trash2 } from "lucide-react";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command, get } from "@/api/request";
import { useMe } from "@/app/session";
import type { InboxSearch } from "./search";

/** Filters that somebody keeps under a name. */
export function SavedFilters({ search, refine }: { search: InboxSearch; refine: (change: Partial<InboxSearch>) => void }) {
  const { t } = useTranslation("work");
  const { person } = useMe();
  const [name, setName] = useState("");
  const all = useQuery({ queryKey: keys.filters, queryFn: () => get("/api/v1/people/{id}/filters", { path: { id: person } }) });
  // Questions of other pages are kept beside them.
  const mine = (all.data ?? []).filter((one) => one.query === null || one.query === undefined);
  const keep = useCommand(
    (wanted: string, key) => {
      const body = { assignee: person, process: search.process ?? null, dueBefore: search.late ? new Date().toISOString() : null };
      return command("put", "/api/v1/people/{id}/filters/{name}", { path: { id: person, name: wanted }, body }, key);
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
    <Menu width={240} closeOnItemClick={false}>
      <Menu.Target>
        <ActionIcon aria-label={t("saved.open")}>
          <Bookmark size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {mine.map((one) => (
          <Group key={one.name} wrap="nowrap" gap={4}>
            <Menu.Item onClick={() => refine({ process: one.filter.process ?? "", late: Boolean(one.filter.dueBefore) })}>{one.name}</Menu.Item>
            <ActionIcon aria-label={t("saved.forget", { name: one.name })} onClick={() => forget.mutate(one.name)}>
              <Trash2 size={13} />
            </ActionIcon>
          </Group>
        ))}
        {all.data && mine.length === 0 && <Menu.Label>{t("saved.none")}</Menu.Label>}
        <Menu.Divider />
        <form onSubmit={submit} style={{ padding: 8 }}>
          <TextInput label={t("saved.name")} value={name} onChange={(event) => setName(event.currentTarget.value)} maxLength={60} />
          <Button type="submit" mt={8} fullWidth variant="default" loading={keep.isPending} disabled={!name.trim()}>
            {t("saved.keep")}
          </Button>
        </form>
      </Menu.Dropdown>
    </Menu>
  );
}
