import { describe, expect, it } from "vitest";
import { piecesOf, told } from "./fields";

const time = { id: "approval-time", name: { "zh-CN": "审批用时", en: "Time of the approval" }, formula: "p90(sojourn)", unit: "working-hours", target: 16, warn: null, direction: "lower", proposed: true };
const first = { ...time, id: "first-pass", unit: "%", target: 85, direction: "higher" };

describe("a field of a node", () => {
  it("is told in pieces that have words", () => {
    expect(piecesOf("indicators", [time])).toEqual([{ piece: "indicator", indicator: time }]);
    expect(piecesOf("owner", "role:hr")).toEqual([{ piece: "party", party: "role:hr", parts: [] }]);
    expect(piecesOf("duties", [{ who: "role:hr", parts: ["R", "A"] }])).toEqual([{ piece: "party", party: "role:hr", parts: ["R", "A"] }]);
    expect(piecesOf("links", [{ kind: "process", id: "leaveRequest" }])).toEqual([{ piece: "link", link: { kind: "process", id: "leaveRequest" } }]);
    expect(piecesOf("name", { "zh-CN": "请假", en: "Leave" })).toEqual([{ piece: "words", words: { "zh-CN": "请假", en: "Leave" } }]);
    expect(piecesOf("parent", "hr")).toEqual([{ piece: "node", id: "hr" }]);
    expect(piecesOf("level", 3)).toEqual([{ piece: "named", of: "level", id: "3" }]);
    expect(piecesOf("maturity", 2)).toEqual([{ piece: "text", text: "2" }]);
  });

  it("says nothing where nothing is", () => {
    expect(piecesOf("owner", null)).toEqual([]);
    expect(piecesOf("indicators", [])).toEqual([]);
    expect(piecesOf("description", { "zh-CN": "", en: " " })).toEqual([]);
  });

  it("that is a list is told by what came and what went", () => {
    const found = told("indicators", [time, first], [first, { ...time, target: 8 }]);
    expect(found.before).toEqual([{ piece: "indicator", indicator: time }]);
    expect(found.after).toEqual([{ piece: "indicator", indicator: { ...time, target: 8 } }]);
  });
});
