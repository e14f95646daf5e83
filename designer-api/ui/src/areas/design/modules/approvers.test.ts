import { describe, expect, it } from "vitest";
import { readRule, writeRule } from "./approvers";

describe("rules of approvers", () => {
  it.each([
    "initiator",
    "head(initiator)",
    "head(finance)",
    "superior(initiator)",
    "superiors(initiator, 3)",
    "role(legal-counsel)",
    "user(ann), user(bob)",
    "field(countersigners)",
    "chosen(initiator)",
    "role(a), head(initiator)",
    "= approvers",
    "superior(field(x), 2)",
  ])("%s is read and written as it is", (text) => {
    expect(writeRule(readRule(text))).toBe(text);
  });

  it("tells people from what is none of the rules", () => {
    expect(readRule("user(ann), user(bob)")).toEqual({ rule: "user", argument: "ann,bob" });
    expect(readRule("role(a), head(initiator)").rule).toBe("feel");
    expect(readRule("nonsense(").rule).toBe("feel");
    expect(writeRule({ rule: "role", argument: " " })).toBe("");
  });
});
