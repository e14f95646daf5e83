import { ActionIcon, Menu } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { UserRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { command } from "@/api/request";
import { useMe } from "./session";

/** What somebody can do about themselves. */
export default function UserMenu() {
  const { t } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const logout = useCommand((_: null, key) => command("delete", "/api/v1/session", {}, key), {
    // Nothing of theirs stays in this tab.
    onDone: () => window.location.assign("/"),
  });
  return (
    <Menu position="bottom-end" defaultOpened>
      <Menu.Target>
        <ActionIcon aria-label={t("shell.user", { name: me.name || me.user })}>
          <UserRound size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{me.name || me.user}</Menu.Label>
        <Menu.Item onClick={() => void navigate({ to: "/settings/account" })}>{t("shell.account")}</Menu.Item>
        <Menu.Item onClick={() => void navigate({ to: "/settings/delegation" })}>{t("shell.delegation")}</Menu.Item>
        <Menu.Item onClick={() => void navigate({ to: "/settings/notifications" })}>{t("shell.notifications")}</Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => logout.mutate(null)}>{t("shell.logout")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
