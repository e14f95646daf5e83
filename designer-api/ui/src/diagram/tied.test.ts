import { describe, expect, it } from "vitest";
import type { Box, Canvas, Host } from "./canvas";
import { Tied, around } from "./tied";

/** A canvas of 400 by 300 that remembers where it is, and tells it, as those of the library do. */
class Paper implements Host {
  size = { width: 400, height: 300 };
  place = { x: 0, y: 0, scale: 1 };
  sought: string[] = [];
  readonly #heard = new Set<(event: unknown) => void>();

  constructor(
    readonly inner: Box,
    readonly elements: string[] = [],
  ) {}

  get<T>(service: string): T {
    if (service === "eventBus") return { on: (_: string, heard: () => void) => this.#heard.add(heard), off: (_: string, heard: () => void) => this.#heard.delete(heard) } as T;
    if (service === "elementRegistry") return { get: (id: string) => (this.elements.includes(id) ? { id } : undefined) } as T;
    return { viewbox: (to?: Box) => this.#viewbox(to), scrollToElement: (id: string) => this.sought.push(id), resized: () => undefined } as unknown as T;
  }

  /** As if somebody had dragged it there. */
  drag(x: number, y: number, scale: number): void {
    this.get<Canvas>("canvas").viewbox({ x, y, width: this.size.width / scale, height: this.size.height / scale });
  }

  #viewbox(to?: Box) {
    const { width, height } = this.size;
    const viewbox = () => ({ ...this.place, width: width / this.place.scale, height: height / this.place.scale, inner: this.inner, outer: this.size });
    if (!to) return viewbox();
    this.place = { x: to.x, y: to.y, scale: Math.min(width / to.width, height / to.height) };
    for (const heard of this.#heard) heard({ viewbox: viewbox() });
    return to;
  }
}

const box = (x: number, y: number, width: number, height: number): Box => ({ x, y, width, height });

describe("tied diagrams", () => {
  it("show at first all that any of them has, at the same place", () => {
    const [one, other, tied] = [new Paper(box(0, 0, 500, 100)), new Paper(box(0, 0, 1000, 100)), new Tied()];
    tied.add(one);
    const alone = one.place.scale;
    tied.add(other);
    expect(one.place).toEqual(other.place);
    expect(one.place.scale).toBeLessThan(alone);
    // The end of the wider one is within both.
    expect(one.place.x + 400 / one.place.scale).toBeGreaterThanOrEqual(1000);
  });

  it("go wherever one of them is dragged, either way", () => {
    const [one, other, tied] = [new Paper(box(0, 0, 250, 100)), new Paper(box(0, 0, 250, 100)), new Tied()];
    tied.add(one);
    tied.add(other);
    one.drag(50, 20, 2);
    expect(other.place).toEqual({ x: 50, y: 20, scale: 2 });
    other.drag(-10, 0, 0.5);
    expect(one.place).toEqual({ x: -10, y: 0, scale: 0.5 });
    tied.fit();
    expect(one.place).toEqual(other.place);
    expect(one.place.scale).toBe(1);
  });

  it("are tied no longer when they are gone, and what comes in their place is where they were", () => {
    const [one, other, tied] = [new Paper(box(0, 0, 250, 100)), new Paper(box(0, 0, 250, 100)), new Tied()];
    const leave = tied.add(one);
    one.drag(70, 30, 1.5);
    leave();
    tied.add(other);
    expect(other.place).toEqual({ x: 70, y: 30, scale: 1.5 });
    other.drag(0, 0, 1);
    expect(one.place).toEqual({ x: 70, y: 30, scale: 1.5 });
  });

  it("show all again in a window of another size, unless somebody has chosen a place", () => {
    const [one, other, tied] = [new Paper(box(0, 0, 1000, 100)), new Paper(box(0, 0, 1000, 100)), new Tied()];
    tied.add(one);
    tied.add(other);
    const large = one.place.scale;
    for (const paper of [one, other]) paper.size = { width: 200, height: 300 };
    tied.resized();
    expect(one.place.scale).toBeLessThan(large);
    expect(one.place.x + 200 / one.place.scale).toBeGreaterThanOrEqual(1000);
    expect(other.place).toEqual(one.place);
    one.drag(5, 5, 1);
    tied.resized();
    expect(one.place).toEqual({ x: 5, y: 5, scale: 1 });
  });

  it("bring an element by the diagram that has it", () => {
    const [one, other, tied] = [new Paper(box(0, 0, 300, 100), ["old"]), new Paper(box(0, 0, 300, 100), ["new"]), new Tied()];
    tied.add(one);
    tied.add(other);
    tied.bring("new");
    tied.bring("nowhere");
    expect([one.sought, other.sought]).toEqual([[], ["new"]]);
  });
});

describe("a box around boxes", () => {
  it("leaves out what is empty", () => {
    expect(around([box(10, 20, 30, 40), box(-5, 50, 10, 100), box(-999, 0, 0, 0)])).toEqual(box(-5, 20, 45, 130));
    expect(around([])).toEqual(box(0, 0, 0, 0));
  });
});
