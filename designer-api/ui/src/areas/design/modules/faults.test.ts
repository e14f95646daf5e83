import { describe, expect, it } from "vitest";
import { locate, namedIn, offsetOf, partAt } from "./faults";

const XML = `<definitions>
  <userTask id="t" weir:assignee="= 上海 +" weir:dueDate="= now(">
    <extensionElements>
      <weir:input source="= 1" target="a" />
      <weir:listener event="start" type="x" />
      <weir:input source="= 1 +" target="b" />
    </extensionElements>
  </userTask>
  <bpmn:sequenceFlow id="f">
    <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">a &gt;</bpmn:conditionExpression>
  </bpmn:sequenceFlow>
</definitions>`;

const at = (needle: string, from = 0) => {
  const offset = XML.indexOf(needle, from);
  const before = XML.slice(0, offset).split("\n");
  return [before.length, Array.from(before.at(-1)!).length + 1] as const;
};

describe("a place in a model", () => {
  it("is an attribute of the element", () => {
    expect(partAt(XML, ...at("weir:assignee"))).toEqual({ name: "weir:assignee", index: 0 });
    // Columns count characters, and two Chinese ones stand before this.
    expect(partAt(XML, ...at("weir:dueDate"))).toEqual({ name: "weir:dueDate", index: 0 });
  });

  it("is a part of it, or an attribute of one of several parts", () => {
    expect(partAt(XML, ...at("<bpmn:conditionExpression"))).toEqual({ name: "conditionExpression", index: 0 });
    expect(partAt(XML, ...at('source="= 1 +"'))).toEqual({ name: "weir:Input@source", index: 1 });
    expect(partAt(XML, ...at('type="x"'))).toEqual({ name: "weir:Listener@type", index: 0 });
    expect(partAt(XML, ...at("<userTask"))).toEqual({ name: "userTask", index: 0 });
  });

  it("may be nowhere", () => {
    expect(partAt(XML, ...at("a &gt;"))).toBeNull();
    expect(partAt("", 3, 4)).toBeNull();
    expect(offsetOf("ab\n𝄞c", 2, 2)).toBe(5);
  });
});

describe("what a problem is about", () => {
  it("is called what the file calls it, be it a process or a decision", () => {
    const problem = (element: string) => ({ code: "parameter-unknown", severity: "error", message: "", element, place: { line: 0, column: 0 } }) as never;
    const decision = '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="all"><decision id="level" name="审批级别"><input id="bare"/></decision></definitions>';
    expect(locate([problem("level"), problem("bare")], decision).map((one) => one.called)).toEqual(["审批级别", undefined]);
    const process = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p"><userTask id="t" name="审核"/></process></definitions>';
    expect(locate([problem("t")], process)[0]).toMatchObject({ called: "审核", kind: "userTask" });
  });
});

describe("what a message names", () => {
  it("stands between backticks, each once", () => {
    expect(namedIn("form `contract` is not deployed as `contract` is named here, nor `seal`")).toEqual(["contract", "seal"]);
    expect(namedIn("nothing is named")).toEqual([]);
  });

  it("is told where it is short, and of many the first", () => {
    expect(namedIn(`\`${"x".repeat(49)}\` and \`${"y".repeat(48)}\``)).toEqual(["y".repeat(48)]);
    expect(namedIn("`a` `b` `c` `d`")).toEqual(["a", "b", "c"]);
  });
});
