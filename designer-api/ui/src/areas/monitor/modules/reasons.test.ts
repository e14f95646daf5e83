import { expect, it } from "vitest";
import { keyOf } from "./reasons";

it("names no node where none is known", () => {
  expect(keyOf({ code: "INTERVENTION", node: "answer" })).toBe("INTERVENTION");
  expect(keyOf({ code: "INTERVENTION", node: null })).toBe("INTERVENTION_CASE");
  expect(keyOf({ code: "SLOW_STEP", node: "answer", segment: "queue" })).toBe("SLOW_STEP_PART");
  expect(keyOf({ code: "SLOW_STEP", node: "answer" })).toBe("SLOW_STEP");
});
