import { TextInput, type TextInputProps } from "@mantine/core";
import { useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { isWhole, quarter, readClock } from "./clock";

interface Props extends Omit<TextInputProps, "value" | "onChange"> {
  /** `09:30`, or nothing. */
  value: string;
  /** A whole time, or nothing where it was taken away. */
  onChange: (value: string) => void;
}

/** A time of day of 24 hours, whatever the language of the browser is. */
export function ClockField({ value, onChange, error, ...rest }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string | null>(null);
  const wrong = typed !== null && typed.trim() !== "" && readClock(typed) === null;
  const tell = (text: string) => {
    const read = readClock(text);
    if (text.trim() === "" || read !== null) onChange(read ?? "");
  };
  const leave = () => {
    if (typed === null) return;
    tell(typed);
    if (!wrong) setTyped(null);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "Enter") leave();
    const way = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
    if (way === 0 || rest.disabled || rest.readOnly) return;
    event.preventDefault();
    setTyped(null);
    onChange(quarter(readClock(typed ?? value) ?? "00:00", way));
  };
  return (
    <TextInput
      miw={92}
      {...rest}
      ref={(input) => input?.setCustomValidity(wrong ? t("clock.wrong") : "")}
      inputMode="numeric"
      autoComplete="off"
      maxLength={12}
      placeholder={t("clock.hint")}
      value={typed ?? value}
      error={wrong ? t("clock.wrong") : error}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        if (isWhole(currentTarget.value) || currentTarget.value === "") tell(currentTarget.value);
      }}
      onBlur={leave}
      onKeyDown={press}
    />
  );
}
