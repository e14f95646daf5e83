import { Button, Menu } from "@mantine/core";
import { ChevronDown } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { TaskAction } from "@/api/types";

/** What else can be done with a task. */
export default function MoreMenu({ more, busy, press }: { more: TaskAction[]; busy: boolean; press: (action: TaskAction) => void }) {
  const { t } = useTranslation("work");
  return (
    <Menu position="top-end" defaultOpened>
      <Menu.Target>
        <Button variant="default" disabled={busy} rightSection={<ChevronDown size={14} aria-hidden />}>
          {t("action.more")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {more.map((action) => (
          <Menu.Item key={action} onClick={() => press(action)}>
            {t(`action.${action}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
