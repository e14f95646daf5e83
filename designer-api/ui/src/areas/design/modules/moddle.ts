// The extensions of this engine, as the library is told of them: the same as `engine/core/src/catalogue/weir.rs`.

const WORK = ["ServiceTask", "SendTask", "BusinessRuleTask", "ScriptTask"];
const PEOPLE = ["UserTask"];
const FORMS = ["UserTask", "StartEvent"];

/** Attribute, and the elements that it may stand on. */
export const ATTRIBUTES: [name: string, on: string[]][] = [
  ["type", WORK],
  ["retries", WORK],
  ["assignee", PEOPLE],
  ["candidateUsers", PEOPLE],
  ["candidateGroups", PEOPLE],
  ["dueDate", PEOPLE],
  ["dueCalendar", PEOPLE],
  ["followUpDate", PEOPLE],
  ["priority", [...PEOPLE, ...WORK]],
  ["formKey", FORMS],
  ["formId", FORMS],
  ["formBinding", FORMS],
  ["formVersion", FORMS],
  ["formVersionTag", FORMS],
  ["fieldPermissions", FORMS],
  ...["approvers", "approvalMode", "approvalVeto", "approvalEmpty", "approvalSelf", "approvalDuplicate", "approvalWeights"].map((name): [string, string[]] => [name, PEOPLE]),
  ...["onReject", "copyTo", "copyWhen", "timeout", "timeoutReminders", "timeoutAction", "calendar"].map((name): [string, string[]] => [name, PEOPLE]),
  ["decision", ["BusinessRuleTask"]],
  ["mapDecisionResult", ["BusinessRuleTask"]],
  ["resultVariable", ["ScriptTask", "BusinessRuleTask", "UserTask"]],
  ["activeElementsCollection", ["AdHocSubProcess"]],
  ["correlationKey", ["Message", "MessageEventDefinition", "ReceiveTask"]],
  ["collection", ["MultiInstanceLoopCharacteristics"]],
  ["elementVariable", ["MultiInstanceLoopCharacteristics"]],
  ["outputCollection", ["MultiInstanceLoopCharacteristics", "AdHocSubProcess"]],
  ["outputElement", ["MultiInstanceLoopCharacteristics", "AdHocSubProcess"]],
  ["versionTag", ["Process", "CallActivity", "BusinessRuleTask"]],
  ["binding", ["CallActivity", "BusinessRuleTask"]],
  ["version", ["CallActivity", "BusinessRuleTask"]],
  ["businessKey", ["CallActivity"]],
  ["inheritBusinessKey", ["CallActivity"]],
  ["propagateAllParentVariables", ["CallActivity"]],
  ["propagateAllChildVariables", ["CallActivity"]],
];

const text = (name: string) => ({ name, isAttr: true, type: "String" });

export const weirModdle = {
  name: "Weir",
  prefix: "weir",
  uri: "urn:weir:bpmn:1",
  xml: { tagAlias: "lowerCase" },
  types: [
    ...ATTRIBUTES.map(([name, on]) => ({ name: `With_${name}`, extends: on.map((type) => `bpmn:${type}`), properties: [text(name)] })),
    { name: "Input", superClass: ["Element"], properties: [text("source"), text("target")] },
    { name: "Output", superClass: ["Element"], properties: [text("source"), text("target")] },
    { name: "Listener", superClass: ["Element"], properties: [text("event"), text("type"), text("retries")] },
    { name: "Name", superClass: ["Element"], properties: [{ name: "text", isBody: true, type: "String" }] },
  ],
};
