// What somebody wants to be told, as the page keeps it while it is changed.
import type { components } from "@/api/schema";
import { NOTICE_KINDS, type NoticeKind } from "@/shared/noticeKinds";

export type Preferences = components["schemas"]["NoticePreferences"];
export type Quiet = components["schemas"]["QuietTime"];

export const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
/** So many quiet times does the server keep for somebody. */
export const QUIET_MAX = 20;

/** In one order, so that what was taken back is no change. */
const inOrder = <T extends string>(all: readonly T[], some: readonly string[]): T[] => all.filter((one) => some.includes(one));

export function tidy(of: Preferences): Preferences {
  return {
    mail: inOrder(NOTICE_KINDS, of.mail),
    webhook: inOrder(NOTICE_KINDS, of.webhook),
    quiet: (of.quiet ?? []).map((one) => {
      const days = inOrder(DAYS, one.days ?? []);
      return { days: days.length === DAYS.length ? [] : days, from: seconds(one.from), until: seconds(one.until), timeZone: one.timeZone };
    }),
  };
}

export function toggle(of: Preferences, way: "mail" | "webhook", kind: NoticeKind): Preferences {
  const before = of[way];
  return tidy({ ...of, [way]: before.includes(kind) ? before.filter((one) => one !== kind) : [...before, kind] });
}

/** Fields of browsers say `22:00`, the server `22:00:00`. */
export const seconds = (time: string): string => (/^\d\d:\d\d$/.test(time) ? `${time}:00` : time);
export const minutes = (time: string): string => time.slice(0, 5);

/** Does it end on the day after it began? */
export const isOvernight = (quiet: Quiet): boolean => minutes(quiet.until) <= minutes(quiet.from);

export const nights = (timeZone: string): Quiet => ({ days: [], from: "22:00:00", until: "07:30:00", timeZone });
