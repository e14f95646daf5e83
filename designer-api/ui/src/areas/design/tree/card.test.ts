import { expect, it } from "vitest";
import type { TreeNode } from "./ask";
import { namedIn } from "./card";

const node = (says: Record<string, string>): TreeNode => ({ id: "n", kind: "handler", element: "userTask", says, branches: [], inside: [] }) as unknown as TreeNode;

it("finds whom a step names, so that its card has their names and not their ids", () => {
  expect(namedIn(node({ assignee: "ann" }))).toEqual({ people: ["ann"], units: false });
  expect(namedIn(node({ candidateUsers: "ann, bob", candidateGroups: "sales" }))).toEqual({ people: ["ann", "bob"], units: true });
  expect(namedIn(node({ approvers: "user(ann),user(bob)" }))).toEqual({ people: ["ann", "bob"], units: false });
  expect(namedIn(node({ copyTo: "role(legal)" }))).toEqual({ people: [], units: true });
});

it("takes no FEEL for a name, and asks for none where the rule names nobody", () => {
  expect(namedIn(node({ assignee: "=starter", approvers: "superior(initiator)" }))).toEqual({ people: [], units: false });
  expect(namedIn(node({ approvers: "head(initiator)" }))).toEqual({ people: [], units: false });
});
