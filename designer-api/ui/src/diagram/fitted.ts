// A canvas on which somebody works shows all that is drawn, also when its window is turned, until they have chosen a place: then
// it stays there, however large the window is.
import { fit, type Canvas, type EventBus, type Host } from "./canvas";

export class Fitted {
  readonly #host: Host;
  readonly #left: number;
  readonly #moved = () => {
    if (!this.#fitting) this.#chosen = true;
  };
  #fitting = false;
  #chosen = false;

  /** `left`: what is kept free there. */
  constructor(host: Host, left: number) {
    this.#host = host;
    this.#left = left;
    host.get<EventBus>("eventBus").on("canvas.viewbox.changed", this.#moved);
    this.fit();
  }

  /** Shows all of it, from now on again. */
  fit(): void {
    this.#quietly(() => fit(this.#host, this.#left));
    this.#chosen = false;
  }

  /** Its place has another size. `within`: in the same window, as when a list opens beside it: then nothing moves under a hand. */
  resized(within = false): void {
    this.#quietly(() => this.#host.get<Canvas>("canvas").resized());
    if (!this.#chosen && !within) this.fit();
  }

  /** Looks at the size of a place; what is answered ends it. */
  watch(box: Element): () => void {
    let [width, height] = [box.clientWidth, box.clientHeight];
    let around = `${window.innerWidth} ${window.innerHeight}`;
    const watch = new ResizeObserver(() => {
      // The first time it tells only that there is something to watch; a place that is hidden has no size.
      if ((box.clientWidth === width && box.clientHeight === height) || box.clientWidth === 0) return;
      [width, height] = [box.clientWidth, box.clientHeight];
      const now = `${window.innerWidth} ${window.innerHeight}`;
      this.resized(now === around);
      around = now;
    });
    watch.observe(box);
    return () => {
      watch.disconnect();
      this.#host.get<EventBus>("eventBus").off("canvas.viewbox.changed", this.#moved);
    };
  }

  #quietly(move: () => void): void {
    this.#fitting = true;
    try {
      move();
    } finally {
      this.#fitting = false;
    }
  }
}
