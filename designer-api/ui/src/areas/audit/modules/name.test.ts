import { expect, it } from "vitest";
import { nameIn } from "./name";

it("finds what a thing is called, in the language of the page", () => {
  expect(nameIn({ model: { id: "5", name: "合同会签" } }, "en")).toBe("合同会签");
  const spec = { name: { "zh-CN": "采购终止率", en: "Purchases given up" } };
  expect([nameIn({ spec }, "zh-CN"), nameIn({ spec }, "en")]).toEqual(["采购终止率", "Purchases given up"]);
  expect(nameIn({ indicator: { name: { "zh-CN": " ", en: "Supply time" } } }, "zh-CN")).toBe("Supply time");
});

it("knows none where none is said", () => {
  expect([nameIn(null, "en"), nameIn([{ put: {} }], "en"), nameIn({ name: { first: "a" } }, "en")]).toEqual([null, null, null]);
});
