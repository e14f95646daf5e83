import { describe, expect, it } from "vitest";
import { outcomeOf } from "./templateParameters";

describe("what became of the rule parameters of a template", () => {
  const say = (outcome: string, names: string) => `${outcome}: ${names}`;

  it("is told together by outcome, in the order of the card", () => {
    const of = (name: string, outcome: "declared" | "kept" | "notAllowed") => ({ name, outcome, code: null });
    expect(outcomeOf([of("a", "kept"), of("b", "declared"), of("c", "kept")], say)).toBe("kept: a, c · declared: b");
    expect(outcomeOf([of("a", "notAllowed")], say)).toBe("notAllowed: a");
  });

  it("is nothing where the template needs none", () => {
    expect(outcomeOf([], say)).toBe("");
  });
});
