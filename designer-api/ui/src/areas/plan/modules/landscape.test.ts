import { describe, expect, it } from "vitest";
import type { Landscape } from "@/api/types";
import { index, matching, partyOf, wayTo } from "./landscape";
import { next } from "./raci";
import { light } from "./measures";

const node = (id: string, parent: string | null, level: number) => ({ id, parent, level, name: { en: id, "zh-CN": `名${id}` } });
const landscape = { version: 3, nodes: [node("a", null, 1), node("a.b", "a", 2), node("c", "a.b", 3)], roles: [] } as unknown as Landscape;

describe("the landscape", () => {
  it("is found by parent, way and text", () => {
    const all = index(landscape);
    expect(all.parts.get("")?.map((one) => one.id)).toEqual(["a"]);
    expect(wayTo(all, "c").map((one) => one.id)).toEqual(["a", "a.b", "c"]);
    expect(matching(all, "名C").map((one) => one.id)).toEqual(["c"]);
    expect(matching(all, "  ")).toEqual([]);
  });

  it("parts the kind of a party from its id", () => {
    expect(partyOf("person:ann:b")).toEqual({ kind: "person", id: "ann:b" });
    expect(partyOf("role:buyer")).toEqual({ kind: "role", id: "buyer" });
  });
});

describe("a cell of the matrix", () => {
  it("goes round all that one can have to do", () => {
    let parts: string[] = [];
    const seen: string[] = [];
    for (let turn = 0; turn < 6; turn += 1) {
      parts = next(parts);
      seen.push(parts.join(""));
    }
    expect(seen).toEqual(["R", "A", "RA", "C", "I", ""]);
  });
});

describe("an indicator", () => {
  const lower = { target: 5, warn: 8, direction: "lower" };
  const higher = { target: 90, warn: null, direction: "higher" };
  it("is good at its target, doubtful up to its bound, and bad beyond", () => {
    expect([5, 6, 8, 9].map((value) => light(lower, value))).toEqual(["good", "doubtful", "doubtful", "bad"]);
    expect([90, 89].map((value) => light(higher, value))).toEqual(["good", "bad"]);
    expect(light(lower, null)).toBe("unmeasured");
  });
});
