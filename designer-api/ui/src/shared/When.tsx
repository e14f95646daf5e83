import { language } from "@/app/i18n";
import classes from "./shared.module.css";

const two = (number: number) => String(number).padStart(2, "0");

/**
 * A time of the server in the zone of the browser: `2026-03-02 09:30`, which means the same in every country. A list has a
 * hundred of them, and the first that the library of languages is asked for takes longer than all rows: it is not asked here.
 */
export function formatTime(at: string): string {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return at;
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())} ${two(time.getHours())}:${two(time.getMinutes())}`;
}

/** With its seconds, and how its zone is called. */
export function formatWhole(at: string, locale: string): string {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return at;
  const zone = new Intl.DateTimeFormat(locale, { timeZoneName: "short" }).formatToParts(time).find((part) => part.type === "timeZoneName");
  return `${formatTime(at)}:${two(time.getSeconds())} ${zone?.value ?? ""}`.trimEnd();
}

/** A time, with its seconds and zone when one points at it. */
export function When({ at }: { at: string | null | undefined }) {
  if (!at) return null;
  // Where it does not fit into a line the clock comes into the next one; a day is not taken apart at its hyphens.
  const parts = formatTime(at).split(" ");
  return (
    <time className={classes.when} dateTime={at} onPointerEnter={({ currentTarget }) => (currentTarget.title = formatWhole(at, language()))}>
      <span>{parts[0]}</span>
      {parts[1] && " "}
      {parts[1]}
    </time>
  );
}
