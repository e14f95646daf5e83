import { expect, test } from "vitest";
import type { Schema } from "@/form/schema";
import { at, fresh, insert, move, named, parseForm, remove, replace, writeForm } from "./edit";

const form: Schema = { components: [{ type: "textfield", key: "a" }, { type: "group", label: "g", components: [{ type: "number", key: "b" }] }, { type: "checkbox", key: "c" }] };
const keys = (schema: Schema): unknown => schema.components.map((one) => (one.components ? one.components.map((inner) => inner.key) : one.key));

test("components are put, moved and taken away wherever they stand", () => {
  expect(keys(insert(form, [1, 0], { type: "textfield", key: "n" }))).toEqual(["a", ["n", "b"], "c"]);
  expect(keys(remove(form, [1, 0]))).toEqual(["a", [], "c"]);
  expect(at(replace(form, [1, 0], { type: "number", key: "z" }), [1, 0])?.key).toBe("z");
  expect(move(form, [0], [3])).toMatchObject({ way: [2] });
  expect(keys(move(form, [0], [3])!.schema)).toEqual([["b"], "c", "a"]);
  expect(keys(move(form, [0], [1, 1])!.schema)).toEqual([["b", "a"], "c"]);
  expect(keys(move(form, [1, 0], [0])!.schema)).toEqual(["b", "a", [], "c"]);
  expect(move(form, [1], [1, 0])).toBeNull();
  expect(move(form, [0], [0])).toBeNull();
});

test("what is not known stays, and a new key is none of the others", () => {
  const read = parseForm('{"type":"default","schemaVersion":16,"own":{"x":1},"components":[{"type":"textfield","key":"text1","odd":true}]}')!;
  const made = fresh(read, "textfield", "L", "C");
  expect(made.key).toBe("text2");
  expect(writeForm(insert(read, [1], made))).toContain('"odd": true');
  expect(parseForm("[]")).toBeNull();
  expect(parseForm("{")).toBeNull();
});

test("a form has the name that it is given, before what is in it, or none", () => {
  const called = named(form, " Claim ");
  expect(Object.keys(called)).toEqual(["name", "components"]);
  expect(called.name).toBe("Claim");
  expect("name" in named(called, "")).toBe(false);
});
