import { UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Suspense, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Definition } from "@/api/types";
import { Diagram } from "@/diagram";
import { useKind } from "@/diagram/kind";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingPage } from "@/shared/Loading";
import classes from "../ops.module.css";
import { namesIn, overlayQuery, paintOf, useXml } from "./definitions";
import { restingIn } from "./elements";

interface Props {
  definition: Definition;
  chosen: string | undefined;
  onChoose: (element: string | undefined) => void;
}

/** Where instances rest is said on the diagram of their process, or in the list of its elements beside it. */
export function ElementPick({ definition, chosen, onChoose }: Props) {
  const { t } = useTranslation("ops");
  const kindOf = useKind();
  const xml = useXml(definition.id);
  const overlay = useQuery(overlayQuery(definition.id));
  const paint = useMemo(() => paintOf(overlay.data), [overlay.data]);
  const elements = useMemo(() => restingIn(namesIn(xml.data)), [xml.data]);
  const name = definition.name ?? definition.process;
  const choose = (element: string | undefined) => {
    if (element === undefined || elements.some(([id]) => id === element)) onChoose(element === chosen ? undefined : element);
  };
  return (
    <section className={classes.pick} aria-label={t("instances.pick.title", { name, version: definition.version })}>
      <div className={classes.canvas}>
        {xml.error ? <ErrorState error={xml.error} /> : null}
        {xml.data && (
          <Suspense fallback={<LoadingPage />}>
            <Diagram xml={xml.data} label={t("process.diagram", { name })} paint={paint} drawn={{ definition: definition.id }} chosen={chosen} onChoose={choose} />
          </Suspense>
        )}
      </div>
      <div className={classes.scroll}>
        <p className={classes.hint}>{t("instances.pick.hint", { version: definition.version })}</p>
        <ul className={classes.elements}>
          {elements.map(([id, named]) => (
            <li key={id}>
              <UnstyledButton className={classes.choose} aria-pressed={id === chosen} onClick={() => choose(id)}>
                <bdi>{named.name || kindOf(named.kind)}</bdi>
              </UnstyledButton>
              <span>{overlay.data?.elements[id]?.active ?? 0}</span>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
