// Diagrams that are looked at as one: wherever one of them is moved or enlarged to, the others show the same place.
import { fit, type Box, type Canvas, type EventBus, type Host, type Registry, type Viewbox } from "./canvas";

interface Place {
  x: number;
  y: number;
  scale: number;
}

/** How far from the edge what is looked for is brought. */
const EDGE = 40;

export class Tied {
  readonly #hosts = new Set<Host>();
  #place: Place | null = null;
  #spreading = false;
  /** Somebody has chosen the place; it is not all that there is. */
  #chosen = false;

  /** Another one; what is called in the end takes it out again. */
  add(host: Host): () => void {
    this.#hosts.add(host);
    const bus = host.get<EventBus>("eventBus");
    const changed = ({ viewbox: { x, y, scale } }: { viewbox: Viewbox }) => {
      if (this.#spreading) return;
      this.#chosen = true;
      this.#place = { x, y, scale };
      this.#spread(host);
    };
    bus.on("canvas.viewbox.changed", changed);
    if (this.#place && (this.#chosen || this.#hosts.size === 1)) this.#quietly(() => show(host, this.#place!));
    else this.fit();
    return () => {
      bus.off("canvas.viewbox.changed", changed);
      this.#hosts.delete(host);
    };
  }

  /** Shows all that any of them has. */
  fit(): void {
    const [first] = this.#hosts;
    if (!first) return;
    const all = around([...this.#hosts].map((host) => host.get<Canvas>("canvas").viewbox().inner));
    this.#quietly(() => fit(first, undefined, all));
    const { x, y, scale } = first.get<Canvas>("canvas").viewbox();
    this.#place = { x, y, scale };
    this.#chosen = false;
    this.#spread(first);
  }

  /** They have other sizes, as a window does that is made smaller: all of them is shown again, unless somebody has chosen a place. */
  resized(): void {
    this.#quietly(() => {
      for (const host of this.#hosts) host.get<Canvas>("canvas").resized();
    });
    if (!this.#chosen) this.fit();
  }

  /** Where an element is shown is what is looked at. */
  bring(id: string): void {
    const host = [...this.#hosts].find((one) => one.get<Registry>("elementRegistry").get(id));
    host?.get<Canvas>("canvas").scrollToElement(id, EDGE);
  }

  #spread(from: Host): void {
    this.#quietly(() => {
      for (const host of this.#hosts) if (host !== from && this.#place) show(host, this.#place);
    });
  }

  #quietly(move: () => void): void {
    this.#spreading = true;
    try {
      move();
    } finally {
      this.#spreading = false;
    }
  }
}

function show(host: Host, { x, y, scale }: Place): void {
  const canvas = host.get<Canvas>("canvas");
  const { outer } = canvas.viewbox();
  if (outer.width === 0 || outer.height === 0 || scale === 0) return;
  canvas.viewbox({ x, y, width: outer.width / scale, height: outer.height / scale });
}

/** The smallest box with all of them in it; what is empty has no place. */
export function around(boxes: Box[]): Box {
  const full = boxes.filter((box) => box.width > 0 && box.height > 0);
  if (full.length === 0) return { x: 0, y: 0, width: 0, height: 0 };
  const [x, y] = [Math.min(...full.map((box) => box.x)), Math.min(...full.map((box) => box.y))];
  return { x, y, width: Math.max(...full.map((box) => box.x + box.width)) - x, height: Math.max(...full.map((box) => box.y + box.height)) - y };
}
