import { expect, test } from "vitest";
import { ALWAYS, KEEP, assumed, changes, empty, teamName } from "./scenario";

test("what was left as it is is not said", () => {
  expect(changes(empty("a"))).toEqual({});
  const left = { ...empty("a"), teams: { clerks: { people: 0, hours: KEEP } }, steps: [{ step: "", kind: "factor" as const, value: 50 }], branches: { g: { a: "" as const } } };
  expect(changes(left)).toEqual({});
});

test("percent are factors, minutes are milliseconds", () => {
  const form = {
    ...empty("a"),
    arrivals: 150,
    teams: { clerks: { people: 2, hours: "office" }, heads: { people: "" as const, hours: ALWAYS } },
    steps: [
      { step: "check", kind: "factor" as const, value: 80 },
      { step: "pay", kind: "automated" as const, value: 0.5 },
      { step: "ask", kind: "duration" as const, value: 15 },
      { step: "file", kind: "wait" as const, value: 0 },
    ],
    branches: { g: { a: 30, b: 70 } },
    discipline: "priority" as const,
  };
  expect(changes(form)).toEqual({
    arrivals: 1.5,
    teams: [
      { team: "clerks", people: 2, hours: { kind: "calendar", id: "office" } },
      { team: "heads", hours: { kind: "always" } },
    ],
    steps: [{ step: "check", factor: 0.8 }, { step: "pay", duration: 30_000, automated: true }, { step: "ask", duration: 900_000 }, { step: "file", wait: 0 }],
    branches: [{ gateway: "g", probabilities: { a: 0.3, b: 0.7 } }],
    discipline: "priority",
  });
});

test("who does a step no more, and who may not do both, is said of the step with all else that is different of it", () => {
  const form = {
    ...empty("a"),
    steps: [
      { step: "check", kind: "without" as const, value: "" as const, whom: "clerks" },
      { step: "approve", kind: "apart" as const, value: "" as const, whom: "check" },
      { step: "check", kind: "factor" as const, value: 80 },
      { step: "file", kind: "without" as const, value: 50, whom: "" },
      { step: "file", kind: "apart" as const, value: "" as const },
    ],
  };
  expect(changes(form)).toEqual({ steps: [{ step: "check", without: "clerks", factor: 0.8 }, { step: "approve", apart: "check" }] });
});

test("what is said twice of a step stays said twice: the server refuses it, and nothing is lost without a word", () => {
  const line = (kind: "factor" | "wait", value: number) => ({ step: "check", kind, value });
  const form = { ...empty("a"), steps: [line("factor", 50), line("wait", 10), line("factor", 60)] };
  expect(changes(form)).toEqual({ steps: [{ step: "check", factor: 0.5, wait: 0.1 }, { step: "check", factor: 0.6 }] });
});

test("assumptions are costs and times", () => {
  expect(assumed({ clerks: 40, heads: "" }, { check: 5 })).toEqual({ teams: [{ team: "clerks", costPerHour: 40 }], steps: [{ step: "check", duration: 300_000 }] });
  expect(assumed({}, {})).toEqual({});
});

test("a team is called by its groups, else by what it does", () => {
  const name = (id: string) => id.toUpperCase();
  expect(teamName({ id: "x", groups: ["clerks"], steps: ["a"] }, name)).toBe("clerks");
  expect(teamName({ id: "a+b", groups: [], steps: ["a", "b"] }, name)).toBe("A + B");
});
