import { expect, it } from "vitest";
import { formulaOf, partsOf, statisticsOf, tiny } from "./indicators";

it("takes a formula apart and puts it together again", () => {
  for (const formula of ["p90(sojourn of answer)", "share(first-pass-yield)", "rate(throughput)", "mean(claim-to-start of a b)"]) expect(formulaOf(partsOf(formula))).toBe(formula);
  expect(partsOf("nonsense")).toEqual({ statistic: "mean", measure: "sojourn", of: "" });
});

it("makes of a share a share alone, and of a time many things", () => {
  expect(statisticsOf(["%"])).toEqual(["share"]);
  expect(statisticsOf(["per-week"])).toEqual(["rate"]);
  expect(statisticsOf(["minutes", "hours"])).toContain("p90");
});

it("tells a time that is next to nothing in its unit by a smaller one", () => {
  expect(tiny(0.005, "hours")).toBe(18_000);
  expect(tiny(-0.001, "days")).toBe(-86_400);
  for (const [value, unit] of [[0, "hours"], [0.5, "hours"], [0.001, "%"], [0.001, "working-hours"]] as const) expect(tiny(value, unit)).toBeUndefined();
});
