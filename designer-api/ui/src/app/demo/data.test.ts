import { expect, it } from "vitest";
import { FILES, INSTANCES, entries } from "./data";

it("has everybody once, with all that they belong to", () => {
  const one = (id: string, memberships: string[], more = {}) => ({ person: { id, name: id, memberships: memberships.map((role) => ({ kind: "role", id: role })), ...more } });
  const found = entries([[one("ann", ["a"], { superior: "eva" }), { role: { id: "a" } }], [one("ann", ["a", "b"])]] as never);
  expect(found).toEqual([one("ann", ["a", "b"], { superior: "eva" }), { role: { id: "a" } }]);
});

it("begins what it deploys, by people who are there", () => {
  const models = FILES.flat().map(([, text]) => text).join("\n");
  const people = entries().flatMap((entry) => (entry["person"] ? [entry["person"].id] : []));
  for (const { process, by } of INSTANCES) {
    expect(models).toContain(`<process id="${process}"`);
    expect(people).toContain(by);
  }
});
