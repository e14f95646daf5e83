import { describe, expect, it } from "vitest";
import { guess, idOf, tableOf } from "./table";

describe("a table of events", () => {
  it("is known by what stands between its fields", () => {
    expect(tableOf("case;step;at\n1;a;2026")).toEqual({ delimiter: ";", header: ["case", "step", "at"] });
    expect(tableOf('\ufeff"case, old","a ""step""",at\r\n')).toEqual({ delimiter: ",", header: ["case, old", 'a "step"', "at"] });
    expect(tableOf("alone")).toEqual({ delimiter: ",", header: ["alone"] });
  });

  it("has columns that say what they are", () => {
    const header = ["Case ID", "Activity", "Complete Timestamp", "时间"];
    expect([guess(header, "case|case id"), guess(header, "activity"), guess(header, "timestamp|complete timestamp|时间")]).toEqual(["Case ID", "Activity", "Complete Timestamp"]);
    expect(guess(["x"], "case")).toBeUndefined();
    expect(guess(["案例编号"], "case|案例编号")).toBe("案例编号");
  });

  it("gives its process an id that XML allows", () => {
    expect(["Orders 2025.csv", "订单.xes.gz", "7-days.xes"].map(idOf)).toEqual(["Orders-2025", "discovered", "days"]);
  });
});
