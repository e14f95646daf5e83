import { expect, test } from "vitest";
import { begun } from "./begun";

const fresh = { values: { amount: 1 }, opinion: "" };
const said = (opinion: string) => ({ values: { amount: 1 }, opinion });

test("nothing was kept: it begins with what is known", () => {
  expect(begun(fresh, null, null)).toEqual({ state: fresh, restored: false, on: null, unsent: false });
});

test("the draft of the server is gone on with", () => {
  expect(begun(fresh, null, { data: said("first"), etag: "1" })).toEqual({ state: said("first"), restored: true, on: "1", unsent: false });
});

test("what was typed after the draft was saved last is not given up for it", () => {
  const found = begun(fresh, { ...said("first and more"), on: "1" }, { data: said("first"), etag: "1" });
  expect(found).toEqual({ state: said("first and more"), restored: true, on: "1", unsent: true });
});

test("a draft that another window has changed is not overwritten unseen", () => {
  const found = begun(fresh, { ...said("mine"), on: "1" }, { data: said("theirs"), etag: "2" });
  expect([found.state.opinion, found.on]).toEqual(["mine", "1"]);
});

test("nor is one that another window has made since", () => {
  const found = begun(fresh, { ...said("mine"), on: null }, { data: said("theirs"), etag: "2" });
  expect([found.state.opinion, found.on, found.unsent]).toEqual(["mine", null, true]);
});

test("what did arrive after all is no conflict", () => {
  expect(begun(fresh, { ...said("same"), on: null }, { data: said("same"), etag: "2" })).toEqual({ state: said("same"), restored: true, on: "2", unsent: false });
});

test("what the server had is gone on with as the server has it now", () => {
  const here = { ...said("first"), on: "1", sent: true };
  expect(begun(fresh, here, { data: said("on another machine"), etag: "2" }).state.opinion).toBe("on another machine");
  expect(begun(fresh, here, null), "given up on another machine").toEqual({ state: fresh, restored: false, on: null, unsent: false });
});
