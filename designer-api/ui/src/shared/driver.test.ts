import { describe, expect, it } from "vitest";
import { filterOf, rangeIn, restOf, soIn } from "./driver";

describe("what goes together with something, as a filter", () => {
  it("reads ranges as the server writes them", () => {
    expect(rangeIn("100 … 250.5")).toEqual({ from: 100, until: 250.5 });
    expect(rangeIn("-3 … -1")).toEqual({ from: -3, until: -1 });
    for (const none of ["north", "a … b", "1", "1 … ", "1 … 2 … 3"]) expect(rangeIn(none)).toBeUndefined();
  });

  it("finds cases by value, range, flow and version, all at once", () => {
    const items = [
      { attribute: "amount", value: "100 … 250" },
      { attribute: "supplier", value: "north" },
      { attribute: "flow", value: "f1" },
      { attribute: "version", value: "2" },
    ];
    expect(filterOf(items, { where: { colour: "red" }, ranges: { size: { from: 1 } } })).toEqual({
      version: 2,
      flow: "f1",
      where: { colour: "red", supplier: "north" },
      ranges: { size: { from: 1 }, amount: { from: 100, until: 250 } },
    });
    expect(restOf(items, {})).toEqual({ except: { version: 2, flow: "f1", where: { supplier: "north" }, ranges: { amount: { from: 100, until: 250 } } } });
  });

  it("asks for what stood around a case like for a number", () => {
    const items = [{ attribute: "weekday", value: "3" }, { attribute: "queueLength", value: "2 … 5" }];
    const ranges = { $weekday: { from: 3, until: 3 }, $queueLength: { from: 2, until: 5 } };
    expect([filterOf(items, {}), restOf(items, {})]).toEqual([{ ranges }, { except: { ranges } }]);
  });

  it("says nothing of what only a moment knows, of a second flow, or of a second kind to leave out", () => {
    expect(soIn([{ attribute: "again", value: "true" }])).toBeUndefined();
    expect(soIn([{ attribute: "$rule", value: "limit:2" }])).toBeUndefined();
    expect(filterOf([{ attribute: "again", value: "true" }, { attribute: "supplier", value: "north" }], {})).toBeUndefined();
    expect(filterOf([{ attribute: "flow", value: "f2" }], { flow: "f1" })).toBeUndefined();
    expect(soIn([{ attribute: "flow", value: "f1" }, { attribute: "flow", value: "f2" }])).toBeUndefined();
    expect(restOf([{ attribute: "supplier", value: "north" }], { except: { flow: "f1" } })).toBeUndefined();
  });

  it("asks for the department of those who began it, of one at a time, and leaves none out", () => {
    const sales = { attribute: "initiatorDepartment", value: "sales" };
    expect(filterOf([sales], {})).toEqual({ initiatorDepartment: "sales" });
    expect(filterOf([sales, { attribute: "supplier", value: "north" }], {})).toEqual({ initiatorDepartment: "sales", where: { supplier: "north" } });
    expect(filterOf([sales], { initiatorDepartment: "law" })).toBeUndefined();
    expect(filterOf([sales, { attribute: "again", value: "true" }], {})).toBeUndefined();
    expect(restOf([sales], {})).toBeUndefined();
  });
});
