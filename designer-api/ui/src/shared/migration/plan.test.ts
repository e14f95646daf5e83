import { expect, it } from "vitest";
import { fitting, grouped, planOf, rowsOf, starvedIn, toldApart } from "./plan";

it("shows what has no partner first, and leaves it out of the plan", () => {
  const rows = rowsOf({ plan: { source: "p:1", target: "p:2", elements: [{ from: "a", to: "a" }] }, unmapped: ["b"] } as never);
  expect(rows).toEqual([
    { from: "b", to: null, proposed: null, renew: false },
    { from: "a", to: "a", proposed: "a", renew: false },
  ]);
  expect(planOf("p:1", "p:2", rows).elements).toEqual([{ from: "a", to: "a", renew: false }]);
});

it("counts the reasons of a trial, the most frequent first", () => {
  const obstacle = (code: string, element: string) => ({ code, element, message: code, candidates: [] });
  const refused = (...obstacles: object[]) => ({ instance: "x", refused: { code: "migration-refused", message: "no", obstacles } });
  const trial = { items: [{ instance: "i", changes: {} }, refused(obstacle("one", "a")), refused(obstacle("two", "b"), obstacle("one", "a")), refused()] } as never;
  expect(fitting(trial)).toEqual(["i"]);
  expect(grouped(trial).map(({ code, count }) => [code, count])).toEqual([
    ["one", 2],
    ["two", 1],
    ["migration-refused", 1],
  ]);
});

it("offers the joins that would wait for ever, and names those that may", () => {
  const starved = (element: string) => ({ code: "join-starved", element, message: element, candidates: [] });
  const refused = (...obstacles: object[]) => ({ instance: "x", refused: { code: "migration-refused", message: "no", obstacles } });
  const trial = { items: [refused(starved("j")), refused(starved("j"), { code: "kind-changed", element: "k", message: "", candidates: [] })] } as never;
  expect(starvedIn(trial)).toEqual(["j"]);
  expect(planOf("p:1", "p:2", [], ["j"])).toMatchObject({ incompleteJoins: ["j"] });
  expect(planOf("p:1", "p:2", [])).not.toHaveProperty("incompleteJoins");
});

it("calls elements by their names, and by their ids too where names are the same", () => {
  const names: Record<string, string> = { a: "Pay", b: "Check", c: "Check" };
  const label = toldApart(Object.keys(names), (element) => names[element]!);
  expect(["a", "b", "c"].map(label)).toEqual(["Pay", "Check (b)", "Check (c)"]);
});
