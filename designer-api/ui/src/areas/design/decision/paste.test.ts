import { expect, test } from "vitest";
import { cellsOf } from "./paste";

test("lines and tabs make cells; what a sheet has quoted is read, what FEEL quotes stays", () => {
  expect(cellsOf("a\tb\r\nc\td\r\n")).toEqual([["a", "b"], ["c", "d"]]);
  expect(cellsOf('"vip"\t"two\nlines"')).toEqual([['"vip"', "two\nlines"]]);
  expect(cellsOf('"say ""hi"""\t< 5')).toEqual([['say "hi"', "< 5"]]);
  expect(cellsOf("")).toEqual([[""]]);
});
