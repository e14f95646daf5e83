import { describe, expect, it } from "vitest";
import type { Norm } from "@/api/types";
import { KINDS, fresh, normOf, partsOf } from "./normRules";

describe("a rule that instances are held against", () => {
  it("is put together again as it was taken apart", () => {
    const norms: Norm[] = [
      { existence: { activity: "a", times: 2 } },
      { absence: { activity: "a", times: 3 } },
      { response: { first: "a", then: "b", withinHours: 48 } },
      { response: { first: "a", then: "b", withinHours: null } },
      { precedence: { first: "a", then: "b" } },
      { notCoexistence: { one: "a", other: "b" } },
      { samePerson: { one: "a", other: "b" } },
    ];
    for (const norm of norms) expect(normOf(partsOf(norm))).toEqual(norm);
    expect(new Set(norms.map((norm) => partsOf(norm).kind))).toEqual(new Set(KINDS));
  });

  it("becomes another kind with the activities that it had", () => {
    const parts = partsOf({ response: { first: "a", then: "b", withinHours: 1 } });
    expect(normOf({ ...parts, kind: "samePerson" })).toEqual({ samePerson: { one: "a", other: "b" } });
    expect(normOf({ ...parts, kind: "absence" })).toEqual({ absence: { activity: "a", times: 1 } });
  });

  it("has an id of its own, also where one in between was dropped", () => {
    const [one, two] = [fresh([]), fresh([fresh([])])];
    expect([one.id, two.id, fresh([{ ...one, id: "rule-2" }]).id]).toEqual(["rule-1", "rule-2", "rule-3"]);
  });
});
