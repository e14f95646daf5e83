import { expect, test } from "vitest";
import { clockIn, zones } from "./zones";

test("a time zone that this browser does not know stays chosen", () => {
  expect(zones("Mars/Olympus")[0]).toBe("Mars/Olympus");
  expect(zones("")).not.toContain("");
});

test("it is told what the clock shows there", () => {
  const at = new Date("2026-03-02T16:05:00Z");
  expect([clockIn("Asia/Shanghai", at), clockIn("America/Los_Angeles", at), clockIn("Mars/Olympus", at)]).toEqual(["00:05", "08:05", ""]);
});
