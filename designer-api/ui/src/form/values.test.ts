import { describe, expect, it } from "vitest";
import { NOTHING_LIVE, type Schema, type Value, type Values } from "./schema";
import { at, beginning, put, steps, submitted, total } from "./values";

const SCHEMA: Schema = {
  components: [
    { type: "textfield", key: "reason", defaultValue: "none" },
    { type: "textfield", key: "read", readonly: true },
    { type: "group", path: "who", components: [{ type: "textfield", key: "name" }] },
    {
      type: "dynamiclist",
      path: "items",
      defaultRepetitions: 2,
      components: [{ type: "textfield", key: "what" }, { type: "number", key: "price", readonly: true }],
    },
  ],
};

describe("values", () => {
  it("are found and put by their paths", () => {
    expect(steps("a.b[0].c")).toEqual(["a", "b", 0, "c"]);
    const values = put({ a: 1 }, "items[1].price", 3);
    expect(at(values, "items[1].price")).toBe(3);
    expect(at(values, "items[7].price")).toBeUndefined();
    expect(put(values, "a", undefined)).toEqual({ items: [undefined, { price: 3 }] });
  });

  it("begin with defaults and rows where there is nothing", () => {
    expect(beginning(SCHEMA.components, {})).toEqual({ reason: "none", items: [{}, {}] });
    expect(beginning(SCHEMA.components, { reason: "x", items: [{ what: "a" }] })).toEqual({ reason: "x", items: [{ what: "a" }] });
  });

  it("are sent where they may be written", () => {
    const values = { reason: "", read: "r", who: { name: "ann" }, items: [{ what: "a", price: 2 }], other: 1 };
    expect(submitted(SCHEMA, values, NOTHING_LIVE)).toEqual({ reason: null, who: { name: "ann" }, items: [{ what: "a", price: 2 }] });
  });

  it("are not sent where a condition hides or fixes them", () => {
    const schema: Schema = {
      components: [
        { type: "textfield", key: "a", conditional: { hide: "=b > 1" } },
        { type: "textfield", key: "c", readonly: "= b > 2" },
        { type: "dynamiclist", path: "rows", components: [{ type: "textfield", key: "d", conditional: { hide: "=e" } }, { type: "textfield", key: "e" }] },
      ],
    };
    const values = { a: "1", c: "2", rows: [{ d: "3", e: "4" }, { d: "5" }] } as Values;
    const live = { ...NOTHING_LIVE, conditions: { "": { "b > 1": true, "b > 2": true }, "rows[0]": { e: true }, "rows[1]": { e: false } } };
    expect(submitted(schema, values, live)).toEqual({ rows: [{ e: "4" }, { d: "5" }] });
    expect(submitted(schema, values, NOTHING_LIVE)).toEqual(values);
  });

  it("add up in decimal digits", () => {
    const rows = [{ price: 0.1 }, { price: "0.2" }, { price: null }, {}] as Value[];
    expect(total(rows, { key: "t", of: "price" })).toBe("0.3");
    expect(total(rows, { key: "t", of: "price", function: "count" })).toBe("4");
    expect(total(rows, { key: "t", of: "price", function: "max" })).toBe("0.2");
    expect(total(rows, { key: "t", of: "price", function: "mean" })).toBe("0.15");
    expect(total([], { key: "t", of: "price" })).toBe("0");
    expect(total([], { key: "t", of: "price", function: "min" })).toBeNull();
    expect(total([{ price: "x" }], { key: "t", of: "price" })).toBeNull();
  });
});
