import { expect, it } from "vitest";
import { NOTHING_LIVE, type Schema, type Values } from "./schema";
import { validate } from "./validate";

const SCHEMA: Schema = {
  components: [
    { type: "textfield", key: "reason", validate: { required: true, maxLength: 3 } },
    { type: "number", key: "amount", decimalDigits: 2, validate: { min: 1, max: "=limit" } },
    { type: "checkbox", key: "honest", validate: { required: true } },
    { type: "textfield", key: "later", validate: { required: true }, conditional: { hide: "=true" } },
    { type: "dynamiclist", path: "rows", components: [{ type: "number", key: "price", validate: { required: true } }] },
  ],
};

it("tells what is missing or does not fit, by path", () => {
  const live = { ...NOTHING_LIVE, conditions: { "": { true: true } } };
  const values = { reason: "four", amount: 0.123, honest: false, rows: [{ price: 1 }, {}] } as Values;
  expect(validate(SCHEMA, values, live, true)).toEqual({
    reason: { code: "field-too-long", limit: "3" },
    amount: { code: "field-decimals", limit: "2" },
    honest: { code: "field-required" },
    "rows[1].price": { code: "field-required" },
  });
});

it("asks for nothing that is missing from who rejects", () => {
  expect(validate(SCHEMA, { amount: 0 }, NOTHING_LIVE, false)).toEqual({ amount: { code: "field-too-small", limit: "1" } });
});
