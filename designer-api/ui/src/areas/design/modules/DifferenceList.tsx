import { Text, UnstyledButton } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Difference } from "@/api/types";
import { useKind } from "@/diagram/kind";
import classes from "../compare.module.css";
import { KINDS, SIGNS } from "./difference";

interface Props {
  difference: Difference;
  chosen?: string | undefined;
  /** Where what is other is also shown: an entry leads to it. */
  onChoose?: (element: string | undefined) => void;
}

/** What is other, in words. */
export function DifferenceList({ difference, chosen, onChoose }: Props) {
  const { t } = useTranslation("design");
  const kindOf = useKind();
  const nothing = KINDS.every((kind) => difference[kind].length === 0) && difference.moved.length === 0;
  if (nothing) return <Text c="dimmed">{t("diff.none")}</Text>;
  const entry = (element: string, told: ReactNode) =>
    onChoose ? (
      <UnstyledButton className={classes.entry} aria-pressed={element === chosen} onClick={() => onChoose(element === chosen ? undefined : element)}>
        {told}
      </UnstyledButton>
    ) : (
      told
    );
  return (
    <ul className={classes.list} data-testid="difference">
      {KINDS.flatMap((kind) =>
        difference[kind].map((one) => (
          <li key={`${kind} ${one.element}`} data-kind={kind}>
            <span className={classes.sign} data-kind={kind} aria-hidden>
              {SIGNS[kind]}
            </span>
            <div>
              {entry(one.element, t(`diff.${kind}`, { what: `${one.name || one.element} · ${kindOf(one.kind)}` }))}
              {"attributes" in one && (
                <ul className={classes.attributes}>
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
              )}
            </div>
          </li>
        )),
      )}
      {difference.moved.length > 0 && <li>{t("diff.moved", { count: difference.moved.length })}</li>}
      {difference.untold > 0 && <li>{t("diff.untold", { count: difference.untold })}</li>}
    </ul>
  );
}
