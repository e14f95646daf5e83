import { expect, it } from "vitest";
import { deniedOf, grantedIn, thingOf, whomOf } from "./accessLog";

it("takes a thing apart into its kind and its id", () => {
  expect(thingOf("process permit")).toEqual({ kind: "process", rest: "permit" });
  expect(thingOf("person li.lei")).toEqual({ kind: "person", rest: "li.lei" });
  expect(thingOf("aca134c78e3252e1")).toEqual({ kind: null, rest: "aca134c78e3252e1" });
  expect(thingOf("王 小明")).toEqual({ kind: null, rest: "王 小明" });
  expect(thingOf(null)).toEqual({ kind: null, rest: "" });
});

it("knows whom something was about", () => {
  expect(whomOf("person li.lei", "zhao.min")).toBe("li.lei");
  expect(whomOf("zhou.yun", "zhou.yun")).toBe("zhou.yun");
  expect(whomOf("aca134c78e3252e1", "zhou.yun")).toBeNull();
  expect(whomOf("process permit", "permit")).toBeNull();
});

it("takes a refusal apart into what was wanted and what was missing", () => {
  expect(deniedOf("see-lists: no-role")).toEqual({ action: "see-lists", why: "no-role" });
  expect(deniedOf("password")).toBeNull();
  expect(deniedOf(undefined)).toBeNull();
});

it("knows who was given what", () => {
  expect(grantedIn("auditor for user sun.li")).toEqual({ role: "auditor", kind: "user", id: "sun.li", why: "" });
  expect(grantedIn("user for department sales: they asked")).toEqual({ role: "user", kind: "department", id: "sales", why: "they asked" });
  expect(grantedIn("processOwner for everybody")).toEqual({ role: "processOwner", kind: "everybody", id: "", why: "" });
  expect(grantedIn("see-lists: no-role")).toBeNull();
});
