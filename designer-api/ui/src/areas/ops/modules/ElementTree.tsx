import { UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ElementState } from "@/api/types";
import { listed } from "@/app/i18n";
import { EmptyState } from "@/shared/EmptyState";
import { StatusTag } from "@/shared/StatusTag";
import classes from "../ops.module.css";

interface Tree {
  elements: ElementState[];
  chosen: string | undefined;
  nameOf: (element: string) => string;
  onChoose: (element: string) => void;
}

/** The element instances that live, as a tree by their scopes. */
export function ElementTree({ elements, chosen, nameOf, onChoose }: Tree) {
  const { t } = useTranslation("ops");
  const below = (scope: number | null) => elements.filter((one) => (one.scope ?? null) === scope);
  const lines = (scope: number | null, depth: number): { element: ElementState; depth: number }[] =>
    below(scope).flatMap((element) => [{ element, depth }, ...lines(element.key, depth + 1)]);
  const all = lines(null, 0);
  if (all.length === 0) return <EmptyState title={t("elements.none")} />;
  return (
    <table className={classes.lines}>
      <thead>
        <tr>
          <th scope="col">{t("column.element")}</th>
          <th scope="col">{t("column.state")}</th>
          <th scope="col">{t("column.waitsFor")}</th>
        </tr>
      </thead>
      <tbody>
        {all.map(({ element, depth }) => (
          <tr key={element.key} className={element.element === chosen ? classes.chosen : undefined}>
            <td style={{ paddingInlineStart: 6 + depth * 16 }}>
              <UnstyledButton className={classes.choose} onClick={() => onChoose(element.element)}>
                <bdi>{element.name || nameOf(element.element)}</bdi>
              </UnstyledButton>
            </td>
            <td>{element.incident ? <StatusTag status="incident" /> : <StatusTag status={element.waits.length > 0 ? "waiting" : "running"} />}</td>
            <td>{listed(element.waits.map((wait) => t(`wait.${wait.kind}`)))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
