// The fields of the inspector: each tells what was entered when one leaves it, so that one change is one step to undo.
import { Select, Switch, Textarea, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

interface Common {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
}

interface TextProps extends Common {
  value: string;
  onCommit: (value: string) => void;
  /** Several lines. */
  area?: boolean;
  /** Code or FEEL. */
  code?: boolean;
  placeholder?: string;
}

export function TextField({ label, hint, error, value, onCommit, area = false, code = false, placeholder }: TextProps) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const commit = () => {
    if (typed !== value) onCommit(typed);
  };
  const common = {
    label,
    value: typed,
    onBlur: commit,
    ...(hint ? { description: hint } : {}),
    ...(error ? { error } : {}),
    ...(placeholder ? { placeholder } : {}),
    ...(code ? { styles: { input: { fontFamily: "var(--mantine-font-family-monospace)" } } } : {}),
  };
  if (area) return <Textarea {...common} autosize minRows={2} maxRows={12} onChange={(event) => setTyped(event.currentTarget.value)} />;
  return (
    <TextInput
      {...common}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter") commit();
      }}
    />
  );
}

interface ChoiceProps extends Common {
  value: string;
  choices: { value: string; label: string }[];
  onCommit: (value: string) => void;
  /** One of them always holds. */
  fixed?: boolean;
}

export function ChoiceField({ label, hint, error, value, choices, onCommit, fixed = false }: ChoiceProps) {
  const { t } = useTranslation("common");
  const known = choices.some((choice) => choice.value === value) || !value ? choices : [...choices, { value, label: value }];
  return (
    <Select
      label={label}
      {...(hint ? { description: hint } : {})}
      {...(error ? { error } : {})}
      data={known}
      value={value || null}
      onChange={(next) => onCommit(next ?? "")}
      clearable={!fixed}
      allowDeselect={false}
      comboboxProps={{ withinPortal: true }}
      clearButtonProps={{ "aria-label": t("action.clear") }}
    />
  );
}

export function SwitchField({ label, hint, value, onCommit }: Common & { value: boolean; onCommit: (value: boolean) => void }) {
  return <Switch label={label} {...(hint ? { description: hint } : {})} checked={value} onChange={(event) => onCommit(event.currentTarget.checked)} />;
}
