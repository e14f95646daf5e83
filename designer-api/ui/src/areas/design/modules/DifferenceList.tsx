import { Text, UnstyledButton } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Difference } from "@/api/types";
import { useKind } from "@/diagram/kind";
import type { Named } from "@/shared/versions";
import classes from "../compare.module.css";
import { KINDS, SIGNS } from "./difference";
import { useParts } from "./parts";

interface Props {
  difference: Difference;
  /** What the elements of both are called. */
  names?: Map<string, Named> | undefined;
  chosen?: string | undefined;
  /** Where what is other is also shown: an entry leads to it. */
  onChoose?: (element: string | undefined) => void;
}

/** What is other, in words. */
export function DifferenceList({ difference, names, chosen, onChoose }: Props) {
  const { t } = useTranslation("design");
  const kindOf = useKind();
  const { partOf, valueOf } = useParts();
  // A flow without a name is known by what it leads from and to.
  const calledIn = (element: string) => names?.get(element)?.name || kindOf(names?.get(element)?.kind ?? "unknown");
  const called = ({ element, kind, name }: { element: string; kind: string; name?: string | null }) => {
    const ends = names?.get(element)?.ends;
    return `${name || (ends ? `${calledIn(ends[0])} → ${calledIn(ends[1])}` : element)} · ${kindOf(kind)}`;
  };
  const nothing = KINDS.every((kind) => difference[kind].length === 0);
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
              {entry(one.element, t(`diff.${kind}`, { what: called(one) }))}
              {"attributes" in one && (
                <ul className={classes.attributes}>
                  {one.attributes.map((attribute) => (
                    <li key={attribute.path}>
                      <span title={attribute.path}>{partOf(attribute.path)}</span>
                      {t("common:colon")}
                      <bdi>{valueOf(attribute.path, attribute.before)}</bdi>
                      {" → "}
                      <bdi>{valueOf(attribute.path, attribute.after)}</bdi>
                    </li>
                  ))}
                </ul>
              )}
            </div>
          </li>
        )),
      )}
      {difference.untold > 0 && <li>{t("diff.untold", { count: difference.untold })}</li>}
    </ul>
  );
}
