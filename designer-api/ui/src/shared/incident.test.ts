import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { saidIn } from "./incident";

it("takes apart what the engine says of expressions: what is to blame, where it stands, and the data", () => {
  expect(saidIn("`amount > 1000`: cannot compare string and number, in `amount > 1000`, line 1, column 1; with amount = \"much\"")).toEqual({
    sentence: "cannot",
    of: { part: "amount > 1000", what: "compare", types: "string and number" },
    line: "1",
    column: "1",
    data: 'amount = "much"',
  });
  expect(saidIn("variable `total` is missing, in `total + 1`, line 1, column 1; with a = 1 and 4 more")).toEqual({
    sentence: "missing",
    of: { name: "total" },
    text: "total + 1",
    line: "1",
    column: "1",
    data: "a = 1, +4",
  });
  expect(saidIn("`a` is date and time, not boolean")).toBeNull();
  expect(saidIn("`a.b`: `a` has no entry `b`, in `a.b > 1`")).toMatchObject({ sentence: "noEntry", of: { part: "a", entry: "b" }, text: "a.b > 1" });
  expect(saidIn("the condition `a` gives number, not true or false")).toMatchObject({ sentence: "condition", of: { type: "number" } });
});

it("tells what each way out needs, and who threw what", () => {
  expect(saidIn("no outgoing flow of `g` holds, and it has no default flow: `f1` needs `a > 1`, `f2` needs `a < 0`; with a = 1")).toEqual({
    sentence: "noFlow",
    of: {},
    needs: "`f1`: `a > 1`, `f2`: `a < 0`",
    data: "a = 1",
  });
  expect(saidIn("error `E1` was not caught: no money")).toEqual({ sentence: "uncaught", of: { name: "E1" }, note: "no money" });
  expect(saidIn("no outgoing flow of `g` holds, and it has no default flow")).toEqual({ sentence: "noFlow", of: {} });
});

it("leaves the words of others as they are", () => {
  expect(saidIn("connection refused")).toBeNull();
  expect(saidIn("")).toBeNull();
});

it("knows sentences that the engine still says", () => {
  const core = `${process.cwd()}/../../engine/core/src/`;
  const texts = ["failure.rs", "expression/error.rs", "juel/error.rs", "timer.rs", "expression/explain.rs"].map((file) => readFileSync(core + file, "utf8")).join("\n");
  const said = [
    "is missing, in `{expression}`",
    "is null, in `{expression}`",
    "is a call on null, in `{expression}`",
    "cannot compare ",
    "has no entry `{entry}`",
    "the list is empty",
    "not true or false",
    "which cannot be a variable",
    "is larger than a number can be, in",
    "which would be stored as {stored}: ",
    "has no value now, in `{expression}`",
    "holds, and it has no default flow{needs}",
    "was not caught",
    "gives no text",
    "is to be a whole number from {least} to {most}, and is `{text}`",
    "is not a number: `{text}`",
    "is not an ISO 8601 date, duration or interval",
    "instances of one activity are more than {max}",
    "moves without a wait: ",
    "element instances, as many as it may have: ",
  ];
  expect(said.filter((one) => !texts.includes(one))).toEqual([]);
});
