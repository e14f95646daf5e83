import { ActionIcon } from "@mantine/core";
import { Maximize, Minus, Plus } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type NavigatedViewer from "bpmn-js/lib/NavigatedViewer";
import { badge, type Canvas, type EventBus, type Host, type Overlays, type Registry, type Shape } from "./canvas";
import { hitsModule, type Hits } from "./hits";
import { Tied } from "./tied";
import { touchModule } from "./touch";
import { loadWords, translateModule } from "./translate";
import "./diagram.css";

/** What is painted onto an element. */
export interface Paint {
  active?: number;
  incidents?: number;
  done?: number;
  /** A figure, and what it is. */
  note?: { text: string; title: string };
  /** `passed`, `added`, `changed`: how it is tinted. */
  marker?: string;
  /** A sign at its corner, and what it means: a tint does not tell it alone. */
  sign?: { text: string; title: string };
}

interface Props {
  xml: string;
  /** What the diagram is, for those who do not see it. */
  label: string;
  paint?: Record<string, Paint>;
  chosen?: string | undefined;
  onChoose?: (element: string | undefined) => void;
  onFailed?: (message: string) => void;
  /** With which other diagrams it shows the same place. */
  tied?: Tied;
}

/** Shows the same place as others do, as long as it is there; alone it shows all it has, also when a phone is turned. */
function tie(tied: Tied, host: Host, box: Element): () => void {
  const leave = tied.add(host);
  let [width, height] = [box.clientWidth, box.clientHeight];
  const watch = new ResizeObserver(() => {
    // The first time it tells only that there is something to watch.
    if (box.clientWidth === width && box.clientHeight === height) return;
    [width, height] = [box.clientWidth, box.clientHeight];
    tied.resized();
  });
  watch.observe(box);
  return () => {
    watch.disconnect();
    leave();
  };
}

/** A diagram to look at: moved, enlarged, painted, and chosen from. */
export default function Diagram({ xml, label, paint, chosen, onChoose, onFailed, tied: others }: Props) {
  const { t, i18n } = useTranslation("diagram");
  const box = useRef<HTMLDivElement>(null);
  const viewer = useRef<NavigatedViewer | null>(null);
  const [ready, setReady] = useState(0);
  const [alone] = useState(() => new Tied());
  const tied = others ?? alone;
  const choose = useRef(onChoose);
  choose.current = onChoose;
  const failed = useRef(onFailed);
  failed.current = onFailed;

  useEffect(() => {
    let over = false;
    let made: NavigatedViewer | null = null;
    let leave: (() => void) | null = null;
    const open = async () => {
      const [{ default: Viewer }] = await Promise.all([import("bpmn-js/lib/NavigatedViewer"), loadWords()]);
      if (over || !box.current) return;
      made = new Viewer({ container: box.current, additionalModules: [translateModule, touchModule, hitsModule] });
      viewer.current = made;
      made.get<EventBus>("eventBus").on("element.click", ({ element }: { element: Shape }) => {
        const target = element.labelTarget ?? element;
        const root = made!.get<Canvas>("canvas").getRootElement();
        choose.current?.(target.id === root.id ? undefined : target.id);
      });
      try {
        await made.importXML(xml);
        if (over) return;
        leave = tie(tied, made, box.current);
        setReady((count) => count + 1);
        const hits = made.get<Hits>("hits");
        requestAnimationFrame(() => setTimeout(() => over || hits.release()));
      } catch (error) {
        if (!over) failed.current?.((error as Error).message);
      }
    };
    void open();
    return () => {
      over = true;
      viewer.current = null;
      leave?.();
      made?.destroy();
    };
  }, [xml, i18n.language, tied]);

  useEffect(() => {
    const host = viewer.current;
    if (!host || ready === 0 || !paint) return;
    const [canvas, overlays, registry] = [host.get<Canvas>("canvas"), host.get<Overlays>("overlays"), host.get<Registry>("elementRegistry")];
    const marked: [string, string][] = [];
    const mark = (id: string, marker: string) => {
      canvas.addMarker(id, marker);
      marked.push([id, marker]);
    };
    for (const [id, { active = 0, incidents = 0, done = 0, note, marker, sign }] of Object.entries(paint)) {
      const shape = registry.get(id);
      if (!shape) continue;
      if (marker) mark(id, `weir-${marker}`);
      if (shape.waypoints || !shape.parent) continue;
      if (incidents > 0) mark(id, "weir-stuck");
      else if (active > 0) mark(id, "weir-active");
      const width = shape.width ?? 0;
      // Below events and gateways stand their names, above some.
      const small = width <= 60;
      const above = small && (shape.label?.y ?? Infinity) < (shape.y ?? 0);
      const add = (html: HTMLElement, left: number) => overlays.add(id, "weir-count", { position: small && !above ? { left, top: -14 } : { left, bottom: 10 }, html });
      const put = (kind: string, count: number, left: number) => add(badge(kind, String(count), t(`badge.${kind}`, { count })), left);
      if (active > 0) put("active", active, 0);
      if (incidents > 0) put("stuck", incidents, width);
      if (done > 0) put("done", done, width / 2);
      if (note) add(badge("note", note.text, note.title), width / 2);
      if (sign) overlays.add(id, "weir-count", { position: { left: width, top: -10 }, html: badge(marker ?? "note", sign.text, sign.title) });
    }
    return () => {
      if (viewer.current !== host) return;
      for (const [id, marker] of marked) if (registry.get(id)) canvas.removeMarker(id, marker);
      overlays.remove({ type: "weir-count" });
    };
  }, [paint, ready, t]);

  useEffect(() => {
    const host = viewer.current;
    if (!host || ready === 0 || !chosen || !host.get<Registry>("elementRegistry").get(chosen)) return;
    host.get<Canvas>("canvas").addMarker(chosen, "weir-chosen");
    return () => {
      if (viewer.current !== host) return;
      host.get<Canvas>("canvas").removeMarker(chosen, "weir-chosen");
    };
  }, [chosen, ready]);

  const zoom = (by: number) => {
    const canvas = viewer.current?.get<Canvas>("canvas");
    if (canvas) canvas.zoom(Math.min(4, Math.max(0.15, canvas.zoom() * by)), "auto");
  };
  return (
    <div className="weir-paper" role="group" aria-label={label} data-ready={ready}>
      <div ref={box} style={{ position: "absolute", inset: 0 }} />
      <div className="weir-canvas-tools" data-noprint>
        <ActionIcon aria-label={t("tools.larger")} onClick={() => zoom(1.25)}>
          <Plus size={16} />
        </ActionIcon>
        <ActionIcon aria-label={t("tools.smaller")} onClick={() => zoom(0.8)}>
          <Minus size={16} />
        </ActionIcon>
        <ActionIcon aria-label={t("tools.fit")} onClick={() => tied.fit()}>
          <Maximize size={16} />
        </ActionIcon>
      </div>
    </div>
  );
}
