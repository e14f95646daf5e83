import { describe, expect, it } from "vitest";
import { broughtBy, nameOf, offered } from "./imports";

const DMN = '<?xml version="1.0"?><definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="d" namespace="u"><inputData id="i"/><decision id="limit" name="额度"/><decision id="rest"/></definitions>';

describe("a file that somebody brings", () => {
  it("is what stands in it, whatever it is called", () => {
    expect(broughtBy('\uFEFF {"id": "claim", "components": [{"type": "textfield", "key": "why"}, {"type": "group", "components": [{"type": "number", "key": "much"}]}]}')).toEqual({ kind: "form", fields: 2 });
    expect(broughtBy(DMN)).toEqual({ kind: "dmn", names: ["额度", "rest"] });
    expect(broughtBy('<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p"/>')).toEqual({ kind: "bpmn" });
  });

  it("is nothing when it is neither", () => {
    for (const text of ["", "<x", "<svg xmlns='http://www.w3.org/2000/svg'/>", "PK\u0003\u0004", '{"steps": []}', "{broken", DMN.replace("</definitions>", "")]) expect(broughtBy(text)).toBeNull();
  });

  it("gives its draft its name", () => {
    expect(["请假.bpmn20.xml", "claim.form", "table.DMN", ".bpmn", "a.b.json"].map(nameOf)).toEqual(["请假", "claim", "table", ".bpmn", "a.b"]);
    expect(offered(["a.bpmn", "b.png", "c.form"].map((name) => new File([], name))).map(({ name }) => name)).toEqual(["a.bpmn", "c.form"]);
  });
});
