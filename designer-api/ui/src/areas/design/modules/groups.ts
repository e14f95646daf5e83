// Which groups the inspector has for which element.
import type { BusinessObject, Shape } from "@/diagram/canvas";
import { eventDefinition } from "./modeler";

export const GROUPS = ["general", "process", "assignment", "approval", "form", "work", "script", "decision", "call", "adhoc", "gateway", "condition", "timer", "reference", "repeat", "mapping", "listeners", "documentation"] as const;
export type Group = (typeof GROUPS)[number];

const is = (element: BusinessObject, ...types: string[]) => types.some((type) => element.$instanceOf(`bpmn:${type}`));

export function groupsOf(element: Shape): Group[] {
  const own = element.businessObject;
  const definition = eventDefinition(own);
  const flow = is(own, "SequenceFlow");
  const splits = flow && is(own.get("sourceRef") as BusinessObject, "ExclusiveGateway", "InclusiveGateway", "ComplexGateway", "Activity");
  const has: Record<Group, boolean> = {
    general: true,
    process: is(own, "Process", "Participant"),
    assignment: is(own, "UserTask"),
    approval: is(own, "UserTask"),
    form: is(own, "UserTask") || (is(own, "StartEvent") && !definition),
    work: is(own, "ServiceTask", "SendTask", "BusinessRuleTask") || (is(own, "ScriptTask") && !own.get("script")),
    script: is(own, "ScriptTask"),
    decision: is(own, "BusinessRuleTask"),
    call: is(own, "CallActivity"),
    adhoc: is(own, "AdHocSubProcess"),
    gateway: is(own, "ComplexGateway"),
    condition: splits || definition?.$type === "bpmn:ConditionalEventDefinition",
    timer: definition?.$type === "bpmn:TimerEventDefinition",
    reference: is(own, "ReceiveTask") || ["bpmn:MessageEventDefinition", "bpmn:SignalEventDefinition", "bpmn:ErrorEventDefinition", "bpmn:EscalationEventDefinition", "bpmn:LinkEventDefinition", "bpmn:CompensateEventDefinition"].includes(definition?.$type ?? ""),
    repeat: is(own, "Activity"),
    mapping: is(own, "Activity") || (is(own, "Event") && Boolean(definition)),
    listeners: is(own, "FlowNode", "SequenceFlow", "Process"),
    documentation: !is(own, "Participant"),
  };
  return GROUPS.filter((group) => has[group]);
}
