import { describe, expect, test } from "vitest";
import { cellAt, decisions, editor, emptyTable, parse, serialize } from "./dmn";

const table = (xml: string) => decisions(parse(xml)!)[0]!.table!;

function edit(xml: string, change: (of: ReturnType<typeof editor>) => void): string {
  const document = parse(xml)!;
  change(editor(document, decisions(document)[0]!.id));
  return serialize(document);
}

describe("a decision table", () => {
  test("is read as it was written", () => {
    const read = table(emptyTable("<费用>"));
    expect(read.policy).toBe("FIRST");
    expect(read.inputs[0]).toMatchObject({ text: "amount", type: "number" });
    expect(read.rows).toEqual([{ id: "rule_1", inputs: ["-"], outputs: ['""'], note: "" }]);
  });

  test("rows and columns come, go and move with their cells", () => {
    let xml = edit(emptyTable("x"), (of) => of.addColumn("input", 1));
    xml = edit(xml, (of) => of.addRow(1));
    xml = edit(xml, (of) => of.cell(0, "input", 0, "< 5"));
    xml = edit(xml, (of) => of.cell(1, "input", 1, '"a"'));
    expect(table(xml).rows.map((row) => row.inputs)).toEqual([["< 5", "-"], ["-", '"a"']]);
    xml = edit(xml, (of) => of.moveRow(1, 0));
    xml = edit(xml, (of) => of.moveColumn("input", 1, 0));
    expect(table(xml).rows.map((row) => row.inputs)).toEqual([['"a"', "-"], ["-", "< 5"]]);
    xml = edit(xml, (of) => of.addRow(1, 0));
    expect(new Set(table(xml).rows.map((row) => row.id)).size).toBe(3);
    xml = edit(xml, (of) => of.removeColumn("input", 0));
    xml = edit(xml, (of) => of.removeRow(0));
    expect(table(xml).rows.map((row) => row.inputs)).toEqual([["-"], ["< 5"]]);
  });

  test("what is not shown stays", () => {
    const xml = emptyTable("x").replace("<decisionTable", '<extensionElements><own xmlns="urn:o" a="1"/></extensionElements><decisionTable');
    expect(edit(xml, (of) => of.policy("COLLECT", "SUM"))).toContain('<own xmlns="urn:o" a="1"/>');
  });

  test("a place in the text is found as a cell", () => {
    const xml = emptyTable("x");
    const line = xml.split("\n").findIndex((one) => one.includes("outputEntry")) + 1;
    expect(cellAt(xml, line, 30)).toMatchObject({ row: 0, side: "output", column: 0 });
    expect(cellAt(xml, 3, 1)).toBeNull();
  });
});
