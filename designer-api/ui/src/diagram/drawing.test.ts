import { expect, it } from "vitest";
import { drawingQuery } from "./drawing";
import { sizesOf } from "./zoom";

it("shows all of an image, and one that is a line when all of it is shown begins readable", () => {
  expect(sizesOf(1_500, 750)).toEqual({ first: 1, most: 6 });
  expect(sizesOf(400_000, 1_000)).toEqual({ first: 240, most: 600 });
  expect(sizesOf(0, 0)).toEqual({ first: 1, most: 6 });
});

it("keeps the images of an instance under what makes the instance stale, each moment of it by itself", () => {
  const at = (moment: string) => drawingQuery({ instance: "i", at: moment }, true).queryKey;
  expect(at("1").slice(0, 2)).toEqual(["instance", "i"]);
  expect(at("1")).not.toEqual(at("2"));
  const tokens = (...named: string[]) => drawingQuery({ definition: "p:1", tokens: named }, true).queryKey;
  const draft = (revision: number) => drawingQuery({ model: "m", revision }, true).queryKey;
  expect(draft(1).slice(0, 2)).toEqual(["model", "m"]);
  expect(draft(1)).not.toEqual(draft(2));
  expect(draft(2)).not.toEqual(drawingQuery({ model: "m", revision: 2, before: 1 }, true).queryKey);
  expect(tokens("a", "a", "b")).not.toEqual(tokens("a", "b"));
});
