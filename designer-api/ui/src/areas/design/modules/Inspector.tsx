import "@mantine/core/styles/Accordion.css";
import { Accordion, Stack, Text } from "@mantine/core";
import { Suspense, lazy, useEffect, useReducer } from "react";
import { useTranslation } from "react-i18next";
import type { BusinessObject, EventBus, Shape } from "@/diagram/canvas";
import { useKind } from "@/diagram/kind";
import { useFinding } from "@/shared/maybe";
import { ARGUMENT, RULES, readRule, writeRule, type Rule } from "./approvers";
import { ChoiceField, SwitchField, TextField } from "./fields";
import { Faults, type Located } from "./faults";
import { groupsOf, type Group } from "./groups";
import { Listeners } from "./listeners";
import { Hint } from "./Problems";
import { Condition, Documentation, Mapping, Reference, Repeat, Timer, type GroupProps } from "./behaviour";
import { Attribute, Choice, NamedAttribute } from "./attributes";
import { Call, Decision, Form } from "./bindings";
import { LocalField, NamedField } from "./NamedField";
import type { Offer } from "./named";
import type { Unit } from "./offers";
import { Activation, AdHoc } from "./special";
import { extensionsOf, isTaken, registryOf, rootsOf, setAttributes, setExtensions, setPart, type Modeler } from "./modeler";
import classes from "../design.module.css";

// Only tasks of people ask for people.
const PersonPicker = lazy(() => import("@/shared/PersonPicker").then((all) => ({ default: all.PersonPicker })));
const PeoplePicker = lazy(() => import("@/shared/PersonPicker").then((all) => ({ default: all.PeoplePicker })));

interface Props {
  modeler: Modeler;
  element: Shape;
  problems: Located[];
  /** What matters most is said first. */
  lead?: Group | undefined;
}

/** What is said about the chosen element, group by group. */
export function Inspector({ modeler, element, problems, lead }: Props) {
  const { t, i18n } = useTranslation("design");
  const told = useFinding();
  const say = useKind();
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const events = modeler.get<EventBus>("eventBus");
    events.on(["element.changed", "commandStack.changed"], redraw);
    return () => events.off(["element.changed", "commandStack.changed"], redraw);
  }, [modeler]);
  const own = element.businessObject;
  const all = groupsOf(element);
  const groups = lead && all.includes(lead) ? [...all.filter((group) => group === "general"), lead, ...all.filter((group) => group !== "general" && group !== lead)] : all;
  const mine = problems.filter((problem) => problem.element === own.id && problem.severity !== "note");
  return (
    <section className={classes.inspector} aria-label={t("inspector.title")} data-element={own.id}>
      <div className={classes.inspectorHead}>
        <Text fw={600}>{say(own.$type)}</Text>
        <Text c="dimmed" size="sm">{own.id}</Text>
      </div>
      {mine.map((problem, index) => (
        <Text key={index} size="sm" px="sm" py={4} c={problem.severity === "error" ? "var(--weir-incident)" : "var(--weir-overdue)"}>
          <bdi title={problem.message}>{i18n.language === "en" ? problem.message : told(problem.code, problem.message)}</bdi>
          <Hint problem={problem} />
        </Text>
      ))}
      <Faults value={mine}>
      <Accordion multiple defaultValue={["general", "process", ...(lead === "approval" ? [] : ["assignment"]), "approval", "work", "condition", "timer", "reference", "call", "script", "decision", "adhoc", "gateway"]} chevronPosition="left" variant="default">
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
      </Faults>
    </section>
  );
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
    case "adhoc":
      return <AdHoc {...rest} />;
    case "gateway":
      return <Activation {...rest} />;
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
    case "listeners":
      return <Listeners {...rest} />;
    case "documentation":
      return <Documentation {...rest} />;
  }
}

/** A choice of some values and of one that names something in brackets: `users(a,b)`, `return(check)`. */
function Written({ modeler, element, name, values, call, also }: GroupProps & { name: string; values: string[]; call: string; also?: string }) {
  const { t } = useTranslation("design");
  const plain = name.replace("weir:", "");
  const text = String(element.businessObject.get(name) ?? "");
  const calls = [call, ...(also ? [also] : [])];
  const written = values.includes(text) ? null : /^(\w+)\((.*)\)$/.exec(text);
  const kind = written && calls.includes(written[1]!) ? written[1]! : null;
  const set = (value: string) => setAttributes(modeler, element, { [name]: value });
  const open = (one: string) => `${one}()`;
  return (
    <>
      <ChoiceField
        label={t(`field.${plain}`)}
        value={kind ? open(kind) : text}
        part={name}
        choices={[...values.map((value) => ({ value, label: t(`choice.${plain}.${value}`) })), ...calls.map((one) => ({ value: open(one), label: t(`choice.${plain}.${one}`) }))]}
        onCommit={(value) => {
          const begun = calls.find((one) => open(one) === value);
          // One that names nothing yet is begun, and the check says what it lacks.
          set(begun ? `${begun}(?)` : value);
        }}
      />
      {kind && <Called modeler={modeler} call={kind} label={t(`named.${plain}.${kind}`)} hint={t(`named.hint.${kind}`)} value={written![2] === "?" ? "" : written![2]!} onCommit={(value) => set(`${kind}(${value.trim() || "?"})`)} />}
    </>
  );
}

/** What stands in the brackets: people, a step of the model, the code of an escalation, or a rule. */
function Called({ modeler, call, ...field }: { modeler: Modeler; call: string; label: string; hint: string; value: string; onCommit: (value: string) => void }) {
  if (call === "users") return <NamedField kind="person" several {...field} />;
  if (call === "return") return <LocalField offers={stepsOf(modeler)} {...field} />;
  if (call === "escalate") return <LocalField makes offers={rootsOf(modeler, "bpmn:Escalation").flatMap((one) => (one.get("escalationCode") ? [{ id: String(one.get("escalationCode")), name: one.name }] : []))} {...field} />;
  return <TextField {...field} />;
}

/** The steps of people in a model. */
function stepsOf(modeler: Modeler): Offer[] {
  const steps = registryOf(modeler).getAll().filter((shape) => !shape.labelTarget && shape.businessObject?.$instanceOf?.("bpmn:UserTask"));
  return steps.map(({ businessObject }) => ({ id: businessObject.id, name: businessObject.name }));
}

/** What a file may call its elements. */
const ID = /^[A-Za-z_][\w.-]*$/;

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
        whole
        refuse={(id) => (!ID.test(id) ? t("refused.id") : isTaken(modeler, element, id) ? t("refused.taken", { id }) : undefined)}
        onCommit={(id) => setAttributes(modeler, element, { id })}
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
      {!written && (
        <Suspense fallback={null}>
          <PersonPicker label={t("field.assigneePerson")} value={assignee || null} onChange={(id) => setAttributes(modeler, element, { "weir:assignee": id })} />
        </Suspense>
      )}
      <TextField label={t("field.assignee")} hint={t("hint.feel")} code part="weir:assignee" value={assignee} onCommit={(value) => setAttributes(modeler, element, { "weir:assignee": value })} />
      <NamedAttribute modeler={modeler} element={element} name="weir:candidateGroups" kind="unit" several hint />
      <NamedAttribute modeler={modeler} element={element} name="weir:candidateUsers" kind="person" several hint />
      <Attribute modeler={modeler} element={element} name="weir:dueDate" hint code />
      <Attribute modeler={modeler} element={element} name="weir:followUpDate" code />
      <NamedAttribute modeler={modeler} element={element} name="weir:dueCalendar" kind="calendar" hint />
      {own.get("weir:approvers") ? null : <TextField label={t("field.reminder")} hint={t("hint.timeout")} code part="weir:timeout" value={String(own.get("weir:timeout") ?? "")} onCommit={(value) => setAttributes(modeler, element, { "weir:timeout": value })} />}
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
  const weight = /^weight\((\d+)\)$/.exec(mode);
  const whole = (value: string) => (/^[1-9]\d{0,5}$/.test(value.trim()) ? undefined : t("refused.whole"));
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
      {asks && kind === "people" && (
        <Suspense fallback={null}>
          <PeoplePicker label={t("argument.people")} value={argument.split(",").filter((one) => one && one !== "?")} onChange={(ids) => put({ rule, argument: ids.join(",") })} />
        </Suspense>
      )}
      {asks && kind === "name" && rule === "field" && <TextField label={t(`argument.${rule}`)} value={argument === "?" ? "" : argument} onCommit={(value) => put({ rule, argument: value })} />}
      {asks && kind === "name" && rule !== "field" && <NamedField key={rule} kind={rule as Unit} label={t(`argument.${rule}`)} value={argument === "?" ? "" : argument} onCommit={(value) => put({ rule, argument: value })} />}
      {asks && kind === "department" && <NamedField kind="department" label={t("argument.head")} hint={t("argument.headHint")} value={argument} onCommit={(value) => put({ rule, argument: value })} />}
      {asks && kind === "level" && <TextField label={t("argument.level")} value={argument} refuse={(value) => (/^([1-9]\d?)?$/.test(value.trim()) ? undefined : t("refused.level"))} onCommit={(value) => put({ rule, argument: value.trim() })} />}
      {asks && kind === "feel" && <TextField label={t("argument.feel")} hint={t("argument.feelHint")} code part="weir:approvers" value={argument} onCommit={(value) => put({ rule, argument: value })} />}
      {asks && (
        <>
          <ChoiceField
            label={t("field.approvalMode")}
            value={ratio ? "ratio" : weight ? "weight" : mode}
            choices={[...MODES, "ratio", "weight"].map((value) => ({ value, label: t(`choice.approvalMode.${value}`) }))}
            onCommit={(value) => set({ "weir:approvalMode": value === "ratio" ? "ratio(60)" : value === "weight" ? "weight(2)" : value })}
          />
          {ratio && <TextField label={t("field.ratio")} value={ratio[1]!} refuse={(value) => (/^(100|[1-9]\d?)$/.test(value.trim()) ? undefined : t("refused.percent"))} onCommit={(value) => set({ "weir:approvalMode": `ratio(${value.trim()})` })} />}
          {weight && (
            <>
              <TextField label={t("field.weight")} value={weight[1]!} refuse={whole} onCommit={(value) => set({ "weir:approvalMode": `weight(${value.trim()})` })} />
              <Attribute modeler={modeler} element={element} name="weir:approvalWeights" hint code />
            </>
          )}
          <Written modeler={modeler} element={element} name="weir:approvalEmpty" values={["incident", "approve", "reject"]} call="users" />
          <Choice modeler={modeler} element={element} name="weir:approvalSelf" values={["allow", "skip", "superior", "exclude"]} />
          <Choice modeler={modeler} element={element} name="weir:approvalDuplicate" values={["ask", "consecutive", "any"]} />
          <Attribute modeler={modeler} element={element} name="weir:approvalVeto" hint />
          <Written modeler={modeler} element={element} name="weir:onReject" values={["continue", "end", "return(previous)", "return(initiator)"]} call="return" />
          <Attribute modeler={modeler} element={element} name="weir:resultVariable" />
          <Attribute modeler={modeler} element={element} name="weir:copyTo" hint />
          {own.get("weir:copyTo") ? <Choice modeler={modeler} element={element} name="weir:copyWhen" values={["before", "after"]} /> : null}
          <Attribute modeler={modeler} element={element} name="weir:timeout" hint code />
          <Written modeler={modeler} element={element} name="weir:timeoutAction" values={["remind", "approve", "reject"]} call="transfer" also="escalate" />
          <TextField label={t("field.timeoutReminders")} value={String(own.get("weir:timeoutReminders") ?? "")} part="weir:timeoutReminders" refuse={(value) => (value.trim() ? whole(value) : undefined)} onCommit={(value) => set({ "weir:timeoutReminders": value.trim() })} />
          <NamedAttribute modeler={modeler} element={element} name="weir:calendar" kind="calendar" hint />
        </>
      )}
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
