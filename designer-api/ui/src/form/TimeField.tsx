import "@mantine/dates/styles.layer.css";
import { DateInput, DateTimePicker, DatesProvider } from "@mantine/dates";
import "dayjs/locale/zh-cn";
import type { KeyboardEvent, SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";
import { language } from "@/app/i18n";
import { ClockField } from "@/shared/ClockField";
import type { Common } from "./Field";
import type { Component, Value } from "./schema";
import classes from "./form.module.css";
import { toClock, toValue, today, withoutZone } from "./time";

interface Props {
  component: Component;
  value: string;
  common: Common;
  set: (value: Value) => void;
}

/** A date, a time or both, in the language of the page whatever that of the browser is. */
export default function TimeField({ component, value, common, set }: Props) {
  const { t } = useTranslation("form");
  const { subtype = "date", timeSerializingFormat: zone = "utc_offset" } = component;
  // What is over is over where somebody chooses it; the server, which does not know where that is, takes a little more.
  const least = component.disallowPassedDates ? { minDate: today() } : {};
  const ariaLabels = Object.fromEntries(["Month", "Year", "Decade"].flatMap((of) => [[`previous${of}`, t("calendar.previous")], [`next${of}`, t("calendar.next")], [`${of.toLowerCase()}LevelControl`, t("calendar.level")]]));
  const settings = { locale: language() === "en" ? "en" : "zh-cn", firstDayOfWeek: 1 as const };
  return (
    <DatesProvider settings={settings}>
      <span className={classes.own} onFocusCapture={keepEscape} onClickCapture={keepEscape} onInputCapture={keepEscape} onKeyDown={giveEscape}>
      {subtype === "time" ? (
        <ClockField {...common} value={withoutZone(value, zone)} onChange={(now) => set(now ? toClock(now, zone) : null)} />
      ) : subtype === "datetime" ? (
        <DateTimePicker
          placeholder={t("momentHint")}
          {...common}
          {...least}
          value={withoutZone(value, zone) || null}
          onChange={(now) => set(now ? toValue(now, zone) : null)}
          valueFormat="YYYY-MM-DD HH:mm"
          ariaLabels={ariaLabels}
          timePickerProps={{ hoursInputLabel: t("calendar.hours"), minutesInputLabel: t("calendar.minutes") }}
          submitButtonProps={{ "aria-label": t("calendar.take") }}
          popoverProps={{ returnFocus: true }}
          clearable
          clearButtonProps={{ "aria-label": t("clear") }}
        />
      ) : (
        <DateInput
          {...common}
          {...least}
          value={value || null}
          onChange={(now) => set(now)}
          valueFormat="YYYY-MM-DD"
          ariaLabels={ariaLabels}
          dateParser={parse}
          placeholder={t("dateHint")}
          clearable
          clearButtonProps={{ "aria-label": t("clear") }}
        />
      )}
      </span>
    </DatesProvider>
  );
}

/** The library asks whoever has the focus whether a dialog around them may take Escape. */
const OWN_ESCAPE = "data-mantine-stop-propagation";

/** While a calendar is open, Escape is for it, and not for the dialog around it. */
function keepEscape({ target }: SyntheticEvent): void {
  if (target instanceof HTMLElement && target.closest("[data-dates-dropdown], input[data-dates-input]")) target.setAttribute(OWN_ESCAPE, "true");
}

/** A calendar below a field is closed by it: the next is for the dialog. */
function giveEscape({ key, target }: KeyboardEvent): void {
  if (key === "Escape" && target instanceof HTMLElement && target.matches("input[data-dates-input]")) target.removeAttribute(OWN_ESCAPE);
}

/** As people write dates: `2026-3-2`, `2026/03/02`, `20260302`. */
function parse(text: string): string | null {
  const match = /^\s*(\d{4})[-/.\u5e74]?(\d{1,2})[-/.\u6708]?(\d{1,2})\u65e5?\s*$/.exec(text);
  if (!match) return null;
  const [year, month, day] = [match[1]!, match[2]!.padStart(2, "0"), match[3]!.padStart(2, "0")];
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(8, 10) !== day ? null : `${year}-${month}-${day}`;
}
