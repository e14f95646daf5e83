import { describe, expect, it } from "vitest";
import { inWords } from "./chinese";

describe("an amount in the numerals of cheques", () => {
  it.each([
    ["0", "零元整"],
    ["0.05", "伍分"],
    ["0.5", "伍角整"],
    ["1", "壹元整"],
    ["10", "壹拾元整"],
    ["100.01", "壹佰元零壹分"],
    ["1280.50", "壹仟贰佰捌拾元伍角整"],
    ["1006", "壹仟零陆元整"],
    ["98000.25", "玖万捌仟元贰角伍分"],
    ["100000", "壹拾万元整"],
    ["100001", "壹拾万零壹元整"],
    ["1000010000", "壹拾亿零壹万元整"],
    ["107000.53", "壹拾万柒仟元伍角叁分"],
    ["1600407.02", "壹佰陆拾万零肆佰零柒元零贰分"],
    ["-3.2", "负叁元贰角整"],
    ["9999999999999999.99", "玖仟玖佰玖拾玖万亿玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"],
  ])("%s", (amount, words) => expect(inWords(amount)).toBe(words));

  it("is nothing for what is no amount of money", () => {
    for (const amount of ["", "x", "1.234", "10000000000000000"]) expect(inWords(amount)).toBeNull();
  });
});
