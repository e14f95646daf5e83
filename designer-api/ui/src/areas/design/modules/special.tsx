// The groups of the inspector about elements that few models have: ad-hoc sub-processes, complex gateways.
import { useTranslation } from "react-i18next";
import type { BusinessObject } from "@/diagram/canvas";
import type { GroupProps } from "./behaviour";
import { ChoiceField, SwitchField, TextField } from "./fields";
import { expression, setAttributes } from "./modeler";

/** An expression that stands in the element itself. */
function Expression({ modeler, element, name }: GroupProps & { name: string }) {
  const { t } = useTranslation("design");
  const own = element.businessObject;
  const text = String((own.get(name) as BusinessObject | undefined)?.get("body") ?? "");
  return <TextField label={t(`field.${name}`)} hint={t(`hint.${name}`)} code part={name} value={text} onCommit={(value) => setAttributes(modeler, element, { [name]: expression(modeler, value, own) })} />;
}

/** What people take up themselves: with what it begins, in which order, and when it is enough. */
export function AdHoc({ modeler, element }: GroupProps) {
  const { t } = useTranslation("design");
  const own = element.businessObject;
  const attribute = (name: string) => (
    <TextField label={t(`field.${name}`)} code part={`weir:${name}`} value={String(own.get(`weir:${name}`) ?? "")} onCommit={(value) => setAttributes(modeler, element, { [`weir:${name}`]: value })} />
  );
  return (
    <>
      {attribute("activeElementsCollection")}
      <ChoiceField
        fixed
        label={t("field.ordering")}
        value={String(own.get("ordering") ?? "Parallel")}
        part="ordering"
        choices={["Parallel", "Sequential"].map((value) => ({ value, label: t(`choice.ordering.${value}`) }))}
        onCommit={(ordering) => setAttributes(modeler, element, { ordering: ordering === "Parallel" ? undefined : ordering })}
      />
      <Expression modeler={modeler} element={element} name="completionCondition" />
      <SwitchField label={t("field.cancelRemainingInstances")} value={own.get("cancelRemainingInstances") !== false} onCommit={(rest) => setAttributes(modeler, element, { cancelRemainingInstances: rest ? undefined : false })} />
      {attribute("outputCollection")}
      {attribute("outputElement")}
    </>
  );
}

/** When a complex gateway goes on. */
export function Activation({ modeler, element }: GroupProps) {
  return <Expression modeler={modeler} element={element} name="activationCondition" />;
}
