import { ActionIcon, Tooltip } from "@mantine/core";
import { ClipboardPaste, Copy, Map as MapIcon, Maximize, Minus, Plus, Redo2, Search, Undo2, type LucideIcon } from "lucide-react";
import { useEffect, useReducer } from "react";
import { useTranslation } from "react-i18next";
import type { EventBus } from "@/diagram/canvas";
import { canvasOf, type Modeler } from "./modeler";

interface EditorActions {
  trigger(action: string, options?: unknown): unknown;
}
interface Stack {
  canUndo(): boolean;
  canRedo(): boolean;
}
interface Minimap {
  toggle(open?: boolean): void;
  isOpen(): boolean;
}

/** What can be done on the canvas without knowing its keys: undo, find, copy, paste, enlarge, look at all of it. */
export function CanvasTools({ modeler, onFit }: { modeler: Modeler; onFit: () => void }) {
  const { t } = useTranslation(["design", "diagram"]);
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const events = modeler.get<EventBus>("eventBus");
    const told = ["commandStack.changed", "selection.changed", "copyPaste.elementsCopied", "minimap.toggle"];
    events.on(told, redraw);
    return () => events.off(told, redraw);
  }, [modeler]);
  const act = (action: string) => modeler.get<EditorActions>("editorActions").trigger(action);
  const stack = modeler.get<Stack>("commandStack");
  const map = modeler.get<Minimap>("minimap");
  const chosen = modeler.get<{ get(): unknown[] }>("selection").get().length;
  const empty = modeler.get<{ isEmpty(): boolean }>("clipboard").isEmpty();
  const zoom = (by: number) => {
    const canvas = canvasOf(modeler);
    canvas.zoom(Math.min(4, Math.max(0.15, canvas.zoom() * by)), "auto");
  };
  const tool = (key: string, Icon: LucideIcon, run: () => void, more: { disabled?: boolean; pressed?: boolean } = {}) => (
    <Tooltip label={t(key)} position="left" openDelay={400}>
      <ActionIcon aria-label={t(key)} {...(more.pressed === undefined ? {} : { "aria-pressed": more.pressed })} disabled={more.disabled ?? false} onClick={run}>
        <Icon size={16} />
      </ActionIcon>
    </Tooltip>
  );
  return (
    <div className="weir-canvas-tools" role="toolbar" aria-orientation="vertical" aria-label={t("tools.label")} data-noprint>
      {tool("tools.undo", Undo2, () => act("undo"), { disabled: !stack.canUndo() })}
      {tool("tools.redo", Redo2, () => act("redo"), { disabled: !stack.canRedo() })}
      {tool("tools.copy", Copy, () => act("copy"), { disabled: chosen === 0 })}
      {tool("tools.paste", ClipboardPaste, () => act("paste"), { disabled: empty })}
      {/* A press outside of it closes the search: it is opened behind this one. */}
      {tool("tools.find", Search, () => setTimeout(() => act("find")))}
      {tool("diagram:tools.larger", Plus, () => zoom(1.25))}
      {tool("diagram:tools.smaller", Minus, () => zoom(0.8))}
      {tool("diagram:tools.fit", Maximize, onFit)}
      {tool("tools.map", MapIcon, () => map.toggle(), { pressed: map.isOpen() })}
    </div>
  );
}
