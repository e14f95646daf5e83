// The groups of the inspector about what happens when: conditions, times, references, repetition, data.
import { Button, Group as Row, Stack, Text } from "@mantine/core";
import { Plus, Trash2 } from "lucide-react";
import { Suspense, lazy, useEffect, useReducer } from "react";
import { useTranslation } from "react-i18next";
import { kindOf, type BusinessObject, type EventBus, type Shape } from "@/diagram/canvas";
import { useNames } from "../condition/names";
import { ChoiceField, SwitchField, TextField } from "./fields";
import type { Offer } from "./named";
import { LocalField } from "./NamedField";
import { create, eventDefinition, expression, extensionsOf, registryOf, rootNamed, rootsOf, setAttributes, setExtensions, setPart, type Modeler } from "./modeler";

// Only flows that are chosen have conditions.
const ConditionRows = lazy(() => import("../condition/ConditionRows").then((all) => ({ default: all.ConditionRows })));

export interface GroupProps {
  modeler: Modeler;
  element: Shape;
}

/** A condition in FEEL; a simple one is put together from rows. */
export function Condition({ modeler, element }: GroupProps) {
  const { t } = useTranslation("design");
  const own = element.businessObject;
  const definition = eventDefinition(own);
  const of = definition ?? own;
  const name = definition ? "condition" : "conditionExpression";
  const text = String((of.get(name) as BusinessObject | undefined)?.get("body") ?? "");
  const source = own.get("sourceRef") as BusinessObject | undefined;
  const isDefault = source !== undefined && source.get("default") === own;
  const put = (value: string) => {
    const made = expression(modeler, value, of);
    if (definition) setPart(modeler, element, definition, { condition: made });
    else setAttributes(modeler, element, { conditionExpression: made });
  };
  const [changes, count] = useReducer((before: number) => before + 1, 0);
  useEffect(() => {
    const events = modeler.get<EventBus>("eventBus");
    events.on("commandStack.changed", count);
    return () => events.off("commandStack.changed", count);
  }, [modeler]);
  const names = useNames(modeler, changes);
  return (
    <>
      {source && (
        <SwitchField
          label={t("field.default")}
          hint={t("hint.default")}
          value={isDefault}
          onCommit={(yes) => {
            const shape = modeler.get<{ get(id: string): Shape | undefined }>("elementRegistry").get(source.id);
            if (!shape) return;
            if (yes && text) put("");
            setAttributes(modeler, shape, { default: yes ? own : undefined });
          }}
        />
      )}
      {!isDefault && (
        <>
          <Suspense fallback={null}>
            <ConditionRows text={text} names={names} onText={put} />
          </Suspense>
          <TextField label={t("field.condition")} hint={t("hint.condition")} code area part={name} value={text} onCommit={put} />
        </>
      )}
    </>
  );
}

const TIMERS = ["timeDuration", "timeDate", "timeCycle"] as const;

export function Timer({ modeler, element }: GroupProps) {
  const { t } = useTranslation("design");
  const definition = eventDefinition(element.businessObject);
  if (!definition) return null;
  const kind = TIMERS.find((one) => definition.get(one)) ?? "timeDuration";
  const text = String((definition.get(kind) as BusinessObject | undefined)?.get("body") ?? "");
  const put = (next: string, value: string) => {
    const others = Object.fromEntries(TIMERS.filter((one) => one !== next).map((one) => [one, undefined]));
    setPart(modeler, element, definition, { ...others, [next]: create(modeler, "bpmn:FormalExpression", { body: value }, definition) });
  };
  return (
    <>
      <ChoiceField label={t("field.timer")} fixed value={kind} choices={TIMERS.map((value) => ({ value, label: t(`choice.timer.${value}`) }))} onCommit={(next) => put(next, text)} />
      <TextField label={t("field.timerValue")} hint={t(`hint.${kind}`)} code part={kind} value={text} onCommit={(value) => put(kind, value)} />
    </>
  );
}

const REFERENCES: Record<string, [type: string, attribute: string]> = {
  "bpmn:MessageEventDefinition": ["bpmn:Message", "messageRef"],
  "bpmn:SignalEventDefinition": ["bpmn:Signal", "signalRef"],
  "bpmn:ErrorEventDefinition": ["bpmn:Error", "errorRef"],
  "bpmn:EscalationEventDefinition": ["bpmn:Escalation", "escalationRef"],
};

/** Which message, signal, error or escalation: by its name, that of a known one or a new one. */
export function Reference({ modeler, element }: GroupProps) {
  const { t } = useTranslation("design");
  const own = element.businessObject;
  const definition = eventDefinition(own);
  const [type, attribute] = definition ? (REFERENCES[definition.$type] ?? ["bpmn:Message", "messageRef"]) : ["bpmn:Message", "messageRef"];
  if (definition?.$type === "bpmn:LinkEventDefinition" || definition?.$type === "bpmn:CompensateEventDefinition") return <Target modeler={modeler} element={element} />;
  const of = definition ?? own;
  const named = of.get(attribute) as BusinessObject | undefined;
  const put = (name: string) => setPart(modeler, element, of, { [attribute]: name.trim() ? rootNamed(modeler, element, type, name.trim()) : undefined });
  const known = rootsOf(modeler, type).filter((one) => one.name);
  return (
    <>
      <LocalField makes label={t(`reference.${kindOf(type)}`)} hint={t("reference.hint")} value={String(named?.name ?? "")} offers={known.map((one) => ({ id: one.name! }))} onCommit={put} />
      {named && type === "bpmn:Error" && <TextField label={t("field.errorCode")} value={String(named.get("errorCode") ?? "")} onCommit={(errorCode) => setPart(modeler, element, named, { errorCode })} />}
      {named && type === "bpmn:Escalation" && (
        <TextField label={t("field.escalationCode")} value={String(named.get("escalationCode") ?? "")} onCommit={(escalationCode) => setPart(modeler, element, named, { escalationCode })} />
      )}
      {named && type === "bpmn:Message" && (
        <TextField label={t("field.correlationKey")} hint={t("hint.feelValue")} code part="weir:correlationKey" value={String(named.get("weir:correlationKey") ?? "")} onCommit={(key) => setPart(modeler, element, named, { "weir:correlationKey": key })} />
      )}
    </>
  );
}

/** Where a link leads, by its name; what is compensated, one activity or all that can be. */
function Target({ modeler, element }: GroupProps) {
  const { t } = useTranslation("design");
  const definition = eventDefinition(element.businessObject)!;
  if (definition.$type === "bpmn:LinkEventDefinition") {
    return <LocalField makes label={t("field.link")} hint={t("hint.link")} value={String(definition.get("name") ?? "")} offers={linksOf(modeler, definition)} onCommit={(name) => setPart(modeler, element, definition, { name })} />;
  }
  // What is attached waits for the compensation of its activity.
  if (element.businessObject.$instanceOf("bpmn:BoundaryEvent")) return null;
  const activities = registryOf(modeler)
    .getAll()
    .map((shape) => shape.businessObject)
    .filter((one, at, all) => one.$instanceOf("bpmn:Activity") && all.indexOf(one) === at);
  const chosen = definition.get("activityRef") as BusinessObject | undefined;
  return (
    <>
      <ChoiceField label={t("field.activityRef")} hint={t("hint.activityRef")} value={chosen?.id ?? ""} choices={activities.map((one) => ({ value: one.id, label: one.name || one.id }))} onCommit={(id) => setPart(modeler, element, definition, { activityRef: activities.find((one) => one.id === id) })} />
      <SwitchField label={t("field.waitForCompletion")} value={definition.get("waitForCompletion") !== false} onCommit={(waits) => setPart(modeler, element, definition, { waitForCompletion: waits ? undefined : false })} />
    </>
  );
}

/** The names of the other links of the model. */
function linksOf(modeler: Modeler, but: BusinessObject): Offer[] {
  const others = registryOf(modeler).getAll().map((shape) => shape.businessObject && eventDefinition(shape.businessObject));
  const names = others.flatMap((one) => (one && one !== but && one.$type === "bpmn:LinkEventDefinition" && one.name ? [one.name] : []));
  return [...new Set(names)].map((id) => ({ id }));
}

/** Does it happen several times: for each of a list, or as long as something holds? */
export function Repeat({ modeler, element }: GroupProps) {
  const { t } = useTranslation("design");
  const own = element.businessObject;
  const loop = own.get("loopCharacteristics") as BusinessObject | undefined;
  const many = loop?.$type === "bpmn:MultiInstanceLoopCharacteristics";
  const kind = !loop ? "" : many ? (loop.get("isSequential") ? "sequential" : "parallel") : "loop";
  const begin = (next: string) => {
    if (!next) return setAttributes(modeler, element, { loopCharacteristics: undefined });
    if (next === "loop") return setAttributes(modeler, element, { loopCharacteristics: create(modeler, "bpmn:StandardLoopCharacteristics", {}, own) });
    if (many) return setPart(modeler, element, loop, { isSequential: next === "sequential" || undefined });
    const made = create(modeler, "bpmn:MultiInstanceLoopCharacteristics", next === "sequential" ? { isSequential: true } : {}, own);
    setAttributes(modeler, element, { loopCharacteristics: made });
  };
  const body = (name: string) => String((loop?.get(name) as BusinessObject | undefined)?.get("body") ?? "");
  const part = (name: string) => (
    <TextField label={t(`field.${name}`)} code part={name} value={body(name)} onCommit={(value) => loop && setPart(modeler, element, loop, { [name]: expression(modeler, value, loop) })} />
  );
  const attribute = (name: string) => (
    <TextField label={t(`field.${name}`)} code part={`weir:${name}`} value={String(loop?.get(`weir:${name}`) ?? "")} onCommit={(value) => loop && setPart(modeler, element, loop, { [`weir:${name}`]: value })} />
  );
  return (
    <>
      <ChoiceField label={t("field.repeat")} value={kind} choices={["parallel", "sequential", "loop"].map((value) => ({ value, label: t(`choice.repeat.${value}`) }))} onCommit={begin} />
      {many && (
        <>
          {attribute("collection")}
          {attribute("elementVariable")}
          {part("loopCardinality")}
          {part("completionCondition")}
          {attribute("outputCollection")}
          {attribute("outputElement")}
        </>
      )}
      {loop && !many && part("loopCondition")}
    </>
  );
}

/** Which data go in, and which come out. */
export function Mapping({ modeler, element }: GroupProps) {
  const { t } = useTranslation("design");
  const rows = (type: "weir:Input" | "weir:Output") => {
    const known = extensionsOf(element.businessObject, type).map((one) => ({ source: String(one.get("source") ?? ""), target: String(one.get("target") ?? "") }));
    const put = (next: { source: string; target: string }[]) => setExtensions(modeler, element, type, next);
    return (
      <Stack gap={4} key={type}>
        <Text size="sm" fw={600}>{t(`mapping.${kindOf(type).replace("weir:", "")}`)}</Text>
        {known.map((row, index) => (
          <Row key={index} gap={4} wrap="nowrap" align="flex-end">
            <TextField label={t("mapping.source")} code part={`${type}@source`} index={index} value={row.source} onCommit={(source) => put(known.map((one, at) => (at === index ? { ...one, source } : one)))} />
            <TextField label={t("mapping.target")} code part={`${type}@target`} index={index} value={row.target} onCommit={(target) => put(known.map((one, at) => (at === index ? { ...one, target } : one)))} />
            <Button variant="subtle" color="gray" px={6} aria-label={t("mapping.remove", { target: row.target })} onClick={() => put(known.filter((_, at) => at !== index))}>
              <Trash2 size={13} />
            </Button>
          </Row>
        ))}
        <Button variant="subtle" size="compact-xs" leftSection={<Plus size={12} aria-hidden />} onClick={() => put([...known, { source: "= ", target: "x" }])}>
          {t("mapping.add")}
        </Button>
      </Stack>
    );
  };
  return (
    <>
      {rows("weir:Input")}
      {rows("weir:Output")}
    </>
  );
}

export function Documentation({ modeler, element }: GroupProps) {
  const { t } = useTranslation("design");
  const own = element.businessObject;
  const known = (own.get("documentation") as BusinessObject[] | undefined) ?? [];
  const put = (text: string) => {
    const rest = known.slice(1);
    const first = text.trim() ? [create(modeler, "bpmn:Documentation", { text }, own)] : [];
    setAttributes(modeler, element, { documentation: [...first, ...rest] });
  };
  return <TextField label={t("field.documentation")} area value={String(known[0]?.get("text") ?? "")} onCommit={put} />;
}
