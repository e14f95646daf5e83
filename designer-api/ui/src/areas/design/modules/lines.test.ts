import { describe, expect, it } from "vitest";
import { differenceOf, tidied } from "./lines";

const told = (before: string, after: string) => differenceOf(before, after).map((line) => (line.kind === "left-out" ? `…${line.count}` : `${{ same: " ", gone: "-", new: "+" }[line.kind]}${line.text}`));

describe("what is other between two texts", () => {
  it("is told with the lines around it, and the rest by its number", () => {
    const text = (limit: string) => `<decision><a/><b/><c/><rule>${limit}</rule><d/><e/><f/><g/></decision>`;
    expect(told(text("100"), text("200"))).toEqual(["…2", " <b/>", " <c/>", "-<rule>100</rule>", "+<rule>200</rule>", " <d/>", " <e/>", "…3"]);
  });

  it("does not depend on how a file was laid out", () => {
    expect(differenceOf('{"a":1,"b":[2]}', '{\n  "a": 1,\n "b": [2]}')).toEqual([{ kind: "left-out", count: 6 }]);
    expect(tidied("<a>\n  <b/>\n</a>")).toEqual(["<a>", "<b/>", "</a>"]);
  });

  it("finds what was moved as gone from one place and new at another", () => {
    expect(told("<x><a/><b/></x>", "<x><b/><a/></x>")).toEqual([" <x>", "-<a/>", " <b/>", "+<a/>", " </x>"]);
  });

  it("matches nothing where there is too much", () => {
    const many = (name: string) => Array.from({ length: 2_100 }, (_, number) => `<${name}${number}/>`).join("");
    expect(differenceOf(many("a"), many("b"))).toHaveLength(4_200);
  });
});
