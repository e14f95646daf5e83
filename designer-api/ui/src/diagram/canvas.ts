// What viewer and modeller share: the services of the canvas that are used here, and how a diagram is fitted into it.

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Viewbox extends Box {
  inner: Box;
  outer: { width: number; height: number };
  scale: number;
}

export interface Canvas {
  viewbox(to?: Box): Viewbox;
  zoom(to?: number | "fit-viewport", around?: "auto" | { x: number; y: number }): number;
  addMarker(element: string | Shape, marker: string): void;
  removeMarker(element: string | Shape, marker: string): void;
  getRootElement(): Shape;
  /** Its place on the page has another size. */
  resized(): void;
  scrollToElement(element: string | Shape, padding?: number): void;
}

export interface Shape {
  id: string;
  type: string;
  width?: number;
  height?: number;
  parent?: Shape;
  waypoints?: { x: number; y: number }[];
  /** The lines that lead to it. */
  incoming?: Shape[];
  labelTarget?: Shape;
  /** Its name, where that stands beside it. */
  label?: Shape;
  y?: number;
  businessObject: BusinessObject;
}

/** An element of the model, as the library has it. */
export interface BusinessObject {
  id: string;
  $type: string;
  name?: string;
  $parent?: BusinessObject;
  get(name: string): any;
  set(name: string, value: unknown): void;
  $instanceOf(type: string): boolean;
  $model?: unknown;
}

export interface Registry {
  get(id: string): Shape | undefined;
  getAll(): Shape[];
  getGraphics(element: string | Shape): SVGElement | undefined;
}

export interface Overlays {
  add(element: string | Shape, type: string, overlay: { position: Record<string, number>; html: HTMLElement | string }): string;
  remove(filter: { type: string } | { element: string | Shape; type?: string }): void;
}

export interface EventBus {
  on(event: string | string[], handler: (event: any) => void): void;
  off(event: string | string[], handler: (event: any) => void): void;
}

export interface Host {
  get<T>(service: string): T;
}

/** Free space on the left, where the palette stands. */
export const PALETTE = 130;

/** On a canvas that is not wider the tools on its right are kept free too. */
const NARROW = 560;
const TOOLS = 72;

/** Shows the whole diagram, or what is said to be all, with free space around it, and no larger than it is. */
export function fit(host: Host, left = 32, all?: Box): void {
  const canvas = host.get<Canvas>("canvas");
  const { inner: own, outer } = canvas.viewbox();
  const inner = all ?? own;
  if (outer.width === 0 || outer.height === 0 || inner.width === 0) return;
  // The mark of bpmn.io stands in the lower right corner, and nothing may lie on it.
  const room = { width: Math.max(60, outer.width - left - (outer.width < NARROW ? TOOLS : 40)), height: Math.max(60, outer.height - 100) };
  const scale = Math.min(1, room.width / inner.width, room.height / inner.height);
  const width = outer.width / scale;
  const height = outer.height / scale;
  canvas.viewbox({ x: inner.x - left / scale, y: inner.y - (height - inner.height - 24 / scale) / 2, width, height });
}

export function badge(kind: string, text: string, title?: string): HTMLElement {
  const mark = document.createElement("span");
  mark.className = `weir-badge weir-badge-${kind}`;
  mark.textContent = text;
  if (title) mark.title = title;
  return mark;
}

/** What stands for an element that has no name. */
export function kindOf(type: string): string {
  return type.replace(/^bpmn:/, "");
}
