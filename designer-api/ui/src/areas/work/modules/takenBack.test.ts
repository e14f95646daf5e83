import { describe, expect, it } from "vitest";
import type { InstanceDetail, TimelineEntry } from "@/api/types";
import { takenBack } from "./takenBack";

const line = (what: string, by: string, key = 5): TimelineEntry => ({ what, by, key, element: `e${key}`, at: "2026-01-01T00:00:00Z", to: [] }) as unknown as TimelineEntry;
const seen = (allowedActions: string[], keys: number[]) =>
  ({ id: "i", allowedActions, elements: keys.map((key) => ({ key, element: `e${key}` })) }) as unknown as InstanceDetail;
const at = (...keys: number[]) => seen(["withdraw", "withdrawVote"], keys);

describe("what can be taken back", () => {
  it("is what somebody did last, as a whole when it is over", () => {
    expect(takenBack(at(6), [line("completed", "ann"), line("asked", "bob", 6)], "ann")?.approval).toBeUndefined();
    expect(takenBack(at(6), [line("completed", "ann")], "ann")?.line.element).toBe("e5");
    expect(takenBack(at(6), [line("completed", "ann")], "bob")).toBeUndefined();
  });

  it("is a vote as long as the approval is open", () => {
    expect(takenBack(at(5), [line("approved", "ann")], "ann")?.approval).toBe("i.5");
    expect(takenBack(at(5), [line("abstained", "ann")], "ann")?.approval).toBe("i.5");
    expect(takenBack(at(6), [line("abstained", "ann")], "ann")).toBeUndefined();
  });

  it("is nothing when it was taken back, or the matter went back since", () => {
    expect(takenBack(at(5), [line("approved", "ann"), line("voteWithdrawn", "ann")], "ann")).toBeUndefined();
    expect(takenBack(at(5), [line("approved", "ann"), line("voteWithdrawn", "bob")], "ann")?.approval).toBe("i.5");
    expect(takenBack(at(7), [line("completed", "ann"), line("returned", "bob", 6)], "ann")).toBeUndefined();
    expect(takenBack(at(5), [line("approved", "ann"), line("voteWithdrawn", "ann"), line("rejected", "ann")], "ann")?.line.what).toBe("rejected");
  });

  it("is nothing that the engine would refuse", () => {
    expect(takenBack(seen(["remind", "withdrawVote"], [6]), [line("completed", "ann")], "ann")).toBeUndefined();
    expect(takenBack(seen(["withdraw"], [5]), [line("approved", "ann")], "ann")).toBeUndefined();
  });
});
