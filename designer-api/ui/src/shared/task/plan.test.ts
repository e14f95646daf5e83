import { describe, expect, it } from "vitest";
import { changed } from "./PlanDialog";

const task = { followUp: null, due: "2026-03-01T08:00:00.000Z", priority: 50 };
const same = { followUp: "", due: "2026-03-01T08:00:00Z", priority: 50 };

describe("the plan of a task", () => {
  it("is nothing where all is as it was, however a time is written", () => {
    expect(changed(task, same)).toBeNull();
    expect(changed(task, { ...same, priority: "" })).toBeNull();
  });

  it("names what is other, and what is taken away", () => {
    expect(changed(task, { ...same, followUp: "2026-02-01T00:00:00Z" })).toEqual({ followUp: "2026-02-01T00:00:00.000Z" });
    expect(changed(task, { ...same, due: "" })).toEqual({ due: null });
    expect(changed(task, { ...same, priority: 0 })).toEqual({ priority: 0 });
  });
});
