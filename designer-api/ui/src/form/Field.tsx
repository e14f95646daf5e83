import { Checkbox, TextInput, Textarea } from "@mantine/core";
import { Suspense, lazy, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ReadField } from "./ReadField";
import { inWords, isMoney } from "./chinese";
import { useForm } from "./context";
import { holds, isFixed, type Component, type Value } from "./schema";
import { choicesOf } from "./show";
import { at } from "./values";
import classes from "./form.module.css";

const PersonPicker = lazy(() => import("@/shared/PersonPicker").then((all) => ({ default: all.PersonPicker })));
const PeoplePicker = lazy(() => import("@/shared/PersonPicker").then((all) => ({ default: all.PeoplePicker })));
const DepartmentPicker = lazy(() => import("./DepartmentPicker").then((all) => ({ default: all.DepartmentPicker })));
const FilesField = lazy(() => import("./FilesField").then((all) => ({ default: all.FilesField })));
const SignatureField = lazy(() => import("./SignatureField").then((all) => ({ default: all.SignatureField })));
const RadioField = lazy(() => import("./ChoiceFields").then((all) => ({ default: all.RadioField })));
const ChecklistField = lazy(() => import("./ChoiceFields").then((all) => ({ default: all.ChecklistField })));
const SelectField = lazy(() => import("./ChoiceFields").then((all) => ({ default: all.SelectField })));
const TaglistField = lazy(() => import("./ChoiceFields").then((all) => ({ default: all.TaglistField })));
const TimeField = lazy(() => import("./TimeField"));

interface Props {
  component: Component;
  path: string;
  /** The row around it: `items[0]`. */
  row: string;
  /** Its label is the heading of its column. */
  bare?: boolean;
}

/** One field: what may be written as an input, all else as text. */
export function Field({ component, path, row, bare = false }: Props) {
  const form = useForm();
  const { t } = useTranslation("problems");
  const value = component.type === "expression" ? (form.live.values[path] ?? at(form.values, path)) : at(form.values, path);
  if (component.type === "expression" && !component.label && !bare) return null;
  if (form.readOnly || component.type === "expression" || isFixed(form.live, component, row)) {
    return <ReadField component={component} path={path} value={value} bare={bare} />;
  }
  const fault = form.faults[path];
  const label = component.label ?? component.dateLabel ?? component.timeLabel ?? component.key ?? "";
  const common: Common = {
    ...(bare ? { "aria-label": label } : { label }),
    ...(component.description && !bare ? { description: component.description } : {}),
    ...(fault ? { error: t(fault.code, { limit: fault.limit ?? "", detail: "" }) } : {}),
    withAsterisk: component.validate?.required ?? false,
    "data-path": path,
  };
  return <Input component={component} path={path} value={value} common={common} />;
}

export interface Common {
  label?: ReactNode;
  "aria-label"?: string;
  description?: string;
  error?: string;
  withAsterisk: boolean;
  "data-path": string;
}

function Input({ component, path, value, common }: { component: Component; path: string; value: Value | undefined; common: Common }) {
  const { change, files, context, values, live } = useForm();
  const set = (now: Value | undefined) => change(path, now);
  const text = typeof value === "string" ? value : value === undefined || value === null ? "" : String(value);
  const choices = () => choicesOf(component, live.choices[path], at({ ...context, ...values }, component.valuesKey ?? ""));
  const many = component.multiple === true || holds(live, component.multiple, "");
  switch (component.type) {
    case "textfield": {
      const kind = component.validate?.validationType;
      const { prefixAdorner, suffixAdorner } = component.appearance ?? {};
      return (
        <TextInput
          {...common}
          value={text}
          onChange={(event) => set(event.currentTarget.value)}
          type={kind === "email" ? "email" : kind === "phone" ? "tel" : "text"}
          leftSection={prefixAdorner}
          rightSection={suffixAdorner}
        />
      );
    }
    case "textarea":
      return <Textarea {...common} value={text} onChange={(event) => set(event.currentTarget.value)} autosize minRows={2} maxRows={12} />;
    case "number":
      return <NumberField component={component} value={value} common={common} set={set} />;
    case "checkbox":
      return (
        <Checkbox
          label={
            <>
              {common.label ?? common["aria-label"]}
              {common.withAsterisk && <span aria-hidden>{" *"}</span>}
            </>
          }
          description={common.description}
          error={common.error}
          data-path={path}
          checked={value === true}
          onChange={(event) => set(event.currentTarget.checked)}
        />
      );
    case "radio":
      return (
        <Suspense fallback={null}>
          <RadioField common={common} choices={choices()} value={value} set={set} />
        </Suspense>
      );
    case "checklist":
      return (
        <Suspense fallback={null}>
          <ChecklistField common={common} choices={choices()} value={value} set={set} />
        </Suspense>
      );
    case "select":
      return (
        <Suspense fallback={<TextInput {...common} readOnly />}>
          <SelectField common={common} choices={choices()} value={value} set={set} searchable={component.searchable === true} />
        </Suspense>
      );
    case "taglist":
      return (
        <Suspense fallback={<TextInput {...common} readOnly />}>
          <TaglistField common={common} choices={choices()} value={value} set={set} />
        </Suspense>
      );
    case "datetime":
      return (
        <Suspense fallback={<TextInput {...common} value={text} readOnly />}>
          <TimeField component={component} value={text} common={common} set={set} />
        </Suspense>
      );
    case "userPicker":
      return (
        <Suspense fallback={<TextInput {...common} readOnly />}>
          {many ? (
        <PeoplePicker {...picker(common)} value={Array.isArray(value) ? value.map(String) : []} onChange={set} />
      ) : (
        <PersonPicker {...picker(common)} value={text || null} onChange={set} />
          )}
        </Suspense>
      );
    case "departmentPicker":
      return (
        <Suspense fallback={<TextInput {...common} readOnly />}>
          <DepartmentPicker common={common} many={many} value={value} set={set} />
        </Suspense>
      );
    case "attachment":
    case "filepicker":
      return files ? (
        <Suspense fallback={null}>
          <FilesField component={component} common={common} many={many} value={value} set={set} files={files} />
        </Suspense>
      ) : null;
    case "signature":
      return (
        <Suspense fallback={null}>
          <SignatureField common={common} value={value} set={set} files={files} />
        </Suspense>
      );
    default:
      return null;
  }
}

function picker(common: Common) {
  const { label, withAsterisk, ...rest } = common;
  return { ...rest, ...(typeof label === "string" ? { label } : {}), withAsterisk };
}

function NumberField({ component, value, common, set }: { component: Component; value: Value | undefined; common: Common; set: (value: Value) => void }) {
  const { appearance, serializeToString } = component;
  // What is being typed need not be a number yet: `1.`, `-`.
  const [typed, setTyped] = useState<string | null>(null);
  const known = value === undefined || value === null ? "" : String(value);
  // In a table only the total is said in words.
  const words = isMoney(component) && known !== "" && common.label !== undefined && !common["data-path"].includes("[") ? inWords(known) : null;
  const type = (text: string) => {
    const plain = plainNumber(text);
    setTyped(plain);
    set(plain === "" ? null : serializeToString ? plain : asNumber(plain));
  };
  return (
    <>
      <TextInput
        {...common}
        value={typed ?? known}
        onChange={(event) => type(event.currentTarget.value)}
        onBlur={() => setTyped(null)}
        leftSection={appearance?.prefixAdorner}
        rightSection={appearance?.suffixAdorner}
        inputMode="decimal"
        styles={NUMERIC}
      />
      {words && <div className={classes.words}>{words}</div>}
    </>
  );
}

const NUMERIC = { input: { textAlign: "end" as const } };

/** A number as it is typed: also with the digits and points of a Chinese keyboard, and with groups. */
export function plainNumber(text: string): string {
  return text
    .replace(/[\uff10-\uff19]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[\u3002\uff0e]/g, ".")
    .replace(/[\s,\uff0c\u00a5\uffe5]/g, "");
}

/** A number that is written as it is; what is none, or none yet, stays as it was typed, and is told. */
export function asNumber(text: string): Value {
  const number = Number(text);
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text) && Number.isFinite(number) && Number.isSafeInteger(Math.trunc(number)) ? number : text;
}
