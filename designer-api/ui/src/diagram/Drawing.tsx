import { ActionIcon, Text } from "@mantine/core";
import { Maximize, Minus, Plus } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "@/api/problem";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingRows } from "@/shared/Loading";
import classes from "./drawing.module.css";
import { useDrawing, type Drawn } from "./drawing";
import { useZoom } from "./zoom";

interface Props {
  of: Drawn;
  /** What the image is, for those who do not see it. */
  label: string;
  /** It fills its place; else it is as high as it has to be. */
  fills?: boolean;
  /** What stands beside its tools. */
  beside?: ReactNode;
}

/** A diagram as the server draws it: to be moved and enlarged, and nothing else. */
export default function Drawing({ of, label, fills = false, beside }: Props) {
  const { t } = useTranslation("diagram");
  const drawing = useDrawing(of);
  const view = useZoom();
  const whole = view.zoom === 1;
  const none = isProblem(drawing.error, "nothing-to-draw");
  return (
    <figure className={`${classes.drawing} ${fills ? classes.fills : ""}`}>
      <div className={classes.tools} data-noprint>
        {beside}
        {drawing.source && (
          <div className={classes.zoom}>
            <ActionIcon variant="default" aria-label={t("tools.larger")} disabled={view.zoom >= view.most} onClick={view.larger}>
              <Plus size={16} />
            </ActionIcon>
            <ActionIcon variant="default" aria-label={t("tools.smaller")} disabled={whole} onClick={view.smaller}>
              <Minus size={16} />
            </ActionIcon>
            <ActionIcon variant="default" aria-label={t("tools.fit")} disabled={whole} onClick={view.all}>
              <Maximize size={16} />
            </ActionIcon>
          </div>
        )}
      </div>
      {drawing.isPending && <LoadingRows />}
      {none && <Text c="dimmed">{t("none")}</Text>}
      {drawing.error && !none && <ErrorState error={drawing.error} retry={() => void drawing.refetch()} />}
      {drawing.source && (
        <div className={classes.paper} tabIndex={0} role="region" aria-label={label} aria-busy={drawing.isPlaceholderData} {...view.place}>
          <img
            src={drawing.source}
            alt={label}
            draggable={false}
            className={fills && whole ? classes.whole : undefined}
            style={whole ? undefined : { width: `${view.zoom * 100}%` }}
            onLoad={(event) => view.loaded(event.currentTarget)}
            data-testid="drawing"
          />
        </div>
      )}
    </figure>
  );
}
