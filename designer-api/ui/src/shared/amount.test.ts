import { expect, it } from "vitest";
import { amount } from "./amount";

it("writes amounts as people do", () => {
  expect(amount(5000, "CNY")).toBe("¥5,000");
  expect(amount(0.1, "CNY")).toBe("¥0.10");
  expect(amount(8000, "元")).toBe("8,000 元");
  expect(amount(3, "days", () => "天")).toBe("3 天");
  expect(amount(5, "%")).toBe("5%");
  expect(amount("P3D", null)).toBe("P3D");
  expect(amount(1.5, null)).toBe("1.5");
  expect([amount(null, "CNY"), amount(true, "")]).toEqual(["–", "true"]);
});
