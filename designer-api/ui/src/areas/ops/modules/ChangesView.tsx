import "@mantine/core/styles/List.css";
import { List, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Changes } from "@/api/types";

/** What an intervention would change, or has changed, in words. */
export function ChangesView({ changes, nameOf }: { changes: Changes; nameOf: (element: string) => string }) {
  const { t } = useTranslation("ops");
  const lines: string[] = [
    ...changes.ended.map((left) => t("changes.ended", { element: nameOf(left.element) })),
    ...changes.entered.map((entered) => t("changes.entered", { element: nameOf(entered.element) })),
    ...changes.waitsClosed.map((wait) =>
      wait.holder
        ? t("changes.closedOf", { element: nameOf(wait.element), kind: t(`wait.${wait.kind}`), holder: wait.holder })
        : t("changes.closed", { element: nameOf(wait.element), kind: t(`wait.${wait.kind}`) }),
    ),
    ...changes.waitsOpened.map((wait) => t("changes.opened", { element: nameOf(wait.element), kind: t(`wait.${wait.kind}`) })),
    ...changes.incidents.map((stuck) => t("changes.stuck", { element: nameOf(stuck.element), code: stuck.code })),
    ...changes.variables.map((variable) => t("changes.variable", { name: variable.name })),
  ];
  if (changes.state !== "running") lines.push(t(`changes.state.${changes.state}`));
  if (lines.length === 0) return <Text c="dimmed">{t("changes.none")}</Text>;
  return (
    <List size="sm" data-testid="changes">
      {lines.map((line, index) => (
        <List.Item key={index}>{line}</List.Item>
      ))}
    </List>
  );
}
