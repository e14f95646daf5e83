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

/** When a complex gateway goes on: as soon as so many of its ways have come, or as an expression says. */
export function Activation({ modeler, element }: GroupProps) {
  const { t } = useTranslation("design");
  const own = element.businessObject;
  const text = String((own.get("activationCondition") as BusinessObject | undefined)?.get("body") ?? "");
  const number = numberOf(text);
  // Files need not list at a node which flows lead to it; what is drawn does.
  const ways = (element.incoming ?? []).filter(({ businessObject }) => businessObject.$instanceOf("bpmn:SequenceFlow")).length;
  const fits = (value: string) => !value.trim() || (/^[1-9]\d{0,3}$/.test(value.trim()) && Number(value) <= Math.max(1, ways));
  return (
    <>
      {number !== null && ways > 1 && (
        <TextField
          label={t("field.activationNumber", { count: ways })}
          value={number}
          refuse={(value) => (fits(value) ? undefined : t("refused.ways", { count: ways }))}
          onCommit={(value) => setAttributes(modeler, element, { activationCondition: expression(modeler, value.trim() && `activationCount >= ${value.trim()}`, own) })}
        />
      )}
      <Expression modeler={modeler} element={element} name="activationCondition" />
    </>
  );
}

/** How many ways have to come by a condition that says nothing else; null where it says more. */
export function numberOf(condition: string): string | null {
  if (!condition.trim()) return "";
  return /^\s*=?\s*activationCount\s*>=\s*(\d+)\s*$/.exec(condition)?.[1] ?? null;
}
