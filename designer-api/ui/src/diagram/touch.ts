// One finger moves the canvas, two make it larger or smaller: the library has none of it any more.

interface Canvas {
  getContainer(): HTMLElement;
  scroll(by: { dx: number; dy: number }): void;
  zoom(to?: number, around?: { x: number; y: number }): number;
}

const SMALLEST = 0.15;
const LARGEST = 4;

class TouchNavigation {
  static readonly $inject = ["canvas"];

  constructor(canvas: Canvas) {
    const box = canvas.getContainer();
    const fingers = new Map<number, { x: number; y: number }>();
    const spread = () => {
      const [a, b] = [...fingers.values()];
      if (!a || !b) return null;
      return { length: Math.hypot(a.x - b.x, a.y - b.y), x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    };
    box.addEventListener("pointerdown", (event) => {
      if (event.pointerType === "touch") fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    });
    const lift = (event: PointerEvent) => fingers.delete(event.pointerId);
    for (const kind of ["pointerup", "pointercancel", "pointerleave"] as const) box.addEventListener(kind, lift);
    box.addEventListener("pointermove", (event) => {
      const before = fingers.get(event.pointerId);
      if (!before) return;
      const was = spread();
      const now = { x: event.clientX, y: event.clientY };
      fingers.set(event.pointerId, now);
      if (fingers.size === 1) canvas.scroll({ dx: now.x - before.x, dy: now.y - before.y });
      const is = spread();
      if (!was || !is || was.length === 0) return;
      const frame = box.getBoundingClientRect();
      const scale = Math.min(LARGEST, Math.max(SMALLEST, (canvas.zoom() * is.length) / was.length));
      canvas.zoom(scale, { x: is.x - frame.left, y: is.y - frame.top });
    });
  }
}

export const touchModule = { __init__: ["touchNavigation"], touchNavigation: ["type", TouchNavigation] };
