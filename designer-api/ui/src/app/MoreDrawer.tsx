import { Group } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Drawer } from "@/shared/Drawer";
import { LanguageSwitch, ThemeSwitch } from "./Switches";
import { TenantMark } from "./TenantMark";

/** On phones: every way, language and appearance. */
export default function MoreDrawer({ onClose, children }: { onClose: () => void; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <Drawer onClose={onClose} position="bottom" title={t("shell.more")}>
      <div onClickCapture={(event) => (event.target as HTMLElement).closest("a") && onClose()}>{children}</div>
      <Group mt="md">
        <TenantMark />
        <LanguageSwitch />
        <ThemeSwitch />
      </Group>
    </Drawer>
  );
}
