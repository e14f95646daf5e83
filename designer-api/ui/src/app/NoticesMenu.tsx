import { Menu, Text } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command } from "@/api/request";
import type { Notice } from "@/api/types";
import { When } from "@/shared/When";
import { useNoticeText } from "@/shared/notify";
import { BellButton } from "./NoticesButton";
import { useMe } from "./session";

/** Unread notices, each a way to what it is about. */
export default function NoticesMenu({ items }: { items: Notice[] }) {
  const { t } = useTranslation();
  const { person } = useMe();
  const navigate = useNavigate();
  const read = useCommand(
    (until: string, key) => command("post", "/api/v1/people/{id}/notices/read", { path: { id: person }, body: { until } }, key),
    { stale: [keys.notices()] },
  );
  const latest = items[0]?.id;
  const open = (notice: Notice) => {
    if (notice.alert?.group && notice.alert.count > 1) void navigate({ to: "/alerts", search: { status: "all", group: notice.alert.group } } as never);
    else if (notice.alert) void navigate({ to: "/alerts/$alertId", params: { alertId: notice.alert.alert } } as never);
    else if (notice.kind === "assigned" && notice.task) void navigate({ to: "/tasks/$taskId", params: { taskId: notice.task } });
    else void navigate({ to: "/tasks/instances/$instanceId", params: { instanceId: notice.instance } });
  };
  return (
    <Menu position="bottom-end" width={320} defaultOpened>
      <Menu.Target>
        <BellButton count={items.length} />
      </Menu.Target>
      <Menu.Dropdown>
        {items.length === 0 && <Menu.Label>{t("notices.none")}</Menu.Label>}
        {items.map((notice) => (
          <Menu.Item key={notice.id} onClick={() => open(notice)}>
            <Line notice={notice} />
          </Menu.Item>
        ))}
        <Menu.Divider />
        {latest && <Menu.Item onClick={() => read.mutate(latest)}>{t("notices.readAll")}</Menu.Item>}
        <Menu.Item onClick={() => void navigate({ to: "/settings/notifications" })}>{t("notices.settings")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Line({ notice }: { notice: Notice }) {
  const text = useNoticeText(notice);
  return (
    <>
      {text}
      <Text size="xs" c="dimmed">
        <When at={notice.at} />
      </Text>
    </>
  );
}
