// How the lines of index components are typed: shares in percent, times in days; and which of them are other than before.

/** The component that is a time. */
export const LEAD_TIME = "change-lead-time";
const DAY = 86_400_000;

export interface Line {
  weight: number;
  floor: number;
  target: number;
}

export type Lines = Record<string, Line>;

const factor = (code: string, name: keyof Line) => (code === LEAD_TIME && name !== "weight" ? DAY : 0.01);

export function toShown(value: number, code: string, name: keyof Line): number {
  return Number((value / factor(code, name)).toPrecision(10));
}

export function fromShown(value: number, code: string, name: keyof Line): number {
  return Number((value * factor(code, name)).toPrecision(12));
}

/** What was set before, with what is other than what held; what is as it is built in stays unsaid. */
export function changed(set: Lines, held: Lines, lines: Lines): Lines {
  const others = Object.entries(lines).filter(([code, line]) => JSON.stringify(line) !== JSON.stringify(held[code]));
  return { ...set, ...Object.fromEntries(others) };
}
