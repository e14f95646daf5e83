import { ActionIcon, Button, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { Moon, Sun } from "lucide-react";
import { useTranslation } from "react-i18next";
import { language, speak } from "./i18n";

/** The other language, named in that language. */
export function LanguageSwitch() {
  const { t } = useTranslation();
  const other = language() === "en" ? "zh-CN" : "en";
  return (
    <Button variant="subtle" color="gray" lang={other} onClick={() => void speak(other)}>
      {t("switch.language")}
    </Button>
  );
}

export function ThemeSwitch() {
  const { t } = useTranslation();
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme("light") === "dark";
  return (
    <ActionIcon
      aria-label={t(dark ? "switch.light" : "switch.dark")}
      onClick={() => setColorScheme(dark ? "light" : "dark")}
    >
      {dark ? <Sun size={16} /> : <Moon size={16} />}
    </ActionIcon>
  );
}
