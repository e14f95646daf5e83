import { describe, expect, it } from "vitest";
import type { Difference } from "@/api/types";
import { sidesOf } from "./difference";

const named = (element: string) => ({ element, kind: "userTask", name: element });

describe("a difference on two canvases", () => {
  it("marks what is gone before, what is new after, and what is other on both", () => {
    const difference = { removed: [named("old")], added: [named("new")], changed: [{ ...named("same"), attributes: [] }], moved: [named("moved")], untold: 0 } as Difference;
    const { before, after } = sidesOf(difference, (kind) => `it is ${kind}`);
    expect(Object.keys(before)).toEqual(["old", "same"]);
    expect(Object.keys(after)).toEqual(["new", "same"]);
    expect(before["old"]).toEqual({ marker: "removed", sign: { text: "−", title: "it is removed" } });
    expect(after["new"]).toEqual({ marker: "added", sign: { text: "+", title: "it is added" } });
    expect([before["same"], after["same"]].map((paint) => paint?.marker)).toEqual(["changed", "changed"]);
  });

  it("is nothing as long as it is not known", () => {
    expect(sidesOf(undefined, String)).toEqual({ before: {}, after: {} });
  });
});
