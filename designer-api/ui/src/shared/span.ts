// Time spans as one number with one unit, which its size chooses: 2.778e-7 hours is a millisecond.
export const SPAN_UNITS = ["d", "h", "min", "s", "ms"] as const;
export type SpanUnit = (typeof SPAN_UNITS)[number];

/** What the units have in milliseconds. */
export const SPAN_SIZES: Record<SpanUnit, number> = { d: 86_400_000, h: 3_600_000, min: 60_000, s: 1_000, ms: 1 };

/** A time in the greatest unit of which it has at least one. */
export function scaled(ms: number): { unit: SpanUnit; count: number } {
  const unit = SPAN_UNITS.find((one) => Math.abs(ms) >= SPAN_SIZES[one]) ?? "ms";
  return { unit, count: ms / SPAN_SIZES[unit] };
}

/** A time as it is typed: in the greatest unit in which four figures say it exactly, so that nothing is lost by looking at it. */
export function typed(ms: number): { unit: SpanUnit; count: number } {
  const rounded = (unit: SpanUnit) => Number((ms / SPAN_SIZES[unit]).toPrecision(4));
  const unit = SPAN_UNITS.find((one) => Math.abs(ms) >= SPAN_SIZES[one] && Math.abs(rounded(one) * SPAN_SIZES[one] - ms) < 1e-6) ?? "ms";
  return { unit, count: unit === "ms" ? ms : rounded(unit) };
}
