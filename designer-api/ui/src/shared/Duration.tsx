import { useTranslation } from "react-i18next";

const UNITS: [name: "day" | "hour" | "minute" | "second", ms: number][] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1_000],
];

/** The two greatest units of a time span. */
export function parts(ms: number): { unit: "day" | "hour" | "minute" | "second"; count: number }[] {
  const first = UNITS.findIndex(([, size]) => ms >= size);
  if (first < 0) return [{ unit: "second", count: 0 }];
  let rest = ms;
  return UNITS.slice(first, first + 2)
    .map(([unit, size]) => {
      const count = Math.floor(rest / size);
      rest -= count * size;
      return { unit, count };
    })
    .filter(({ count }, index) => index === 0 || count > 0);
}

export function useDuration(): (ms: number) => string {
  const { t } = useTranslation();
  return (ms) =>
    parts(Math.max(0, ms))
      .map(({ unit, count }) => t(`duration.${unit}`, { count }))
      .join(" ");
}

/** How long something took. */
export function Duration({ ms }: { ms: number | null | undefined }) {
  const say = useDuration();
  return ms === null || ms === undefined ? null : <span>{say(ms)}</span>;
}
