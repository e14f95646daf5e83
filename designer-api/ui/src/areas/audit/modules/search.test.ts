import { describe, expect, it } from "vitest";
import { USUAL, asked, moment, traceSearch } from "./search";

describe("a question of the trace", () => {
  it("keeps what is said and nothing else", () => {
    expect(traceSearch({ actor: "ann", stepped: "true", oldest: "no", strange: 1, areas: "" })).toEqual({ actor: "ann", stepped: true });
  });

  it("asks for everything but the flow where no area is said", () => {
    expect(asked({}).areas).toBe(USUAL.join());
    expect(asked({ areas: "flow" }).areas).toBe("flow");
  });

  it("asks for a value only with the variable that has it", () => {
    expect(asked({ value: "7" }).value).toBeUndefined();
    expect(asked({ variable: "amount", value: "7" }).value).toBe("7");
  });

  it("sends times with their zone, and none that are none", () => {
    expect(moment("2026-11-26T10:00")).toMatch(/^2026-11-2\dT\d\d:00:00\.000Z$/);
    expect(moment("soon")).toBeUndefined();
    expect(moment(undefined)).toBeUndefined();
  });
});
