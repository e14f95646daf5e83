import { describe, expect, it } from "vitest";
import type { Box, Canvas, Host } from "./canvas";
import { Fitted } from "./fitted";

/** A canvas with a drawing of 1000 by 100. */
class Paper implements Host {
  size = { width: 1000, height: 300 };
  place = { x: 0, y: 0, scale: 1 };
  readonly #heard = new Set<() => void>();

  get<T>(service: string): T {
    if (service === "eventBus") return { on: (_: string, heard: () => void) => this.#heard.add(heard), off: (_: string, heard: () => void) => this.#heard.delete(heard) } as T;
    // The library tells of a new size as of another place.
    return { viewbox: (to?: Box) => this.#viewbox(to), resized: () => this.#tell() } as unknown as T;
  }

  move(x: number, scale: number): void {
    this.get<Canvas>("canvas").viewbox({ x, y: 0, width: this.size.width / scale, height: this.size.height / scale });
  }

  #tell(): void {
    for (const heard of this.#heard) heard();
  }

  #viewbox(to?: Box) {
    const { width, height } = this.size;
    if (!to) return { ...this.place, width, height, inner: { x: 0, y: 0, width: 1000, height: 100 }, outer: this.size };
    this.place = { x: to.x, y: to.y, scale: Math.min(width / to.width, height / to.height) };
    this.#tell();
    return to;
  }
}

describe("a canvas on which somebody works", () => {
  it("is fitted again when its place has another size", () => {
    const paper = new Paper();
    const fitted = new Fitted(paper, 100);
    const wide = paper.place.scale;
    paper.size = { width: 390, height: 600 };
    fitted.resized();
    expect(paper.place.scale).toBeLessThan(wide / 2);
    expect((1000 - paper.place.x) * paper.place.scale, "all of it is in sight").toBeLessThanOrEqual(390);
    paper.size = { width: 1000, height: 300 };
    fitted.resized(true);
    expect(paper.place.scale, "a list that opens beside it moves nothing").toBeLessThan(wide / 2);
    fitted.resized();
    expect(paper.place.scale).toBeCloseTo(wide);
  });

  it("stays where somebody has moved it, until they want to see all of it", () => {
    const paper = new Paper();
    const fitted = new Fitted(paper, 100);
    paper.move(250, 2);
    paper.size = { width: 390, height: 600 };
    fitted.resized();
    expect(paper.place).toEqual({ x: 250, y: 0, scale: 2 });
    fitted.fit();
    const small = paper.place.scale;
    paper.size = { width: 1000, height: 300 };
    fitted.resized();
    expect(paper.place.scale).toBeGreaterThan(small);
  });
});
