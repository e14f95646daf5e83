import { describe, expect, it } from "vitest";
import type { Difference } from "@/api/types";
import { partsOf, sidesOf } from "./difference";

const named = (element: string) => ({ element, kind: "userTask", name: element });

describe("a difference on two canvases", () => {
  it("marks what is gone before, what is new after, and what is other on both", () => {
    const difference = { removed: [named("old")], added: [named("new")], changed: [{ ...named("same"), attributes: [] }], moved: [named("moved"), named("same")], untold: 0 } as Difference;
    const { before, after } = sidesOf(difference, (kind) => `it is ${kind}`);
    expect(Object.keys(before).sort()).toEqual(["moved", "old", "same"]);
    expect(Object.keys(after).sort()).toEqual(["moved", "new", "same"]);
    expect(before["old"]).toEqual({ marker: "removed", sign: { text: "−", title: "it is removed" } });
    expect(after["new"]).toEqual({ marker: "added", sign: { text: "+", title: "it is added" } });
    expect([before["moved"], after["moved"]].map((paint) => paint?.marker)).toEqual(["moved", "moved"]);
    expect([before["same"], after["same"]].map((paint) => paint?.marker)).toEqual(["changed", "changed"]);
  });

  it("is nothing as long as it is not known", () => {
    expect(sidesOf(undefined, String)).toEqual({ before: {}, after: {} });
  });
});

describe("the way to what is other", () => {
  it("is told part by part", () => {
    expect(partsOf("weir:assignee")).toEqual([{ name: "assignee", number: null }]);
    expect(partsOf("extensionElements/weir:input[2]@source")).toEqual([{ name: "input", number: 2 }, { name: "source", number: null }]);
    expect(partsOf("timerEventDefinition/timeDuration")).toEqual([{ name: "timerEventDefinition", number: null }, { name: "timeDuration", number: null }]);
    expect(partsOf("extensionElements/camunda:properties/camunda:property@name").map((part) => part.name)).toEqual(["camunda:properties", "camunda:property", "name"]);
  });
});
