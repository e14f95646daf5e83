import { expect, it } from "vitest";
import { grouped } from "./findingGroups";

it("puts together what is wrong in the same way, the most first", () => {
  const finding = (at: string, code: string) => ({ at, code, message: "" });
  const groups = grouped([finding("a", "x"), finding("a", "y"), finding("b", "z"), finding("b", "y")]);
  expect(groups.map(({ code, findings }) => [code, findings.map(({ at }) => at)])).toEqual([
    ["y", ["a", "b"]],
    ["x", ["a"]],
    ["z", ["b"]],
  ]);
  expect(grouped([])).toEqual([]);
});
