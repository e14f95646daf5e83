import { expect, it, vi } from "vitest";
import { formatTime, formatWhole } from "./When";

/** What the library of languages says of the same moment, in the zone of this machine. */
function told(at: string, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const parts = Object.fromEntries(format.formatToParts(new Date(at)).map((part) => [part.type, part.value]));
  return `${parts["year"]}-${parts["month"]}-${parts["day"]} ${parts["hour"]}:${parts["minute"]}`;
}

it("says a time in the zone of the browser, as the language would", () => {
  for (const at of ["2026-03-02T01:05:09Z", "2026-07-31T23:59:59.999Z", "2024-02-29T00:00:00+08:00", "1999-12-31T16:00:00Z"]) {
    for (const locale of ["zh-CN", "en"]) expect(formatTime(at)).toBe(told(at, locale));
  }
});

it("asks the library of languages for nothing while a list is drawn", () => {
  const asked = vi.spyOn(Intl, "DateTimeFormat");
  formatTime("2026-03-02T01:05:09Z");
  expect(asked).not.toHaveBeenCalled();
  asked.mockRestore();
});

it("says seconds and the zone to whoever points at it, and what is no time as it is", () => {
  expect(formatWhole("2026-03-02T01:05:09Z", "en")).toMatch(/^2026-03-0[12] \d{2}:\d{2}:09 \S+/);
  expect(formatTime("soon")).toBe("soon");
  expect(formatWhole("soon", "en")).toBe("soon");
});
