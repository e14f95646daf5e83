import { ActionIcon, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Maximize, Minus, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { isProblem } from "@/api/problem";
import { get } from "@/api/request";
import { language } from "@/app/i18n";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingRows } from "@/shared/Loading";
import classes from "../work.module.css";

/** How large it may be, in widths of its place. */
const ZOOM = { least: 1, most: 6, step: 1.4 };

/** The image of an instance's diagram: which way it came and where it is. The server draws it, so that a phone has it too. */
export function useDrawing(instance: string) {
  const english = language() === "en";
  const drawing = useQuery({
    queryKey: keys.instancePart(instance, `diagram ${english}`),
    queryFn: () => get("/api/v1/instances/{id}/diagram.svg", { path: { id: instance }, query: { english } }) as Promise<string>,
    retry: false,
  });
  const source = drawing.data ? `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawing.data)}` : undefined;
  return { ...drawing, source };
}

/** The diagram of an instance, to be moved with a finger and enlarged. */
export function InstanceDiagram({ instance, name }: { instance: string; name: string }) {
  const { t } = useTranslation(["work", "diagram"]);
  const drawing = useDrawing(instance);
  const [zoom, setZoom] = useState(1);
  const to = (next: number) => setZoom(Math.min(ZOOM.most, Math.max(ZOOM.least, next)));
  if (drawing.isPending) return <LoadingRows />;
  if (isProblem(drawing.error, "nothing-to-draw")) return <Text c="dimmed">{t("diagram.none")}</Text>;
  if (drawing.error) return <ErrorState error={drawing.error} retry={() => void drawing.refetch()} />;
  return (
    <figure className={classes.drawing}>
      <div className={classes.drawingTools} data-noprint>
        <ActionIcon variant="default" aria-label={t("diagram:tools.larger")} disabled={zoom >= ZOOM.most} onClick={() => to(zoom * ZOOM.step)}>
          <Plus size={16} />
        </ActionIcon>
        <ActionIcon variant="default" aria-label={t("diagram:tools.smaller")} disabled={zoom <= ZOOM.least} onClick={() => to(zoom / ZOOM.step)}>
          <Minus size={16} />
        </ActionIcon>
        <ActionIcon variant="default" aria-label={t("diagram:tools.fit")} disabled={zoom === 1} onClick={() => to(1)}>
          <Maximize size={16} />
        </ActionIcon>
      </div>
      <div className={classes.paper} tabIndex={0} role="region" aria-label={t("diagram.label", { name })}>
        <img src={drawing.source} alt={t("diagram.label", { name })} style={{ width: `${zoom * 100}%` }} data-testid="drawing" />
      </div>
    </figure>
  );
}
