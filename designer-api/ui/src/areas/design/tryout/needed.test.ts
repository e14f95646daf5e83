import { expect, it } from "vitest";
import type { Model } from "@/api/types";
import { missingOf, saidIn } from "./needed";

const XML = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1"><process id="p">
  <userTask id="a" weir:formId="claim"/><businessRuleTask id="b"><extensionElements><weir:calledDecision decisionId="level"/></extensionElements></businessRuleTask></process></definitions>`;

const draft = (id: string, kind: string, ...offers: string[]) => ({ id, kind, offers }) as Model;

it("brings along the drafts that are named and not deployed, the latest of each, and nothing else", () => {
  const said = saidIn(XML);
  const drafts = [draft("1", "form", "claim"), draft("2", "form", "claim"), draft("3", "form", "other"), draft("4", "dmn", "level", "more")];
  const ids = (deployed: string[], without: string[]) => missingOf(said, drafts, new Set(deployed), new Set(without)).map(({ id }) => id);
  expect(ids([], [])).toEqual(["1", "4"]);
  expect(ids(["claim"], []), "what is deployed is taken from there").toEqual(["4"]);
  expect(ids([], ["1", "4"]), "what came with it is there already").toEqual([]);
});
