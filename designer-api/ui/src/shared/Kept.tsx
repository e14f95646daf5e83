import { ActionIcon, Button, Group, Menu, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Bookmark, Trash2 } from "lucide-react";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command, get } from "@/api/request";
import type { components } from "@/api/schema";
import { useMe } from "@/app/session";

export type SavedFilter = components["schemas"]["SavedFilter"];

interface Props {
  /** Whose words say what is kept here: `open`, `none`, `name`, `keep`, `forget`. */
  namespace: string;
  prefix: string;
  /** Which of all that somebody keeps belong here. */
  mine: (one: SavedFilter) => boolean;
  /** What is kept of how the page stands now. */
  body: () => object;
  open: (one: SavedFilter) => void;
}

/** What somebody keeps under a name, on the server: it is there on every machine. */
export function Kept({ namespace, prefix, mine, body, open }: Props) {
  const { t } = useTranslation(namespace);
  const { person } = useMe();
  const [name, setName] = useState("");
  const all = useQuery({ queryKey: keys.filters, queryFn: () => get("/api/v1/people/{id}/filters", { path: { id: person } }) });
  const kept = (all.data ?? []).filter(mine);
  const keep = useCommand(
    (wanted: string, key) => command("put", "/api/v1/people/{id}/filters/{name}", { path: { id: person, name: wanted }, body: body() as never }, key),
    { stale: [keys.filters], onDone: () => setName("") },
  );
  const forget = useCommand(
    (gone: SavedFilter, key) => {
      // Each page has names of its own.
      const page = gone.query?.split("?")[0] ?? null;
      return command("delete", "/api/v1/people/{id}/filters/{name}", { path: { id: person, name: gone.name }, body: { page } }, key);
    },
    { stale: [keys.filters] },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) keep.mutate(name.trim());
  };
  return (
    <Menu width={260} closeOnItemClick={false}>
      <Menu.Target>
        <ActionIcon aria-label={t(`${prefix}.open`)}>
          <Bookmark size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {kept.map((one) => (
          <Group key={one.name} wrap="nowrap" gap={4}>
            <Menu.Item onClick={() => open(one)}>{one.name}</Menu.Item>
            <ActionIcon aria-label={t(`${prefix}.forget`, { name: one.name })} onClick={() => forget.mutate(one)}>
              <Trash2 size={13} />
            </ActionIcon>
          </Group>
        ))}
        {all.data && kept.length === 0 && <Menu.Label>{t(`${prefix}.none`)}</Menu.Label>}
        <Menu.Divider />
        <form onSubmit={submit} style={{ padding: 8 }}>
          <TextInput label={t(`${prefix}.name`)} value={name} onChange={(event) => setName(event.currentTarget.value)} maxLength={60} />
          <Button type="submit" mt={8} fullWidth variant="default" loading={keep.isPending} disabled={!name.trim()}>
            {t(`${prefix}.keep`)}
          </Button>
        </form>
      </Menu.Dropdown>
    </Menu>
  );
}
