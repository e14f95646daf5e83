import { describe, expect, it } from "vitest";
import { fitting, merged, namedIn, searched, withNamed, type Offer } from "./named";

const OFFERS: Offer[] = [{ id: "finance", name: "财务部" }, { id: "legal", name: "法务" }, { id: "hr", name: "Finance of people" }, { id: "refinance" }];
const ids = (offers: Offer[]) => offers.map((offer) => offer.id);

describe("what a field names", () => {
  it("is nothing that is put together later", () => {
    for (const text of ["= a, b", " =x", "${group}", "#{a}", "?", " "]) expect(namedIn(text, true)).toEqual([]);
    expect(namedIn(" a, b，a ,", true)).toEqual(["a", "b"]);
    expect(namedIn("a, b", false)).toEqual(["a, b"]);
  });

  it("is found by its id or its name, what begins so first", () => {
    expect(ids(fitting(OFFERS, "FIN", false, false))).toEqual(["finance", "hr", "refinance"]);
    expect(ids(fitting(OFFERS, "法", false, false))).toEqual(["legal"]);
    expect(ids(fitting(OFFERS, "nothing", false, false))).toEqual([]);
    expect(ids(fitting(OFFERS, "", false, false))).toEqual(ids(OFFERS));
  });

  it("hides no other one when the list is opened on what stands there", () => {
    expect(ids(fitting(OFFERS, "legal", false, true))).toEqual(ids(OFFERS));
    expect(ids(fitting(OFFERS, "legal, hr", true, true)), "those that stand there are not offered again").toEqual(["finance", "refinance"]);
  });

  it("is put in the place of what is typed, beside what stands before it", () => {
    expect(searched("hr, fin", true)).toBe("fin");
    expect(ids(fitting(OFFERS, "finance, fin", true, false))).toEqual(["hr", "refinance"]);
    expect(withNamed("hr,legal, fin", "finance", true)).toBe("hr, legal, finance");
    expect(withNamed("fin", "finance", true)).toBe("finance");
    expect(withNamed("hr, fin", "finance", false)).toBe("finance");
  });

  it("has one offer for each id, with all that is known of it", () => {
    expect(merged([{ id: "a", href: "/x" }], [{ id: "a", name: "A", href: "/y" }, { id: "b" }])).toEqual([{ id: "a", name: "A", href: "/x" }, { id: "b" }]);
  });
});
