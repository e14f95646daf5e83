import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "../analyze.module.css";

/** A slider that asks when it rests, not at every step on the way. */
export function Slider({ label, value, onChange }: { label: string; value: number; onChange: (value: number) => void }) {
  const { t } = useTranslation("analyze");
  const [at, setAt] = useState(value);
  useEffect(() => setAt(value), [value]);
  useEffect(() => {
    if (at === value) return;
    const rest = setTimeout(() => onChange(at), 250);
    return () => clearTimeout(rest);
    // Only the slider itself asks again.
  }, [at]);
  return (
    <label className={classes.slider}>
      <span>{label}</span>
      <input type="range" min={0} max={100} step={5} value={at} aria-valuetext={t("map.percent", { n: at })} onChange={(event) => setAt(Number(event.currentTarget.value))} />
      <span className={classes.sliderValue}>{t("map.percent", { n: at })}</span>
    </label>
  );
}
