// The groups of the inspector about what a model uses of others: forms, decisions, processes; and which version of them.
import { useTranslation } from "react-i18next";
import { Attribute, Choice, NamedAttribute } from "./attributes";
import type { GroupProps } from "./behaviour";
import { SwitchField } from "./fields";
import { isWritten } from "./named";
import { VersionField } from "./NamedField";
import type { Thing } from "./offers";
import { setAttributes } from "./modeler";

interface Bound {
  kind: Thing;
  /** The attributes that say what it is, how its version is found, and which one it is. */
  of: string;
  binding: string;
  version: string;
  tag: string;
}

/** Which version is meant: the latest, the one deployed with this, or one that is named. */
function Version({ modeler, element, kind, of, binding, version, tag }: GroupProps & Bound) {
  const { t } = useTranslation("design");
  const text = (name: string) => String(element.businessObject.get(name) ?? "");
  const chosen = text(binding);
  const named = text(of).trim();
  const field = (name: string, by: "version" | "tag") => (
    <VersionField
      kind={kind}
      of={isWritten(named) ? "" : named}
      by={by}
      label={t(`field.${name.replace("weir:", "")}`)}
      part={name}
      value={text(name)}
      onCommit={(value) => setAttributes(modeler, element, { [name]: value.trim() })}
    />
  );
  return (
    <>
      <Choice modeler={modeler} element={element} name={binding} values={["latest", "deployment", "version", "versionTag"]} />
      {chosen === "version" && field(version, "version")}
      {chosen === "versionTag" && field(tag, "tag")}
    </>
  );
}

export function Form({ modeler, element }: GroupProps) {
  return (
    <>
      <NamedAttribute modeler={modeler} element={element} name="weir:formId" kind="form" hint />
      <Version modeler={modeler} element={element} kind="form" of="weir:formId" binding="weir:formBinding" version="weir:formVersion" tag="weir:formVersionTag" />
      <Attribute modeler={modeler} element={element} name="weir:fieldPermissions" hint code />
      <Attribute modeler={modeler} element={element} name="weir:formKey" hint />
    </>
  );
}

export function Decision({ modeler, element }: GroupProps) {
  return (
    <>
      <NamedAttribute modeler={modeler} element={element} name="weir:decision" kind="decision" hint />
      <Attribute modeler={modeler} element={element} name="weir:resultVariable" />
      <Choice modeler={modeler} element={element} name="weir:mapDecisionResult" values={["singleEntry", "singleResult", "collectEntries", "resultList", "variables", "variablesIfAny"]} />
      <Version modeler={modeler} element={element} kind="decision" of="weir:decision" binding="weir:binding" version="weir:version" tag="weir:versionTag" />
    </>
  );
}

export function Call({ modeler, element }: GroupProps) {
  const { t } = useTranslation("design");
  const own = element.businessObject;
  const truth = (name: string) => (
    <SwitchField label={t(`field.${name}`)} value={String(own.get(`weir:${name}`) ?? "") === "true"} onCommit={(value) => setAttributes(modeler, element, { [`weir:${name}`]: value ? "true" : "" })} />
  );
  return (
    <>
      <NamedAttribute modeler={modeler} element={element} name="calledElement" kind="process" hint />
      <Version modeler={modeler} element={element} kind="process" of="calledElement" binding="weir:binding" version="weir:version" tag="weir:versionTag" />
      <Attribute modeler={modeler} element={element} name="weir:businessKey" code />
      {truth("inheritBusinessKey")}
      {truth("propagateAllParentVariables")}
      {truth("propagateAllChildVariables")}
    </>
  );
}
