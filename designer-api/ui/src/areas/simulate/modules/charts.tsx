// Charts of our own; the same figures stand in the tables beside them.
import { useTranslation } from "react-i18next";
import type { Variant } from "./types";
import { useSay } from "./say";
import classes from "../simulate.module.css";

/** How far each scenario is from things as they are, with its interval: left of the line is less. */
export function Intervals({ variants }: { variants: Variant[] }) {
  const { t } = useTranslation("simulate");
  const say = useSay();
  const all = variants.flatMap((one) => {
    const found = one.differences["time"];
    return found ? [{ name: one.outcome.scenario, ...found.difference, percent: found.percent }] : [];
  });
  if (all.length === 0) return null;
  const most = Math.max(...all.map((one) => Math.max(Math.abs(one.low ?? one.mean), Math.abs(one.high ?? one.mean))), 1);
  const x = (value: number) => 500 + (value / most) * 470;
  return (
    <figure className={classes.figure} aria-label={t("chart.difference")}>
      {all.map((one) => {
        const low = one.low ?? one.mean;
        const high = one.high ?? one.mean;
        const kind = high < 0 ? "better" : low > 0 ? "worse" : "open";
        return (
          <div key={one.name} className={classes.interval}>
            <bdi>{one.name}</bdi>
            <svg role="img" aria-label={`${one.name}: ${say.signed("time", one.mean)}`} viewBox="0 0 1000 24" preserveAspectRatio="none">
              <line x1={500} x2={500} y1={0} y2={24} className={classes.zero} />
              <rect x={x(low)} y={8} width={Math.max(3, x(high) - x(low))} height={8} data-kind={kind} className={classes.range} />
              <rect x={x(one.mean) - 3} y={3} width={6} height={18} data-kind={kind} className={classes.middle} />
            </svg>
            <span className={classes.number}>{say.signed("time", one.mean)}</span>
          </div>
        );
      })}
      <div className={classes.interval} aria-hidden>
        <span className={classes.scale}>
          <span>{say.signed("time", -most)}</span>
          <span>0</span>
          <span>{say.signed("time", most)}</span>
        </span>
      </div>
      <figcaption className={classes.dim}>{t("chart.differenceHint")}</figcaption>
    </figure>
  );
}

export interface Point {
  scenario: string;
  time: number;
  cost: number;
  dominated: boolean;
}

/** Time against cost: whoever lies below and to the left is better. */
export function Plane({ points }: { points: Point[] }) {
  const { t } = useTranslation("simulate");
  const say = useSay();
  const range = (values: number[]): [number, number] => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const edge = (high - low || high || 1) * 0.15;
    return [low - edge, high + edge];
  };
  const [left, right] = range(points.map((one) => one.time));
  const [low, high] = range(points.map((one) => one.cost));
  const x = (value: number) => 46 + ((value - left) / (right - left)) * 240;
  const y = (value: number) => 150 - ((value - low) / (high - low)) * 136;
  return (
    <figure className={classes.plane}>
      <svg role="img" aria-label={t("chart.pareto")} viewBox="0 0 300 176">
        <line x1={46} x2={292} y1={152} y2={152} className={classes.axis} />
        <line x1={46} x2={46} y1={8} y2={152} className={classes.axis} />
        <text x={292} y={170} textAnchor="end" className={classes.label}>{t("metric.time")}</text>
        <text x={52} y={12} className={classes.label}>{t("metric.cost")}</text>
        {points.map((one, index) => (
          <g key={one.scenario}>
            <circle cx={x(one.time)} cy={y(one.cost)} r={5} data-dominated={one.dominated} className={classes.dot}>
              <title>{`${one.scenario}: ${say.time(one.time)}, ${say.number(one.cost)}`}</title>
            </circle>
            <text x={x(one.time) + 8} y={y(one.cost) + 3} className={classes.label}>{index}</text>
          </g>
        ))}
      </svg>
    </figure>
  );
}
