import { expect, it } from "vitest";
import { tree, type Department } from "./entries";
import { freshPassword } from "./access";

const department = (id: string, parent: string | null) => ({ id, name: id, parent, head: null, valid: {} }) as unknown as Department;

it("draws departments as a tree, and those whose superior is gone at its top", () => {
  const lines = tree([department("a", null), department("b", "a"), department("c", "gone"), department("d", "b")]);
  expect(lines.map(({ department: one, depth }) => `${depth} ${one.id}`)).toEqual(["0 a", "1 b", "2 d", "0 c"]);
});

it("makes passwords that are long, and other ones each time", () => {
  const made = new Set(Array.from({ length: 50 }, freshPassword));
  expect(made.size).toBe(50);
  for (const one of made) expect(one).toMatch(/^[A-HJ-NP-Za-hjkmnp-z2-9]{18}$/);
});
