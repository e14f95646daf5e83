import { Input, NativeSelect, NumberInput } from "@mantine/core";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { SPAN_SIZES, SPAN_UNITS, typed, type SpanUnit } from "./span";
import classes from "./shared.module.css";

interface Props {
  label: string;
  /** The label is told to those who hear the page, and not shown. */
  quiet?: boolean;
  /** In milliseconds. */
  value: number | null | undefined;
  onChange: (ms: number | null) => void;
  /** What a time begins with that nobody has typed yet. */
  usual?: SpanUnit;
  /** How much it must be at least, in milliseconds. */
  least?: number;
  required?: boolean;
  disabled?: boolean;
}

/** A time span is typed as a number and its unit; which one it begins with, its size says. */
export function SpanField({ label, quiet = false, value, onChange, usual = "h", least = 1, required = false, disabled = false }: Props) {
  const { t } = useTranslation("common");
  const id = useId();
  const shown = typeof value === "number" ? typed(value) : null;
  const [unit, setUnit] = useState<SpanUnit>(shown?.unit ?? usual);
  // What is typed stays as it is; what comes from elsewhere is shown in its own unit.
  const [count, setCount] = useState<number | string>(shown?.count ?? "");
  const [seen, setSeen] = useState(value ?? null);
  if ((value ?? null) !== seen) {
    setSeen(value ?? null);
    setCount(shown?.count ?? "");
    if (shown) setUnit(shown.unit);
  }
  const tell = (nextCount: number | string, nextUnit: SpanUnit) => {
    setCount(nextCount);
    setUnit(nextUnit);
    const ms = typeof nextCount === "number" ? Math.max(least, Math.round(nextCount * SPAN_SIZES[nextUnit])) : null;
    if (ms === null && (required || nextCount !== "")) return;
    setSeen(ms);
    onChange(ms);
  };
  return (
    <Input.Wrapper label={quiet ? undefined : label} labelProps={{ htmlFor: id }} required={required}>
      <div className={classes.span}>
        <NumberInput id={id} aria-label={quiet ? label : undefined} placeholder={quiet ? label : undefined} disabled={disabled} min={0} hideControls value={count} onChange={(next) => tell(next, unit)} />
        <NativeSelect aria-label={t("span.unit", { label })} disabled={disabled} data={SPAN_UNITS.map((one) => ({ value: one, label: t(`span.${one}`) }))} value={unit} onChange={(event) => tell(count, SPAN_UNITS.find((one) => one === event.currentTarget.value) ?? unit)} />
      </div>
    </Input.Wrapper>
  );
}
