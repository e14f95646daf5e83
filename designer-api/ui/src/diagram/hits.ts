// Where one may press on a diagram is drawn when the diagram itself is seen: nobody presses on it before.
interface Hit {
  element: unknown;
  gfx: unknown;
}

/** The bus of the library: what is more urgent hears first, and may keep it from the rest. */
interface Bus {
  on(event: string, priority: number, heard: (event: Hit & { stopPropagation(): void }) => void): void;
  fire(event: string, what: Hit): void;
}

const CREATE = "interactionEvents.createHit";
/** Before whoever draws them. */
const FIRST = 2_000;

/** Holds them back until `release` is called, then draws each as it is asked for. */
export class Hits {
  static $inject = ["eventBus"];
  readonly #bus: Bus;
  #held: Hit[] | null = [];

  constructor(bus: Bus) {
    this.#bus = bus;
    bus.on(CREATE, FIRST, (event) => {
      if (!this.#held) return;
      this.#held.push({ element: event.element, gfx: event.gfx });
      event.stopPropagation();
    });
  }

  release(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const hit of held) this.#bus.fire(CREATE, hit);
  }
}

export const hitsModule = { __init__: ["hits"], hits: ["type", Hits] };
