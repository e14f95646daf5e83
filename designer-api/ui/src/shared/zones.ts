// Time zones by their names.

/** The time zones that this browser knows, and the one that is chosen. */
export function zones(chosen: string): string[] {
  const known = typeof Intl.supportedValuesOf === "function" ? Intl.supportedValuesOf("timeZone") : [];
  return known.includes(chosen) || !chosen ? known : [chosen, ...known];
}

/** That of the browser. */
export const zoneHere = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What the clock shows there; nothing where this browser does not know the zone. */
export function clockIn(zone: string, at: Date = new Date()): string {
  try {
    return new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);
  } catch {
    return "";
  }
}
