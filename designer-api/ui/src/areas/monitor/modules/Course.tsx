// How an indicator went: what it would have said day by day, beside its target.
import type { Indicator, IndicatorValue } from "@/api/types";
import { formatTime } from "@/shared/When";
import own from "../indicators.module.css";
import classes from "../monitor.module.css";

const [WIDTH, HEIGHT, TOP] = [1000, 160, 8];

interface Props {
  label: string;
  indicator: Indicator;
  series: IndicatorValue[];
  /** What a point says. */
  say: (value: IndicatorValue) => string;
  targetLabel: string;
  warnLabel: string;
}

const day = (one: IndicatorValue | undefined) => (one ? formatTime(one.until).slice(0, 10) : "");

/** A line with gaps where nothing was told; every point says what it is, and the lines are named beside it. */
export function Course({ label, indicator, series, say, targetLabel, warnLabel }: Props) {
  const { target, warn } = indicator;
  const known = series.flatMap((one) => (typeof one.value === "number" ? [one.value] : []));
  const most = Math.max(...known, target, warn ?? 0) * 1.08 || 1;
  const x = (index: number) => (series.length > 1 ? 8 + (index / (series.length - 1)) * (WIDTH - 16) : WIDTH / 2);
  const y = (value: number) => HEIGHT - (value / most) * (HEIGHT - TOP);
  const pieces: string[][] = [[]];
  series.forEach((one, index) => {
    if (typeof one.value === "number") pieces[pieces.length - 1]!.push(`${x(index)},${y(one.value)}`);
    else if (pieces[pieces.length - 1]!.length > 0) pieces.push([]);
  });
  const at = (value: number) => ({ insetBlockStart: `${(100 * y(value)) / HEIGHT}%` });
  return (
    <figure className={classes.figure}>
      {/* The lines are named where they are: that is the scale. */}
      <figcaption className={own.scale}>
        <span style={at(target)}>{targetLabel}</span>
        {typeof warn === "number" && <span style={at(warn)}>{warnLabel}</span>}
        <span style={at(0)} aria-hidden>0</span>
      </figcaption>
      <svg role="img" aria-label={label} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" className={own.course}>
        <line x1={0} x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} className={classes.axis} />
        <line x1={0} x2={WIDTH} y1={y(target)} y2={y(target)} className={classes.limit} data-line="target">
          <title>{targetLabel}</title>
        </line>
        {typeof warn === "number" && (
          <line x1={0} x2={WIDTH} y1={y(warn)} y2={y(warn)} className={classes.limit} data-line="warn">
            <title>{warnLabel}</title>
          </line>
        )}
        {pieces.map((points) => points.length > 1 && <polyline key={points[0]} points={points.join(" ")} className={classes.trend} vectorEffect="non-scaling-stroke" />)}
        {series.map((one, index) =>
          typeof one.value === "number" ? (
            <g key={one.until}>
              <title>{say(one)}</title>
              <line x1={x(index)} x2={x(index)} y1={y(one.value)} y2={y(one.value)} className={own.dot} data-state={one.state} vectorEffect="non-scaling-stroke" />
              <rect x={x(index) - WIDTH / series.length / 2} y={0} width={WIDTH / series.length} height={HEIGHT} fill="transparent" />
            </g>
          ) : null,
        )}
      </svg>
      <div className={classes.ends} aria-hidden>
        <span>{day(series[0])}</span>
        <span>{day(series[series.length - 1])}</span>
      </div>
    </figure>
  );
}
