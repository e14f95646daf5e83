import { language } from "@/app/i18n";
import { useTranslation } from "react-i18next";

const formats = new Map<string, Intl.DateTimeFormat>();

/** A time of the server in the zone of the browser: `2026-03-02 09:30`, which means the same in every country. */
export function formatTime(at: string, locale: string, style: "short" | "full" = "short"): string {
  const key = `${locale} ${style}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(locale, {
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
      ...(style === "full" ? { second: "2-digit", timeZoneName: "short" } : {}),
    });
    formats.set(key, format);
  }
  const parts = Object.fromEntries(format.formatToParts(new Date(at)).map((part) => [part.type, part.value]));
  const day = `${parts["year"]}-${parts["month"]}-${parts["day"]}`;
  const time = `${parts["hour"]}:${parts["minute"]}`;
  return style === "full" ? `${day} ${time}:${parts["second"]} ${parts["timeZoneName"]}` : `${day} ${time}`;
}

/** A time, with its seconds and zone when one points at it. */
export function When({ at }: { at: string | null | undefined }) {
  useTranslation(); // another language is another format
  if (!at) return null;
  return (
    <time dateTime={at} title={formatTime(at, language(), "full")}>
      {formatTime(at, language())}
    </time>
  );
}
