import { describe, expect, it } from "vitest";
import { namesIn } from "@/shared/versions";
import { restingIn } from "./elements";

describe("elements in which instances can be", () => {
  it("are activities, events and gateways, and neither flows nor what only describes them", () => {
    const file = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><message id="m"/><process id="p"><laneSet id="l"><lane id="lane"/></laneSet>
      <startEvent id="s"><timerEventDefinition id="timer"/></startEvent><userTask id="t" name="Check"/><exclusiveGateway id="g"/>
      <subProcess id="sub"><task id="in"/></subProcess><callActivity id="c"/><boundaryEvent id="b" attachedToRef="t"/>
      <sequenceFlow id="f" sourceRef="s" targetRef="t"/><dataObjectReference id="d"/><textAnnotation id="a"/></process></definitions>`;
    expect(restingIn(namesIn(file)).map(([id]) => id)).toEqual(["s", "t", "g", "sub", "in", "c", "b"]);
    expect(restingIn(namesIn(undefined))).toEqual([]);
  });
});
