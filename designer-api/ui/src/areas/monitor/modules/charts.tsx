// Small charts of our own. Whoever points may press a mark; whoever does not finds the same in the table that stands with each.
import { useTranslation } from "react-i18next";
import type { ReactNode } from "react";
import classes from "../monitor.module.css";

export interface Bar {
  key: string;
  /** What it is, and how much. */
  label: string;
  value: number;
}

const HEIGHT = 100;

/** Bars side by side, the greatest as high as there is room; a line where there is a limit. */
export function Bars({ label, bars, line, height = 96, onOpen, first, last }: { label: string; bars: Bar[]; line?: number; height?: number; onOpen?: (key: string) => void; first?: string; last?: string }) {
  const most = Math.max(...bars.map((bar) => bar.value), line ?? 0, 0);
  const step = 1000 / Math.max(1, bars.length);
  const width = Math.min(step * 0.84, 60);
  const y = (value: number) => (most > 0 ? (value / most) * (HEIGHT - 4) : 0);
  return (
    <figure className={classes.figure}>
      <svg role="img" aria-label={label} viewBox={`0 0 1000 ${HEIGHT}`} preserveAspectRatio="none" style={{ height }} className={classes.chart}>
        {bars.map((bar, index) => (
          <g key={bar.key} className={onOpen && bar.value > 0 ? classes.mark : undefined} onClick={() => bar.value > 0 && onOpen?.(bar.key)}>
            <title>{bar.label}</title>
            <rect x={index * step} y={0} width={step} height={HEIGHT} fill="transparent" />
            <rect x={index * step + (step - width) / 2} y={HEIGHT - y(bar.value)} width={width} height={y(bar.value)} className={classes.bar} />
          </g>
        ))}
        {line !== undefined && <line x1={0} x2={1000} y1={HEIGHT - y(line)} y2={HEIGHT - y(line)} className={classes.limit} />}
      </svg>
      {(first ?? last) && (
        <figcaption className={classes.ends}>
          <span>{first}</span>
          <span>{last}</span>
        </figcaption>
      )}
    </figure>
  );
}

/** How something went: a line without axes. */
export function Sparkline({ label, points }: { label: string; points: { at: number; value: number }[] }) {
  if (points.length === 0) return null;
  const [from, until] = [points[0]!.at, points[points.length - 1]!.at];
  const most = Math.max(...points.map((point) => point.value));
  const x = (at: number) => (until > from ? 3 + ((at - from) / (until - from)) * 114 : 60);
  const y = (value: number) => (most > 0 ? 29 - (value / most) * 25 : 29);
  const last = points[points.length - 1]!;
  return (
    <svg role="img" aria-label={label} viewBox="0 0 120 32" className={classes.spark}>
      <line x1={0} x2={120} y1={31} y2={31} className={classes.axis} />
      {points.length > 1 && <polyline points={points.map((point) => `${x(point.at)},${y(point.value)}`).join(" ")} className={classes.trend} />}
      <circle cx={x(last.at)} cy={y(last.value)} r={2.5} className={classes.bar} />
    </svg>
  );
}

/** Parts of a whole in one line. */
export function Stack({ label, parts }: { label: string; parts: { key: string; label: string; value: number; kind: string }[] }) {
  const sum = parts.reduce((all, part) => all + part.value, 0);
  let at = 0;
  return (
    <svg role="img" aria-label={label} viewBox="0 0 1000 20" preserveAspectRatio="none" className={classes.stack}>
      {parts.map((part) => {
        const width = sum > 0 ? (part.value / sum) * 1000 : 0;
        const x = at;
        at += width;
        return (
          <rect key={part.key} x={x} y={0} width={Math.max(0, width - 1)} height={20} data-part={part.kind} className={classes.part}>
            <title>{part.label}</title>
          </rect>
        );
      })}
    </svg>
  );
}

/** What lies ahead: between what 80 % lie, and the middle; the line is when it is due. */
export function Band({ label, low, middle, high }: { label: string; low: number; middle: number; high: number }) {
  const most = Math.max(high * 1.08, 1);
  const x = (value: number) => (value / most) * 1000;
  return (
    <svg role="img" aria-label={label} viewBox="0 0 1000 20" preserveAspectRatio="none" className={classes.stack}>
      <rect x={0} y={9} width={1000} height={2} className={classes.track} />
      <rect x={x(low)} y={3} width={Math.max(2, x(high) - x(low))} height={14} className={classes.band} />
      <rect x={x(middle) - 2} y={0} width={4} height={20} className={classes.bar} />
    </svg>
  );
}

/** The table of a chart, folded until it is wanted. */
export function AsTable({ label, children }: { label?: string; children: ReactNode }) {
  const { t } = useTranslation("monitor");
  return (
    <details className={classes.fold}>
      <summary>{label ?? t("asTable")}</summary>
      {children}
    </details>
  );
}
