import { expect, it } from "vitest";
import { bytesText, labelled, quantile, readFigures, quick } from "./figures";

const TEXT = `# HELP weir_commands_total Commands carried out.
# TYPE weir_commands_total counter
weir_commands_total 42
weir_rejected_total{code="not-found"} 3
weir_rejected_total{code="overloaded"} 7
weir_rejected_total{code="unused"} 0
weir_commit_microseconds_bucket{le="100"} 10
weir_commit_microseconds_bucket{le="1000"} 95
weir_commit_microseconds_bucket{le="+Inf"} 100
weir_commit_microseconds_count 100`;

it("reads the figures of the server, their labels and histograms", () => {
  const figures = readFigures(TEXT);
  expect(figures.get("commands_total")).toBe(42);
  expect(labelled(figures, "rejected_total")).toEqual([
    ["overloaded", 7],
    ["not-found", 3],
  ]);
  expect(quantile(figures, "commit_microseconds", 0.5)).toBe(1000);
  expect(quantile(figures, "commit_microseconds", 0.99)).toBe(Infinity);
  expect(quantile(figures, "timer_late_milliseconds", 0.5)).toBeNull();
});

it("writes sizes with their unit", () => {
  expect([0, 999, 1_500, 25_300_000, 4_200_000_000].map(bytesText)).toEqual(["0 B", "999 B", "1.5 kB", "25 MB", "4.2 GB"]);
});

it("tells how quick something was in the unit that fits", () => {
  expect(quick(16.384)).toEqual({ unit: "ms", value: 16.384 });
  expect(quick(0.25)).toEqual({ unit: "us", value: 250 });
  expect(quick(2_048)).toEqual({ unit: "s", value: 2.048 });
});
