import { describe, expect, it } from "vitest";
import type { Incident } from "@/api/types";
import { causes } from "./causes";

const incident = (over: Partial<Incident>): Incident => ({
  id: "i.1",
  instance: "i",
  definition: "order:1",
  element: "ship",
  code: "job-failed",
  message: "parcel 17 of 0f0e0d0c-0000-8000-8000-000000000001 is lost",
  raised: "2026-01-02T00:00:00Z",
  ...over,
});

describe("causes", () => {
  it("are the same when only numbers and ids differ", () => {
    const found = causes([incident({}), incident({ message: "parcel 99 of 0f0e0d0c-0000-8000-8000-000000000002 is lost", raised: "2026-01-01T00:00:00Z" })]);
    expect(found.map((cause) => cause.incidents.length)).toEqual([2]);
    expect(found[0]?.since).toBe("2026-01-01T00:00:00Z");
  });

  it("are the same when only the data of the instances and quoted values differ", () => {
    const said = (value: string): Incident =>
      incident({
        code: "feel-type",
        message: `\`amount > 1\`: cannot compare string and number, in \`amount > 1\`; with amount = ${value}`,
        sentence: { name: "cannot", parts: { part: "amount > 1", expression: "amount > 1" }, types: ["string", "number"], values: [{ name: "amount", value }], moreValues: 0, needs: [], moreNeeds: 0 },
      });
    const found = causes([said("[much]"), said("[very much]"), incident({ message: 'no "a"' }), incident({ message: 'no "b"' })]);
    expect(found.map((cause) => cause.incidents.length)).toEqual([2, 2]);
    expect(found[0]!.sentence).toMatchObject({ name: "cannot", values: [] });
  });

  it("differ by code, element, version and words, the most frequent first", () => {
    const found = causes([incident({ code: "x" }), incident({}), incident({}), incident({ definition: "order:2" }), incident({ element: "pay" }), incident({ message: "other" })]);
    expect(found.length).toBe(5);
    expect(found[0]?.incidents.length).toBe(2);
  });
});
