import { describe, expect, it } from "vitest";
import type { Landscape, LandscapeNode } from "@/api/types";
import { index, matching, partyOf, wayTo } from "./landscape";
import { next } from "./raci";
import { lightOf, type Measures } from "./measures";

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

describe("the light of a node", () => {
  const taken = { id: "node", indicators: [{ id: "own", proposed: false }, { id: "proposed", proposed: true }] } as unknown as LandscapeNode;
  const light = (indicator: string, defined: boolean, state: string) => ({ node: "node", indicator, defined, state });
  const of = (...lights: object[]) => lightOf(taken, new Map([["node", lights]]) as unknown as Measures);

  it("is the worst of its own indicators and of those that are defined for it", () => {
    expect(of(light("own", false, "good"), light("key", true, "warn"))).toBe("doubtful");
    expect(of(light("own", false, "bad"), light("key", true, "good"))).toBe("bad");
  });

  it("is not made up where nothing was measured, and not shown where there is nothing to measure", () => {
    expect(of()).toBe("unmeasured");
    expect(of(light("own", false, "tooFew"))).toBe("unmeasured");
    expect(lightOf({ id: "node", indicators: [] } as unknown as LandscapeNode, new Map())).toBeNull();
  });
});
