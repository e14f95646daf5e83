import { expect, it } from "vitest";
import { refusalIn } from "./maybe";

it("finds in the message of a refusal what stood against it, where, and how much more", () => {
  expect(refusalIn("the instance cannot be modified so: element-not-live: no instance of `pay` is live: there is nothing to end")).toEqual({ obstacle: "element-not-live", element: "pay", more: 0 });
  expect(refusalIn("the instance cannot be modified so: no-such-element: the process has no element `x` (and 8 more)")).toEqual({ obstacle: "no-such-element", element: "x", more: 8 });
  expect(refusalIn("the instance has ended")).toEqual({ obstacle: null, element: null, more: 0 });
});
