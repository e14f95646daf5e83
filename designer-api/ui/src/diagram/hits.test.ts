import { expect, it } from "vitest";
import { Hits } from "./hits";

/** Tells what it is told, the highest first, until one stops it. */
class Bus {
  readonly #heard: { priority: number; heard: (event: object) => void }[] = [];
  on(_: string, priority: number, heard: (event: object) => void): void {
    this.#heard.push({ priority, heard });
    this.#heard.sort((one, other) => other.priority - one.priority);
  }
  off(): void {}
  fire(_: string, what: object): void {
    let over = false;
    const event = { ...what, stopPropagation: () => (over = true) };
    for (const { heard } of this.#heard) if (!over) heard(event);
  }
}

it("holds back what is not seen, then draws each once, and later ones at once", () => {
  const bus = new Bus();
  const drawn: unknown[] = [];
  bus.on("", 500, (event) => drawn.push((event as { element: unknown }).element));
  const hits = new Hits(bus as never);
  for (const element of ["a", "b"]) bus.fire("", { element, gfx: null });
  expect(drawn).toEqual([]);
  hits.release();
  expect(drawn).toEqual(["a", "b"]);
  bus.fire("", { element: "c", gfx: null });
  hits.release();
  expect(drawn).toEqual(["a", "b", "c"]);
});
