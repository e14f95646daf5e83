import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Difference } from "@/api/types";
import type { Paint } from "@/diagram";
import { useKind } from "@/diagram/kind";

/** How the elements of a difference are tinted. */
export function paintOf(difference: Difference | undefined): Record<string, Paint> {
  const paint: Record<string, Paint> = {};
  for (const one of difference?.changed ?? []) paint[one.element] = { marker: "changed" };
  for (const one of difference?.added ?? []) paint[one.element] = { marker: "added" };
  return paint;
}

/** What is other, in words. */
export function DifferenceList({ difference }: { difference: Difference }) {
  const { t } = useTranslation("design");
  const kindOf = useKind();
  const called = (one: { element: string; kind: string; name?: string | null }) => `${one.name || one.element} · ${kindOf(one.kind)}`;
  const nothing = difference.added.length + difference.removed.length + difference.changed.length + difference.moved.length === 0;
  if (nothing) return <Text c="dimmed">{t("diff.none")}</Text>;
  return (
    <ul style={{ margin: 0, paddingInlineStart: 18 }} data-testid="difference">
      {difference.added.map((one) => (
        <li key={`a${one.element}`}>{t("diff.added", { what: called(one) })}</li>
      ))}
      {difference.removed.map((one) => (
        <li key={`r${one.element}`}>{t("diff.removed", { what: called(one) })}</li>
      ))}
      {difference.changed.map((one) => (
        <li key={`c${one.element}`}>
          {t("diff.changed", { what: called(one) })}
          <ul style={{ margin: 0, paddingInlineStart: 18 }}>
            {one.attributes.map((attribute) => (
              <li key={attribute.path}>
                <code>{attribute.path}</code>
                {": "}
                <bdi>{attribute.before ?? "–"}</bdi>
                {" → "}
                <bdi>{attribute.after ?? "–"}</bdi>
              </li>
            ))}
          </ul>
        </li>
      ))}
      {difference.moved.length > 0 && <li>{t("diff.moved", { count: difference.moved.length })}</li>}
      {difference.untold > 0 && <li>{t("diff.untold", { count: difference.untold })}</li>}
    </ul>
  );
}
