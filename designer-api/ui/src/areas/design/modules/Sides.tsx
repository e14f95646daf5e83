import { SegmentedControl } from "@mantine/core";
import { Suspense, useEffect, useMemo, useState, type ComponentProps } from "react";
import { useTranslation } from "react-i18next";
import type { Difference, Model } from "@/api/types";
import { Diagram } from "@/diagram";
import { isHeavy, partsIn } from "@/diagram/heavy";
import { Tied } from "@/diagram/tied";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingPage } from "@/shared/Loading";
import { usePhone } from "@/shared/usePhone";
import classes from "../compare.module.css";
import { sidesOf } from "./difference";
import { useDrawnText } from "./versions";

interface Props {
  model: Model;
  a: number | string;
  b: number | undefined;
  called: (revision: number | string | undefined) => string;
  difference: Difference | undefined;
  chosen: string | undefined;
  onChoose: (element: string | undefined) => void;
}

const SIDES = ["before", "after"] as const;
type Side = (typeof SIDES)[number];

/** The two canvases, moved and enlarged as one; a phone shows one of them at a time. */
export function Sides({ model, a, b, called, difference, chosen, onChoose }: Props) {
  const { t } = useTranslation("design");
  const phone = usePhone();
  const [shown, show] = useState<Side>("after");
  const [tied] = useState(() => new Tied());
  const texts = { before: useDrawnText(model, a), after: useDrawnText(model, b) };
  const paint = useMemo(() => sidesOf(difference, (kind) => t(`compare.sign.${kind}`)), [difference, t]);
  // What is chosen may stand on the other side alone: a phone turns to it.
  useEffect(() => {
    const other = SIDES.find((side) => side !== shown)!;
    if (chosen && !paint[shown][chosen] && paint[other][chosen]) show(other);
  }, [chosen, paint]);
  useEffect(() => {
    if (chosen) tied.bring(chosen);
  }, [tied, chosen]);
  const error = texts.before.error ?? texts.after.error;
  if (error) return <ErrorState error={error} />;
  if (texts.before.data === undefined || texts.after.data === undefined) return <LoadingPage />;
  const revisions = { before: a, after: b };
  const heavy = SIDES.some((side) => isHeavy(partsIn(texts[side].data ?? "")));
  // What would keep the tab from answering is an image of the server, on which what is gone stands too.
  const sides: readonly Side[] = heavy && b === undefined && typeof a === "number" ? ["after"] : phone ? [shown] : SIDES;
  return (
    <div className={classes.sides} data-one={sides.length === 1}>
      {sides.map((side) => (
        <figure key={side} className={classes.side} data-testid={`side-${side}`}>
          <figcaption>
            {phone && !heavy ? (
              <SegmentedControl fullWidth aria-label={t("compare.side")} value={side} onChange={(next) => show(next as Side)} data={SIDES.map((one) => ({ value: one, label: t(`compare.${one}`) }))} />
            ) : (
              t("compare.caption", { side: t(`compare.${side}`), version: called(revisions[side]) })
            )}
          </figcaption>
          <div className={classes.paper}>
            <Suspense fallback={<LoadingPage />}>
              <Side
                text={texts[side].data!}
                label={t("compare.caption", { side: t(`compare.${side}`), version: called(revisions[side]) })}
                paint={paint[side]}
                drawn={heavy && b === undefined && typeof a === "number" ? { model: model.id, revision: model.revision, before: a } : undefined}
                tied={tied}
                chosen={chosen}
                onChoose={onChoose}
              />
            </Suspense>
          </div>
        </figure>
      ))}
    </div>
  );
}

function Side({ text, label, paint, drawn, tied, chosen, onChoose }: { text: string; label: string } & Omit<ComponentProps<typeof Diagram>, "xml" | "label" | "onFailed">) {
  const { t } = useTranslation("design");
  const [failed, setFailed] = useState<{ text: string; message: string } | null>(null);
  if (failed?.text === text) return <EmptyState title={t("canvas.unreadable")} hint={failed.message} />;
  return (
    <Diagram
      xml={text}
      label={label}
      paint={paint ?? {}}
      drawn={drawn}
      {...(tied ? { tied } : {})}
      chosen={chosen}
      {...(onChoose ? { onChoose } : {})}
      onFailed={(message) => setFailed({ text, message })}
    />
  );
}
