import { ActionIcon, Indicator, Menu, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Bell } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command, get } from "@/api/request";
import { When } from "@/shared/When";
import { useNoticeText } from "@/shared/notify";
import { useMe } from "./session";

/** What the caller was told of and has not read. */
export function NoticesButton() {
  const { t } = useTranslation();
  const say = useNoticeText();
  const { person } = useMe();
  const navigate = useNavigate();
  const unread = useQuery({
    queryKey: keys.notices("unread"),
    queryFn: () => get("/api/v1/people/{id}/notices", { path: { id: person }, query: { unread: true, limit: 20 } }),
  });
  const read = useCommand(
    (until: string, key) => command("post", "/api/v1/people/{id}/notices/read", { path: { id: person }, body: { until } }, key),
    { stale: [keys.notices()] },
  );
  const items = unread.data?.items ?? [];
  const latest = items[0]?.id;
  return (
    <Menu position="bottom-end" width={320}>
      <Menu.Target>
        <Indicator disabled={items.length === 0} label={items.length > 19 ? "20+" : items.length} size={14} offset={4} color="red.9">
          <ActionIcon aria-label={t("notices.open", { count: items.length })}>
            <Bell size={16} />
          </ActionIcon>
        </Indicator>
      </Menu.Target>
      <Menu.Dropdown>
        {items.length === 0 && <Menu.Label>{t("notices.none")}</Menu.Label>}
        {items.map((notice) => (
          <Menu.Item
            key={notice.id}
            onClick={() => {
              if (notice.kind === "assigned" && notice.task) void navigate({ to: "/tasks/$taskId", params: { taskId: notice.task } });
              else void navigate({ to: "/tasks/instances/$instanceId", params: { instanceId: notice.instance } });
            }}
          >
            {say(notice)}
            <Text size="xs" c="dimmed">
              <When at={notice.at} />
            </Text>
          </Menu.Item>
        ))}
        {latest && (
          <>
            <Menu.Divider />
            <Menu.Item onClick={() => read.mutate(latest)}>{t("notices.readAll")}</Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
