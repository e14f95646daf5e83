import { Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Choice, Component } from "@/form/schema";
import { ChoiceField, SwitchField, TextField } from "../modules/fields";
import { hasKey, takesChoices } from "./edit";

interface Props {
  component: Component;
  onChange: (component: Component) => void;
}

/** The component without what is empty. */
function tidy<T extends object>(of: T): T {
  return Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined && value !== "")) as T;
}

/** A total of a list, as it is written: `sum = sum(price)`. */
const TOTAL = /^\s*[\p{L}_][\p{L}\p{N}_]*\s*=\s*(sum|count|min|max|mean)\(\s*[\p{L}\p{N}_.]*\s*\)\s*$/u;

const notPattern = (told: string) => (text: string) => {
  try {
    new RegExp(text, "u");
    return undefined;
  } catch {
    return told;
  }
};

/** What is said of one part of a form. */
export function Properties({ component, onChange }: Props) {
  const { t } = useTranslation("formBuilder");
  const { type } = component;
  const set = (part: Partial<Component> | Record<string, unknown>) => onChange(tidy({ ...component, ...part }));
  const validate = (part: Partial<NonNullable<Component["validate"]>>) => {
    const next = tidy({ ...component.validate, ...part });
    set({ validate: Object.keys(next).length > 0 ? next : undefined });
  };
  const number = (text: string) => (text.trim() === "" ? undefined : Number(text));
  const notNumber = (text: string) => (Number.isFinite(Number(text)) ? undefined : t("refused.number"));
  const notCount = (text: string) => (/^\d*$/.test(text.trim()) ? undefined : t("refused.count"));
  const notKey = (pattern: RegExp) => (key: string) => (!pattern.test(key) ? t("refused.key") : undefined);
  const labelKey = type === "datetime" ? (component.subtype === "time" ? "timeLabel" : "dateLabel") : type === "text" ? "text" : "label";
  const english = component.properties?.["label:en"] ?? "";
  return (
    <Stack gap="xs" p="sm">
      <Text fw={600}>{t(`kind.${type}`, { defaultValue: type })}</Text>
      {type !== "separator" && <TextField label={t("label")} area={type === "text"} value={String(component[labelKey] ?? "")} onCommit={(value) => set({ [labelKey]: value })} />}
      {labelKey === "label" && type !== "separator" && (
        <TextField
          label={t("english")}
          value={english}
          onCommit={(value) => {
            const properties = tidy({ ...component.properties, "label:en": value });
            set({ properties: Object.keys(properties).length > 0 ? properties : undefined });
          }}
        />
      )}
      {hasKey(type) && <TextField code label={t("key")} hint={t("keyHint")} value={component.key ?? ""} whole refuse={notKey(/^[\p{L}_][\p{L}\p{N}_.]*$/u)} onCommit={(key) => set({ key })} />}
      {type === "dynamiclist" && <TextField code label={t("key")} hint={t("keyHint")} value={component.path ?? ""} whole refuse={notKey(/^[\p{L}_][\p{L}\p{N}_]*$/u)} onCommit={(path) => set({ path })} />}
      {hasKey(type) && type !== "expression" && <TextField label={t("description")} value={component.description ?? ""} onCommit={(description) => set({ description })} />}
      {hasKey(type) && type !== "expression" && <SwitchField label={t("required")} value={component.validate?.required === true} onCommit={(required) => validate({ required: required || undefined } as never)} />}
      {["textfield", "textarea"].includes(type) && (
        <>
          <TextField label={t("minLength")} value={String(component.validate?.minLength ?? "")} refuse={notCount} onCommit={(text) => validate({ minLength: number(text) } as never)} />
          <TextField label={t("maxLength")} value={String(component.validate?.maxLength ?? "")} refuse={notCount} onCommit={(text) => validate({ maxLength: number(text) } as never)} />
        </>
      )}
      {type === "textfield" && <TextField code label={t("pattern")} value={component.validate?.pattern ?? ""} refuse={notPattern(t("refused.pattern"))} onCommit={(pattern) => validate({ pattern })} />}
      {type === "number" && (
        <>
          <TextField label={t("min")} value={String(component.validate?.min ?? "")} refuse={notNumber} onCommit={(text) => validate({ min: number(text) } as never)} />
          <TextField label={t("max")} value={String(component.validate?.max ?? "")} refuse={notNumber} onCommit={(text) => validate({ max: number(text) } as never)} />
          <TextField label={t("decimals")} value={String(component.decimalDigits ?? "")} refuse={notCount} onCommit={(text) => set({ decimalDigits: number(text) })} />
          <SwitchField
            label={t("yuan")}
            value={component.appearance?.prefixAdorner === "¥"}
            onCommit={(yuan) => {
              const appearance = tidy({ ...component.appearance, prefixAdorner: yuan ? "¥" : "" });
              set({ appearance: Object.keys(appearance).length > 0 ? appearance : undefined });
            }}
          />
        </>
      )}
      {type === "datetime" && (
        <ChoiceField
          fixed
          label={t("subtype")}
          value={component.subtype ?? "date"}
          choices={["date", "time", "datetime"].map((value) => ({ value, label: t(`subtypes.${value}`) }))}
          onCommit={(subtype) => {
            const label = component.dateLabel ?? component.timeLabel;
            set({ subtype, dateLabel: subtype === "time" ? undefined : label, timeLabel: subtype === "date" ? undefined : label, timeSerializingFormat: subtype === "date" ? undefined : (component.timeSerializingFormat ?? "utc_offset"), timeInterval: subtype === "date" ? undefined : (component.timeInterval ?? 15) });
          }}
        />
      )}
      {takesChoices(type) && component.values && (
        <TextField
          area
          label={t("choices")}
          hint={t("choicesHint")}
          value={component.values.map(lineOf).join("\n")}
          onCommit={(text) => set({ values: text.split("\n").filter((line) => line.trim()).map(choiceOf) })}
        />
      )}
      {["userPicker", "departmentPicker", "attachment"].includes(type) && <SwitchField label={t("multiple")} value={component.multiple === true} onCommit={(multiple) => set({ multiple: multiple || undefined })} />}
      {type === "expression" && <TextField code label={t("expression")} value={component.expression ?? ""} onCommit={(expression) => set({ expression })} />}
      {type === "dynamiclist" && (
        <TextField
          code
          label={t("totals")}
          hint={t("totalsHint")}
          value={(component.totals ?? []).map((one) => `${one.key} = ${one.function ?? "sum"}(${one.of ?? ""})`).join("; ")}
          refuse={(text) => (text.split(";").every((one) => !one.trim() || TOTAL.test(one)) ? undefined : t("refused.totals"))}
          onCommit={(text) => {
            const totals = Array.from(text.matchAll(/([\p{L}_][\p{L}\p{N}_]*)\s*=\s*(sum|count|min|max|mean)\(\s*([\p{L}\p{N}_.]*)\s*\)/gu), ([, key, name, of]) => tidy({ key: key!, of: of!, function: name as "sum" }));
            set({ totals: totals.length > 0 ? totals : undefined });
          }}
        />
      )}
      <TextField code label={t("hide")} hint={t("hideHint")} value={component.conditional?.hide ?? ""} onCommit={(hide) => set({ conditional: hide.trim() ? { hide: hide.trim().startsWith("=") ? hide.trim() : `=${hide.trim()}` } : undefined })} />
      <ChoiceField
        label={t("columns")}
        value={String(component.layout?.columns ?? "")}
        choices={[["16", "whole"], ["8", "half"], ["4", "quarter"]].map(([value, name]) => ({ value: value!, label: t(`width_.${name}`) }))}
        onCommit={(value) => set({ layout: value ? { ...component.layout, columns: Number(value) } : undefined })}
      />
    </Stack>
  );
}

const lineOf = (choice: Choice | string | number): string => (typeof choice === "object" ? (choice.label === String(choice.value) ? choice.label : `${String(choice.value)}: ${choice.label}`) : String(choice));

/** `a: Label` is a value with its label; a line without a colon is both. */
function choiceOf(line: string): Choice {
  const at = line.indexOf(":");
  const [value, label] = at < 0 ? [line.trim(), line.trim()] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  return { value, label: label || value };
}
