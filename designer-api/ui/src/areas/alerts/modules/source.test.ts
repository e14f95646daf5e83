import { describe, expect, it } from "vitest";
import { sourceName } from "./source";

const named = (en: string) => ({ "zh-CN": en, en });

describe("how what a rule watches is called", () => {
  it("is the name of the indicator, of the rule of its process or of the rule of duties", () => {
    const indicators = [{ key: "late", name: named("Late orders") }];
    const norms = [{ id: "prompt", name: named("Answered in time") }];
    const duties = [{ id: "apart", spec: { name: named("Four eyes") } }];
    const all = ["late", "prompt", "apart", "gone"].map((source) => sourceName(source, indicators, norms, duties)?.en);
    expect(all).toEqual(["Late orders", "Answered in time", "Four eyes", undefined]);
    expect(sourceName("prompt", indicators)).toBeUndefined();
  });
});
