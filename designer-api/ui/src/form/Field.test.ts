import { expect, it } from "vitest";
import { asNumber, plainNumber } from "./Field";

it("takes numbers as they are typed", () => {
  expect(plainNumber("１，２３４。５０")).toBe("1234.50");
  expect(plainNumber("¥ 1,280.5")).toBe("1280.5");
  expect(asNumber("1280.50")).toBe(1280.5);
  expect(asNumber("-3.")).toBe(-3);
  // A browser would round it: the server sees what was typed, and says that it is no number.
  expect(asNumber("12345678901234567890")).toBe("12345678901234567890");
  expect(asNumber("1e5")).toBe("1e5");
  expect(asNumber("-")).toBe("-");
});
