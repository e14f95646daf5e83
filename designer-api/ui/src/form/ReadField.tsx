import { useTranslation } from "react-i18next";
import { listed } from "@/app/i18n";
import { PersonName } from "@/shared/PersonName";
import { formatTime } from "@/shared/When";
import { FileList } from "./FileList";
import { SignatureImage } from "./SignatureImage";
import { inWords, isMoney } from "./chinese";
import { useForm } from "./context";
import type { Component, Value } from "./schema";
import { choicesOf, show, showNumber } from "./show";
import { withoutZone } from "./time";
import { useDepartments } from "./useDepartments";
import { at, isNothing } from "./values";
import classes from "./form.module.css";

/** A field that may only be read: its label, and its value as people say it. */
export function ReadField({ component, path, value, bare = false }: { component: Component; path: string; value: Value | undefined; bare?: boolean }) {
  const label = component.label ?? component.dateLabel ?? component.timeLabel ?? component.key;
  const content = <Shown component={component} path={path} value={value} bare={bare} />;
  if (bare) return <span className={classes.readValue}>{content}</span>;
  return (
    <div className={classes.read} data-path={path}>
      <span className={classes.readLabel}>{label}</span>
      <span className={classes.readValue}>{content}</span>
    </div>
  );
}

function Shown({ component, path, value, bare }: { component: Component; path: string; value: Value | undefined; bare: boolean }) {
  const { t } = useTranslation("form");
  const { context, values, live, files } = useForm();
  if (component.type === "checkbox") return t(value === true ? "yes" : "no");
  if (isNothing(value)) return <span aria-label={t("empty")}>–</span>;
  const many = Array.isArray(value) ? value : [value as Value];
  switch (component.type) {
    case "number":
    case "expression": {
      const words = isMoney(component) && !bare && !path.includes("[") ? inWords(String(value)) : null;
      return (
        <>
          <bdi>{typeof value === "number" || component.type === "number" ? showNumber(value, component) : show(value)}</bdi>
          {words && <div className={classes.words}>{words}</div>}
        </>
      );
    }
    case "userPicker":
      return many.map((one, index) => (
        <span key={String(one)}>
          {index > 0 && ", "}
          <PersonName id={String(one)} />
        </span>
      ));
    case "departmentPicker":
      return <Departments ids={many.map(String)} />;
    case "attachment":
    case "filepicker":
      return files && "instance" in files ? <FileList instance={files.instance} ids={many.map(String)} /> : show(value);
    case "signature":
      return <SignatureImage id={String(value)} files={files} />;
    case "datetime": {
      const text = String(value);
      if (component.subtype === "time") return withoutZone(text, component.timeSerializingFormat ?? "utc_offset");
      return component.subtype === "datetime" && component.timeSerializingFormat !== "no_timezone" ? formatTime(text) : text.replace("T", " ");
    }
    case "radio":
    case "select":
    case "checklist":
    case "taglist": {
      const choices = choicesOf(component, live.choices[path], at({ ...context, ...values }, component.valuesKey ?? ""));
      const label = (one: Value) => choices.find((choice) => JSON.stringify(choice.value) === JSON.stringify(one))?.label ?? show(one);
      return <bdi>{listed(many.map(label))}</bdi>;
    }
    default:
      return <bdi>{show(value)}</bdi>;
  }
}

function Departments({ ids }: { ids: string[] }) {
  const departments = useDepartments();
  const name = (id: string) => departments.data?.find((one) => one.id === id)?.name ?? id;
  return <bdi>{listed(ids.map(name))}</bdi>;
}
