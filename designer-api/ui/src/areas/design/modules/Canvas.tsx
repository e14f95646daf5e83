import { forwardRef, useEffect, useImperativeHandle, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { PALETTE, badge, type Canvas as CanvasService, type EventBus, type Overlays, type Registry, type Shape } from "@/diagram/canvas";
import "@/diagram/diagram.css";
import { Fitted } from "@/diagram/fitted";
import { CanvasTools } from "./CanvasTools";
import type { Located } from "./faults";
import { Inspector } from "./Inspector";
import { makeModeler, type Modeler } from "./modeler";
import { useKept } from "./typed";
import classes from "../design.module.css";

/** What the page asks of the canvas. */
export interface CanvasHandle {
  xml: () => Promise<string>;
  svg: () => Promise<string>;
  choose: (element: string) => void;
}

interface Props {
  xml: string;
  problems: Located[];
  /** What is chosen when it is opened. */
  chosen?: string | null;
  onChanged: () => void;
  onReady: () => void;
  /** The text is no model that could be drawn. */
  onUnreadable: (message: string) => void;
}

const KEYS = new WeakMap<Shape, number>();
let shapes = 0;

/** The same as long as the shape is: under another id it is not another one, and who types in its fields goes on. */
function keyOf(shape: Shape): number {
  const known = KEYS.get(shape);
  if (known !== undefined) return known;
  KEYS.set(shape, (shapes += 1));
  return shapes;
}

/** The canvas on which a model is drawn, with its inspector. */
const Canvas = forwardRef<CanvasHandle, Props>(function Canvas({ xml, problems, chosen: first = null, onChanged, onReady, onUnreadable }, handle) {
  const { t, i18n } = useTranslation("design");
  const box = useRef<HTMLDivElement>(null);
  const [modeler, setModeler] = useState<Modeler | null>(null);
  const fitted = useRef<Fitted | null>(null);
  const [chosen, setChosen] = useState<Shape | null>(null);
  const told = useRef({ onChanged, onReady, onUnreadable });
  told.current = { onChanged, onReady, onUnreadable };
  const wanted = useRef(first);
  // What is drawn now outlives a change of the language, which makes the canvas anew.
  const text = useRef(xml);
  const kept = useKept();

  useEffect(() => {
    text.current = xml;
  }, [xml]);

  useEffect(() => {
    let over = false;
    let made: Modeler | null = null;
    let unwatch: (() => void) | null = null;
    const open = async () => {
      if (!box.current) return;
      const fresh = await makeModeler(box.current);
      if (over) return fresh.destroy();
      made = fresh;
      try {
        await fresh.importXML(text.current);
      } catch (error) {
        if (!over) told.current.onUnreadable((error as Error).message);
        return;
      }
      if (over) return;
      fitted.current = new Fitted(fresh, PALETTE);
      unwatch = fitted.current.watch(box.current);
      const events = fresh.get<EventBus>("eventBus");
      const root = () => fresh.get<CanvasService>("canvas").getRootElement();
      events.on("selection.changed", ({ newSelection }: { newSelection: Shape[] }) => {
        const first = newSelection[0];
        setChosen(first ? (first.labelTarget ?? first) : root());
      });
      events.on(["root.set", "root.added"], () => setChosen(root()));
      events.on("commandStack.changed", () => {
        told.current.onChanged();
        void fresh.saveXML({ format: true }).then(({ xml: now }) => {
          if (now) text.current = now;
        });
      });
      setChosen(root());
      const shape = wanted.current ? fresh.get<Registry>("elementRegistry").get(wanted.current) : undefined;
      wanted.current = null;
      if (shape) {
        fresh.get<{ select(shape: Shape): void }>("selection").select(shape);
        fresh.get<CanvasService>("canvas").scrollToElement(shape, 120);
      }
      setModeler(fresh);
      told.current.onReady();
    };
    void open();
    return () => {
      over = true;
      kept?.settle(true);
      unwatch?.();
      setModeler(null);
      setChosen(null);
      made?.destroy();
    };
  }, [xml, i18n.language]);

  useImperativeHandle(
    handle,
    () => ({
      xml: async () => (modeler ? ((await modeler.saveXML({ format: true })).xml ?? text.current) : text.current),
      svg: async () => (modeler ? (await modeler.saveSVG()).svg : ""),
      choose: (element) => {
        const shape = modeler?.get<Registry>("elementRegistry").get(element);
        if (!modeler || !shape) return;
        modeler.get<{ select(shape: Shape): void }>("selection").select(shape);
        if (shape.parent) modeler.get<CanvasService>("canvas").scrollToElement(shape, 120);
      },
    }),
    [modeler],
  );

  useEffect(() => {
    if (!modeler) return;
    const [canvas, overlays, registry] = [modeler.get<CanvasService>("canvas"), modeler.get<Overlays>("overlays"), modeler.get<Registry>("elementRegistry")];
    const worst = new Map<string, "error" | "warning">();
    for (const { element, severity } of problems) {
      if (!element || severity === "note" || !registry.get(element)?.parent) continue;
      if (worst.get(element) !== "error") worst.set(element, severity);
    }
    for (const [id, severity] of worst) {
      canvas.addMarker(id, `weir-${severity}`);
      if (registry.get(id)?.waypoints) continue;
      const count = problems.filter((problem) => problem.element === id && problem.severity !== "note").length;
      overlays.add(id, "weir-problem", { position: { left: 0, top: -12 }, html: badge(severity, String(count), t("problems.here", { count })) });
    }
    return () => {
      overlays.remove({ type: "weir-problem" });
      for (const [id, severity] of worst) if (registry.get(id)) canvas.removeMarker(id, `weir-${severity}`);
    };
  }, [modeler, problems, t]);

  return (
    <>
      <div className={classes.canvas}>
        <div className="weir-paper" ref={box} role="group" aria-label={t("canvas.label")} data-ready={modeler !== null} />
        {modeler && <CanvasTools modeler={modeler} onFit={() => fitted.current?.fit()} />}
      </div>
      {modeler && chosen && <Inspector key={keyOf(chosen)} modeler={modeler} element={chosen} problems={problems} />}
    </>
  );
});

export default Canvas;
