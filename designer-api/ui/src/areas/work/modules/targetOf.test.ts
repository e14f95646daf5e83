import { describe, expect, it } from "vitest";
import { targetOf } from "./useTaskActions";

describe("where a matter goes back to", () => {
  it("is a task of the instance, or one of an instance that has called it", () => {
    expect(targetOf("previous")).toEqual({ to: "previous" });
    expect(targetOf("fill")).toEqual({ to: "fill" });
    expect(targetOf("0192-ab/fill")).toEqual({ instance: "0192-ab", to: "fill" });
  });
});
