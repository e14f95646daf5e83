import { expect, it } from "vitest";
import { inLanguage } from "./language";

const schema = {
  components: [
    { type: "textfield", key: "reason", label: "事由", properties: { "label:en": "Reason" } },
    { type: "dynamiclist", path: "items", label: "明细", components: [{ type: "number", key: "amount", label: "金额", properties: { "label:en": "Amount" } }] },
    { type: "spacer" },
  ],
};

it("takes the labels of the language, in rows too, and the form's own where it has no others", () => {
  const [reason, items, spacer] = inLanguage(schema, "en").components;
  expect([reason!.label, items!.label, items!.components![0]!.label]).toEqual(["Reason", "明细", "Amount"]);
  expect("label" in spacer!).toBe(false);
  expect(inLanguage(schema, "zh-CN")).toEqual(schema);
});
