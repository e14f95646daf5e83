import { expect, it } from "vitest";
import { formulaOf, partsOf, statisticsOf } from "./indicators";

it("takes a formula apart and puts it together again", () => {
  for (const formula of ["p90(sojourn of answer)", "share(first-pass-yield)", "rate(throughput)", "mean(claim-to-start of a b)"]) expect(formulaOf(partsOf(formula))).toBe(formula);
  expect(partsOf("nonsense")).toEqual({ statistic: "mean", measure: "sojourn", of: "" });
});

it("makes of a share a share alone, and of a time many things", () => {
  expect(statisticsOf(["%"])).toEqual(["share"]);
  expect(statisticsOf(["per-week"])).toEqual(["rate"]);
  expect(statisticsOf(["minutes", "hours"])).toContain("p90");
});
