import { expect, test } from "vitest";
import type { Component } from "@/form/schema";
import { inLines, entered } from "./entered";

const FORM: Component[] = [
  { type: "textfield", key: "reason", label: "事由" },
  { type: "number", key: "amount", label: "金额" },
  { type: "select", key: "kind", label: "类别", values: [{ label: "差旅", value: "travel" }] },
  { type: "attachment", key: "invoice", label: "发票", multiple: true },
  { type: "dynamiclist", path: "items", label: "明细", components: [{ type: "textfield", key: "what", label: "项目" }] },
] as Component[];

test("what was entered is told by its labels, and what was there before is not", () => {
  const before = { amount: 12, items: [{ what: "高铁" }] };
  const now = { reason: "拜访客户", amount: 12, kind: "travel", invoice: ["f1"], items: [{ what: "高铁" }, { what: "餐费" }] };
  const words = entered(FORM, before, now);
  expect(words).toEqual([["事由", "拜访客户"], ["类别", "差旅"], ["明细 2 · 项目", "餐费"]]);
  expect(inLines(words, ["意见", "同意"])).toBe("事由: 拜访客户\n类别: 差旅\n明细 2 · 项目: 餐费\n意见: 同意");
  expect(inLines([], ["意见", " "])).toBe("");
});
