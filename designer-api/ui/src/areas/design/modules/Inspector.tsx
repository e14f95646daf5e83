import "@mantine/core/styles/Accordion.css";
import { Accordion, Button, Group as Row, Stack, Text } from "@mantine/core";
import { Plus, Trash2 } from "lucide-react";
import { useEffect, useReducer } from "react";
import { useTranslation } from "react-i18next";
import type { ModelProblem } from "@/api/types";
import { kindOf, type BusinessObject, type EventBus, type Shape } from "@/diagram/canvas";
import { useKind } from "@/diagram/kind";
import { useMaybe } from "@/shared/maybe";
import { PeoplePicker, PersonPicker } from "@/shared/PersonPicker";
import { ARGUMENT, RULES, readRule, writeRule, type Rule } from "./approvers";
import { ChoiceField, SwitchField, TextField } from "./fields";
import { groupsOf, type Group } from "./groups";
import { create, eventDefinition, expression, extensionsOf, rootNamed, rootsOf, setAttributes, setExtensions, setPart, type Modeler } from "./modeler";
import classes from "../design.module.css";

interface Props {
  modeler: Modeler;
  element: Shape;
  problems: ModelProblem[];
}

/** What is said about the chosen element, group by group. */
export function Inspector({ modeler, element, problems }: Props) {
  const { t, i18n } = useTranslation("design");
  const maybe = useMaybe("findings");
  const say = useKind();
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const events = modeler.get<EventBus>("eventBus");
    events.on(["element.changed", "commandStack.changed"], redraw);
    return () => events.off(["element.changed", "commandStack.changed"], redraw);
  }, [modeler]);
  const own = element.businessObject;
  const groups = groupsOf(element);
  const mine = problems.filter((problem) => problem.element === own.id);
  return (
    <section className={classes.inspector} aria-label={t("inspector.title")} data-element={own.id}>
      <div className={classes.inspectorHead}>
        <Text fw={600}>{say(own.$type)}</Text>
        <Text c="dimmed" size="sm">{own.id}</Text>
      </div>
      {mine.map((problem, index) => (
        <Text key={index} size="sm" px="sm" py={4} c={problem.severity === "error" ? "var(--weir-incident)" : "var(--weir-overdue)"}>
          <bdi title={problem.message}>{i18n.language === "en" ? problem.message : maybe(problem.code, problem.message)}</bdi>
        </Text>
      ))}
      <Accordion multiple defaultValue={["general", "process", "assignment", "approval", "work", "condition", "timer", "reference", "call", "script", "decision"]} chevronPosition="left" variant="default">
        {groups.map((group) => (
          <Accordion.Item key={group} value={group}>
            <Accordion.Control>{t(`group.${group}`)}</Accordion.Control>
            <Accordion.Panel>
              <Stack gap="xs">
                <GroupFields group={group} modeler={modeler} element={element} />
              </Stack>
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
    </section>
  );
}

interface GroupProps {
  modeler: Modeler;
  element: Shape;
}

function GroupFields({ group, ...rest }: GroupProps & { group: Group }) {
  switch (group) {
    case "general":
      return <General {...rest} />;
    case "process":
      return <Process {...rest} />;
    case "assignment":
      return <Assignment {...rest} />;
    case "approval":
      return <Approval {...rest} />;
    case "form":
      return <Form {...rest} />;
    case "work":
      return <Work {...rest} />;
    case "script":
      return <Script {...rest} />;
    case "decision":
      return <Decision {...rest} />;
    case "call":
      return <Call {...rest} />;
    case "condition":
      return <Condition {...rest} />;
    case "timer":
      return <Timer {...rest} />;
    case "reference":
      return <Reference {...rest} />;
    case "repeat":
      return <Repeat {...rest} />;
    case "mapping":
      return <Mapping {...rest} />;
    case "documentation":
      return <Documentation {...rest} />;
  }
}

/** One attribute as a line of text. */
function Attribute({ modeler, element, name, area, code, hint }: GroupProps & { name: string; area?: boolean; code?: boolean; hint?: boolean }) {
  const { t } = useTranslation("design");
  const plain = name.replace("weir:", "");
  return (
    <TextField
      label={t(`field.${plain}`)}
      hint={hint ? t(`hint.${plain}`) : undefined}
      value={String(element.businessObject.get(name) ?? "")}
      onCommit={(value) => setAttributes(modeler, element, { [name]: value })}
      area={area ?? false}
      code={code ?? false}
    />
  );
}

/** One attribute with some values. */
function Choice({ modeler, element, name, values }: GroupProps & { name: string; values: string[] }) {
  const { t } = useTranslation("design");
  const plain = name.replace("weir:", "");
  return (
    <ChoiceField
      label={t(`field.${plain}`)}
      value={String(element.businessObject.get(name) ?? "")}
      choices={values.map((value) => ({ value, label: t(`choice.${plain}.${value}`) }))}
      onCommit={(value) => setAttributes(modeler, element, { [name]: value })}
    />
  );
}

function General({ modeler, element }: GroupProps) {
  const { t } = useTranslation("design");
  const own = element.businessObject;
  const english = extensionsOf(own, "weir:Name")[0];
  const annotation = own.$instanceOf("bpmn:TextAnnotation");
  return (
    <>
      {annotation ? <Attribute modeler={modeler} element={element} name="text" area /> : <Attribute modeler={modeler} element={element} name="name" area={!own.$instanceOf("bpmn:SequenceFlow")} />}
      {!annotation && (
        <TextField
          label={t("field.english")}
          value={String(english?.get("text") ?? "")}
          onCommit={(text) => setExtensions(modeler, element, "weir:Name", text.trim() ? [{ text: text.trim(), "xml:lang": "en" }] : [])}
        />
      )}
      <TextField
        label={t("field.id")}
        value={own.id}
        onCommit={(id) => {
          if (/^[A-Za-z_][\w.-]*$/.test(id)) setAttributes(modeler, element, { id });
        }}
        code
      />
    </>
  );
}

function Process({ modeler, element }: GroupProps) {
  const { t } = useTranslation("design");
  const own = element.businessObject;
  const process = own.$instanceOf("bpmn:Participant") ? (own.get("processRef") as BusinessObject | undefined) : own;
  if (!process) return <Text c="dimmed">{t("process.empty")}</Text>;
  const set = (attributes: Record<string, unknown>) => setPart(modeler, element, process, attributes);
  return (
    <>
      <SwitchField label={t("field.isExecutable")} value={process.get("isExecutable") === true} onCommit={(isExecutable) => set({ isExecutable })} />
      {process !== own && <TextField label={t("field.processName")} value={String(process.name ?? "")} onCommit={(name) => set({ name })} />}
      <TextField label={t("field.versionTag")} value={String(process.get("weir:versionTag") ?? "")} onCommit={(tag) => set({ "weir:versionTag": tag })} />
    </>
  );
}

function Assignment({ modeler, element }: GroupProps) {
  const { t } = useTranslation("design");
  const own = element.businessObject;
  const assignee = String(own.get("weir:assignee") ?? "");
  const written = assignee.startsWith("=");
  return (
    <>
      {own.get("weir:approvers") ? <Text c="dimmed" size="sm">{t("assignment.byApproval")}</Text> : null}
      {!written && <PersonPicker label={t("field.assigneePerson")} value={assignee || null} onChange={(id) => setAttributes(modeler, element, { "weir:assignee": id })} />}
      <TextField label={t("field.assignee")} hint={t("hint.feel")} code value={assignee} onCommit={(value) => setAttributes(modeler, element, { "weir:assignee": value })} />
      <Attribute modeler={modeler} element={element} name="weir:candidateGroups" hint />
      <Attribute modeler={modeler} element={element} name="weir:candidateUsers" hint />
      <Attribute modeler={modeler} element={element} name="weir:dueDate" hint code />
      <Attribute modeler={modeler} element={element} name="weir:followUpDate" code />
      <Attribute modeler={modeler} element={element} name="weir:priority" code />
    </>
  );
}

const MODES = ["one", "any", "all", "sequential"];

function Approval({ modeler, element }: GroupProps) {
  const { t } = useTranslation("design");
  const own = element.businessObject;
  const text = String(own.get("weir:approvers") ?? "");
  const { rule, argument } = readRule(text);
  const set = (attributes: Record<string, unknown>) => setAttributes(modeler, element, attributes);
  const put = (next: { rule: Rule; argument: string }) => set({ "weir:approvers": writeRule(next) });
  const kind = ARGUMENT[rule];
  const mode = String(own.get("weir:approvalMode") ?? "");
  const ratio = /^ratio\((\d+)\)$/.exec(mode);
  const asks = Boolean(text);
  return (
    <>
      <ChoiceField
        label={t("field.approverRule")}
        value={text ? rule : ""}
        choices={RULES.map((value) => ({ value, label: t(`rule.${value}`) }))}
        onCommit={(next) => {
          if (!next) return set({ "weir:approvers": "" });
          const chosen = next as Rule;
          const written = writeRule({ rule: chosen, argument: "" });
          // A rule that lacks its argument is no rule yet: it is begun as the one that has all it needs.
          set({ "weir:approvers": written || (chosen === "feel" ? "= []" : `${chosen}(?)`) });
        }}
      />
      {asks && kind === "people" && <PeoplePicker label={t("argument.people")} value={argument.split(",").filter((one) => one && one !== "?")} onChange={(ids) => put({ rule, argument: ids.join(",") })} />}
      {asks && kind === "name" && <TextField label={t(`argument.${rule}`)} value={argument === "?" ? "" : argument} onCommit={(value) => put({ rule, argument: value })} />}
      {asks && kind === "department" && <TextField label={t("argument.head")} hint={t("argument.headHint")} value={argument} onCommit={(value) => put({ rule, argument: value })} />}
      {asks && kind === "level" && <TextField label={t("argument.level")} value={argument} onCommit={(value) => put({ rule, argument: value.replace(/\D/g, "") })} />}
      {asks && kind === "feel" && <TextField label={t("argument.feel")} hint={t("argument.feelHint")} code value={argument} onCommit={(value) => put({ rule, argument: value })} />}
      {asks && (
        <>
          <ChoiceField
            label={t("field.approvalMode")}
            value={ratio ? "ratio" : mode}
            choices={[...MODES, "ratio"].map((value) => ({ value, label: t(`choice.approvalMode.${value}`) }))}
            onCommit={(value) => set({ "weir:approvalMode": value === "ratio" ? "ratio(60)" : value })}
          />
          {ratio && <TextField label={t("field.ratio")} value={ratio[1]!} onCommit={(value) => set({ "weir:approvalMode": `ratio(${Math.min(100, Math.max(1, Number(value) || 60))})` })} />}
          <Choice modeler={modeler} element={element} name="weir:approvalEmpty" values={["incident", "approve", "reject"]} />
          <Choice modeler={modeler} element={element} name="weir:approvalSelf" values={["allow", "skip", "superior", "exclude"]} />
          <Choice modeler={modeler} element={element} name="weir:approvalDuplicate" values={["ask", "consecutive", "any"]} />
          <Attribute modeler={modeler} element={element} name="weir:approvalVeto" hint />
          <Choice modeler={modeler} element={element} name="weir:onReject" values={["continue", "end", "return(previous)", "return(initiator)"]} />
          <Attribute modeler={modeler} element={element} name="weir:resultVariable" />
          <Attribute modeler={modeler} element={element} name="weir:copyTo" hint />
          <Attribute modeler={modeler} element={element} name="weir:timeout" hint code />
          <Choice modeler={modeler} element={element} name="weir:timeoutAction" values={["remind", "approve", "reject"]} />
          <Attribute modeler={modeler} element={element} name="weir:calendar" />
        </>
      )}
    </>
  );
}

function Form({ modeler, element }: GroupProps) {
  return (
    <>
      <Attribute modeler={modeler} element={element} name="weir:formId" hint />
      <Choice modeler={modeler} element={element} name="weir:formBinding" values={["latest", "deployment"]} />
      <Attribute modeler={modeler} element={element} name="weir:fieldPermissions" hint code />
      <Attribute modeler={modeler} element={element} name="weir:formKey" hint />
    </>
  );
}

function Work({ modeler, element }: GroupProps) {
  return (
    <>
      <Attribute modeler={modeler} element={element} name="weir:type" hint />
      <Attribute modeler={modeler} element={element} name="weir:retries" hint />
      <Attribute modeler={modeler} element={element} name="weir:priority" code />
    </>
  );
}

function Script({ modeler, element }: GroupProps) {
  return (
    <>
      <Choice modeler={modeler} element={element} name="scriptFormat" values={["feel", "javascript"]} />
      <Attribute modeler={modeler} element={element} name="script" area code />
      <Attribute modeler={modeler} element={element} name="weir:resultVariable" />
    </>
  );
}

function Decision({ modeler, element }: GroupProps) {
  return (
    <>
      <Attribute modeler={modeler} element={element} name="weir:decision" hint />
      <Attribute modeler={modeler} element={element} name="weir:resultVariable" />
      <Choice modeler={modeler} element={element} name="weir:mapDecisionResult" values={["singleEntry", "singleResult", "collectEntries", "resultList"]} />
      <Choice modeler={modeler} element={element} name="weir:binding" values={["latest", "deployment"]} />
    </>
  );
}

function Call({ modeler, element }: GroupProps) {
  const { t } = useTranslation("design");
  const own = element.businessObject;
  const truth = (name: string) => (
    <SwitchField label={t(`field.${name}`)} value={String(own.get(`weir:${name}`) ?? "") === "true"} onCommit={(value) => setAttributes(modeler, element, { [`weir:${name}`]: value ? "true" : "" })} />
  );
  return (
    <>
      <Attribute modeler={modeler} element={element} name="calledElement" hint />
      <Choice modeler={modeler} element={element} name="weir:binding" values={["latest", "deployment"]} />
      <Attribute modeler={modeler} element={element} name="weir:businessKey" code />
      {truth("inheritBusinessKey")}
      {truth("propagateAllParentVariables")}
      {truth("propagateAllChildVariables")}
    </>
  );
}

const OPERATORS = [">", ">=", "<", "<=", "=", "!="];

/** A condition in FEEL; a simple one can be put together. */
function Condition({ modeler, element }: GroupProps) {
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
  const simple = /^\s*([\w.]+)\s*(>=|<=|!=|=|>|<)\s*(.*?)\s*$/.exec(text);
  const write = (variable: string, operator: string, value: string) => {
    if (variable || value) put(`${variable} ${operator} ${value}`.trim());
    else put("");
  };
  const [variable, operator, value] = simple ? [simple[1]!, simple[2]!, simple[3]!] : ["", ">", ""];
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
          {(simple || !text) && (
            <Row gap={4} wrap="nowrap" align="flex-end">
              <TextField label={t("condition.variable")} value={variable} onCommit={(next) => write(next, operator, value)} code />
              <ChoiceField label={t("condition.operator")} fixed value={operator} choices={OPERATORS.map((one) => ({ value: one, label: one }))} onCommit={(next) => write(variable, next, value)} />
              <TextField label={t("condition.value")} value={value} onCommit={(next) => write(variable, operator, next)} code />
            </Row>
          )}
          <TextField label={t("field.condition")} hint={t("hint.condition")} code area value={text} onCommit={put} />
        </>
      )}
    </>
  );
}

const TIMERS = ["timeDuration", "timeDate", "timeCycle"] as const;

function Timer({ modeler, element }: GroupProps) {
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
      <TextField label={t("field.timerValue")} hint={t(`hint.${kind}`)} code value={text} onCommit={(value) => put(kind, value)} />
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
function Reference({ modeler, element }: GroupProps) {
  const { t } = useTranslation("design");
  const own = element.businessObject;
  const definition = eventDefinition(own);
  const [type, attribute] = definition ? (REFERENCES[definition.$type] ?? ["bpmn:Message", "messageRef"]) : ["bpmn:Message", "messageRef"];
  const of = definition ?? own;
  const named = of.get(attribute) as BusinessObject | undefined;
  const put = (name: string) => setPart(modeler, element, of, { [attribute]: name.trim() ? rootNamed(modeler, element, type, name.trim()) : undefined });
  const known = rootsOf(modeler, type).filter((one) => one.name);
  return (
    <>
      <TextField label={t(`reference.${kindOf(type)}`)} hint={t("reference.hint")} value={String(named?.name ?? "")} onCommit={put} />
      {known.length > 0 && (
        <ChoiceField label={t("reference.known")} value={String(named?.name ?? "")} choices={known.map((one) => ({ value: one.name!, label: one.name! }))} onCommit={put} />
      )}
      {named && type === "bpmn:Error" && <TextField label={t("field.errorCode")} value={String(named.get("errorCode") ?? "")} onCommit={(errorCode) => setPart(modeler, element, named, { errorCode })} />}
      {named && type === "bpmn:Escalation" && (
        <TextField label={t("field.escalationCode")} value={String(named.get("escalationCode") ?? "")} onCommit={(escalationCode) => setPart(modeler, element, named, { escalationCode })} />
      )}
      {named && type === "bpmn:Message" && (
        <TextField label={t("field.correlationKey")} hint={t("hint.feelValue")} code value={String(named.get("weir:correlationKey") ?? "")} onCommit={(key) => setPart(modeler, element, named, { "weir:correlationKey": key })} />
      )}
    </>
  );
}

/** Does it happen several times: for each of a list, or as long as something holds? */
function Repeat({ modeler, element }: GroupProps) {
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
    <TextField label={t(`field.${name}`)} code value={body(name)} onCommit={(value) => loop && setPart(modeler, element, loop, { [name]: expression(modeler, value, loop) })} />
  );
  const attribute = (name: string) => (
    <TextField label={t(`field.${name}`)} code value={String(loop?.get(`weir:${name}`) ?? "")} onCommit={(value) => loop && setPart(modeler, element, loop, { [`weir:${name}`]: value })} />
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
function Mapping({ modeler, element }: GroupProps) {
  const { t } = useTranslation("design");
  const rows = (type: "weir:Input" | "weir:Output") => {
    const known = extensionsOf(element.businessObject, type).map((one) => ({ source: String(one.get("source") ?? ""), target: String(one.get("target") ?? "") }));
    const put = (next: { source: string; target: string }[]) => setExtensions(modeler, element, type, next);
    return (
      <Stack gap={4} key={type}>
        <Text size="sm" fw={600}>{t(`mapping.${kindOf(type).replace("weir:", "")}`)}</Text>
        {known.map((row, index) => (
          <Row key={index} gap={4} wrap="nowrap" align="flex-end">
            <TextField label={t("mapping.source")} code value={row.source} onCommit={(source) => put(known.map((one, at) => (at === index ? { ...one, source } : one)))} />
            <TextField label={t("mapping.target")} code value={row.target} onCommit={(target) => put(known.map((one, at) => (at === index ? { ...one, target } : one)))} />
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

function Documentation({ modeler, element }: GroupProps) {
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
