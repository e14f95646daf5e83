import { expect, it } from "vitest";
import { isHeavy, partsIn } from "./heavy";

it("counts shapes and lines, with and without a prefix, each once", () => {
  expect(partsIn(`<bpmndi:BPMNPlane><bpmndi:BPMNShape id="a"><b/></bpmndi:BPMNShape><BPMNEdge\n id="b"/><x:BPMNShape/><bpmndi:BPMNShapeLike/></bpmndi:BPMNPlane>`)).toBe(3);
  expect(partsIn("")).toBe(0);
});

it("draws a diagram of a thousand elements without asking", () => {
  expect([2_000, 5_000, 5_001].map(isHeavy)).toEqual([false, false, true]);
});
