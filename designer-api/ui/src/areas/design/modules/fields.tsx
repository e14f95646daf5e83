// The fields of the inspector: each tells what was entered when one leaves it, so that one change is one step to undo.
import { Select, Switch, Textarea, TextInput } from "@mantine/core";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { FaultText } from "./FaultText";
import { useFault } from "./faults";
import { useTyped } from "./typed";

interface Common {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  /** Where it stands in the file: `weir:assignee`. What is wrong there is said at the field. */
  part?: string | undefined;
  /** Of several parts of one kind, which. */
  index?: number;
}

interface TextProps extends Common {
  value: string;
  onCommit: (value: string) => void;
  /** Several lines. */
  area?: boolean;
  /** Code or FEEL. */
  code?: boolean;
  placeholder?: string;
  /** Why a text is none that could stand there: then the one before stays, and it is said. */
  refuse?: ((value: string) => string | undefined) | undefined;
  /** It counts only when one has left the field: half a name is the name of something else. */
  whole?: boolean;
}

export function TextField({ label, hint, error, value, onCommit, area = false, code = false, placeholder, part, index, refuse, whole = false }: TextProps) {
  const input = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const { typed, type, put, refused } = useTyped(value, onCommit, input, { refuse, whole });
  const fault = useFault(part, index);
  // What was typed since is not what was looked at.
  const told = refused ?? error ?? (fault && typed === value ? <FaultText fault={fault} text={value} input={input} /> : undefined);
  const common = {
    label,
    value: typed,
    onBlur: put,
    ref: input,
    ...(hint ? { description: hint } : {}),
    ...(told ? { error: told } : {}),
    ...(placeholder ? { placeholder } : {}),
    ...(code ? { styles: { input: { fontFamily: "var(--mantine-font-family-monospace)" } } } : {}),
  };
  if (area) return <Textarea {...common} autosize minRows={2} maxRows={12} onChange={(event) => type(event.currentTarget.value)} />;
  return (
    <TextInput
      {...common}
      onChange={(event) => type(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter") put();
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
  /** Its label is heard, not seen. */
  bare?: boolean;
}

export function ChoiceField({ label, hint, error, value, choices, onCommit, fixed = false, bare = false, part, index }: ChoiceProps) {
  const { t } = useTranslation("common");
  const fault = useFault(part, index);
  const told = error ?? (fault ? <FaultText fault={fault} text={value} /> : undefined);
  const known = choices.some((choice) => choice.value === value) || !value ? choices : [...choices, { value, label: value }];
  return (
    <Select
      {...(bare ? { "aria-label": label } : { label })}
      {...(hint ? { description: hint } : {})}
      {...(told ? { error: told } : {})}
      data={known}
      value={value || null}
      onChange={(next) => onCommit(next ?? "")}
      clearable={!fixed}
      allowDeselect={false}
      comboboxProps={{ withinPortal: true, hideDetached: false }}
      clearButtonProps={{ "aria-label": t("action.clear") }}
    />
  );
}

export function SwitchField({ label, hint, value, onCommit }: Common & { value: boolean; onCommit: (value: boolean) => void }) {
  return <Switch label={label} {...(hint ? { description: hint } : {})} checked={value} onChange={(event) => onCommit(event.currentTarget.checked)} />;
}
