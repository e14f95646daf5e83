import { describe, expect, it } from "vitest";
import { modelSearch, movedTo, placeOf } from "./search";

describe("addresses of a draft", () => {
  it("lead on from where versions once were", () => {
    expect(movedTo({ view: "versions" })).toEqual({ at: "versions", search: {} });
    expect(movedTo({ view: "versions", before: 3 })).toEqual({ at: "diff", search: { a: 3 } });
    expect(movedTo({ view: "versions", before: "3" })).toEqual({ at: "diff", search: { a: 3 } });
    expect(movedTo({ view: "versions", before: "three" })).toEqual({ at: "versions", search: {} });
    expect(movedTo({ view: "test" })).toEqual({ at: "test", search: {} });
    expect(movedTo({ view: "xml", before: 3 })).toBeUndefined();
    expect(movedTo({})).toBeUndefined();
  });

  it("say what is compared, and nothing that is no revision", () => {
    expect(modelSearch({ a: "2", b: 5, element: "check" })).toEqual({ view: undefined, a: 2, b: 5, element: "check" });
    expect(modelSearch({ a: "", b: -1, element: 7, view: "nothing" })).toEqual({ view: undefined, a: undefined, b: undefined, element: undefined });
    expect(modelSearch({ a: 1.5, b: {} })).toMatchObject({ a: undefined, b: undefined });
  });

  it("name the draft and the place in it", () => {
    expect(placeOf("/models/m-1/diff")).toEqual({ base: "/models/m-1", at: "diff" });
    expect(placeOf("/decisions/d-1")).toEqual({ base: "/decisions/d-1", at: undefined });
    expect(placeOf("/forms/f-1/versions/")).toEqual({ base: "/forms/f-1", at: "versions" });
  });
});
