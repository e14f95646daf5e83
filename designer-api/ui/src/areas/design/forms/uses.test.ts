import { describe, expect, it } from "vitest";
import { usesOf } from "./uses";

const MODEL = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:w="urn:weir:bpmn:1"><process id="p">
  <startEvent id="s" name="Ask" w:formId="claim" w:fieldPermissions="proof: hidden"/>
  <userTask id="a" w:formId="claim" w:fieldPermissions="*: read"/>
  <userTask id="b" w:formId="other"/><userTask id="c" w:formKey="claim"/></process></definitions>`;

describe("the tasks of a form", () => {
  it("are those that name it, with what may be done there", () => {
    expect(usesOf(MODEL, "claim")).toEqual([
      { element: "s", name: "Ask", isStart: true, permissions: "proof: hidden" },
      { element: "a", name: "a", isStart: false, permissions: "*: read" },
      { element: "c", name: "c", isStart: false, permissions: "" },
    ]);
    expect(usesOf(MODEL, "none")).toEqual([]);
    expect(usesOf("<no", "claim")).toEqual([]);
  });
});
