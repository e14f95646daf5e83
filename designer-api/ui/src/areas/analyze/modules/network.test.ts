import { expect, it } from "vitest";
import { beside } from "./Network";

it("ends a line beside its group, where its head is seen, also from far away or from the group itself", () => {
  expect(beside({ x: 0, y: 0 }, { x: 100, y: 0 })).toEqual({ x: 92, y: 0 });
  const end = beside({ x: 0, y: 0 }, { x: 30, y: 40 });
  expect(Math.hypot(30 - end.x, 40 - end.y)).toBeCloseTo(8);
  expect(beside({ x: 5, y: 5 }, { x: 5, y: 5 })).toEqual({ x: 5, y: 5 });
});
