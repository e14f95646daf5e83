// Suggestions in words: what is proposed, what it would bring, what must be kept in mind, what a rule would have needed.
import { useTranslation } from "react-i18next";
import type { FoundSuggestion, SuggestionLack } from "@/api/types";
import { language } from "@/app/i18n";
import { useMaybe } from "@/shared/maybe";
import { scaled } from "@/shared/span";

/** An edit as the server tells it: which it is, and what it needs. */
type Edit = { edit: string } & Record<string, unknown>;
type Condition = { attribute: string; test: "Missing" | { Is?: string; AtMost?: number; Above?: number } };

/** Numbers in the language of the page. */
export function useNumbers() {
  const { t } = useTranslation("suggest");
  const locale = language();
  const number = (value: number) => new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 }).format(value);
  const count = (value: number) => new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(value);
  const share = (value: number) => new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 }).format(value);
  const time = (ms: number) => {
    const { unit, count: amount } = scaled(ms);
    return t(`unit.${unit}`, { value: number(amount) });
  };
  /** A number of a gain in its unit. */
  const inUnit = (value: number, unit: FoundSuggestion["gain"]["unit"]) => (unit === "time" || unit === "effort" ? time(value) : share(value));
  return { number, count, share, time, inUnit };
}

/** What a suggestion says, in the language of the page; steps are called by their names. */
export function useWords(nameOf: (id: string) => string) {
  const { t } = useTranslation("suggest");
  const maybe = useMaybe("suggest");
  const say = useNumbers();
  const names = (all: string[]) => new Intl.ListFormat(language(), { type: "conjunction" }).format(all);
  const list = (ids: unknown) => names((ids as string[]).map(nameOf));
  const condition = ({ attribute, test }: Condition) => {
    if (test === "Missing") return t("condition.missing", { attribute });
    if (test.Is !== undefined) return t("condition.is", { attribute, value: test.Is });
    if (test.AtMost !== undefined) return t("condition.atMost", { attribute, value: say.number(test.AtMost) });
    return t("condition.above", { attribute, value: say.number(test.Above ?? 0) });
  };
  const conditions = (all: unknown) => (all as Condition[]).map(condition).join(t("condition.and"));

  /** The one sentence that says what is proposed. */
  const sentence = (found: FoundSuggestion): string => {
    const edit = found.edit as unknown as Edit;
    const named = (key: string) => nameOf(String(edit[key] ?? ""));
    switch (edit.edit) {
      case "autoDecide":
        return t("edit.autoDecide", { task: named("task"), outcome: edit.outcome, when: conditions(edit.when) });
      case "removeTask":
        return t("edit.removeTask", { task: named("task"), outcome: edit.outcome });
      case "changeThreshold":
        return t("edit.changeThreshold", { task: named("task"), input: edit.input, from: say.number(Number(edit.from)), to: say.number(Number(edit.to)) });
      case "reorder":
        return t("edit.reorder", { to: (edit.to as string[]).map(nameOf).join(" → ") });
      case "moveCheck":
        return edit.to ? t("edit.moveCheck", { field: edit.field, from: named("from"), to: named("to") }) : t("edit.moveCheckToStart", { field: edit.field, from: named("from") });
      case "addStaff":
        return t("edit.addStaff", { group: edit.group, count: Number(edit.more) });
      case "shareQueue":
        return t("edit.shareQueue", { group: edit.group, tasks: list(edit.tasks) });
      case "changeBatch":
        return t("edit.changeBatch", { task: named("task"), from: say.number(Number(edit.from)), to: say.count(Number(edit.to)) });
      case "setDueDate":
        return typeof edit.reminder === "number" ? t("edit.setDueDateReminded", { task: named("task"), due: say.time(Number(edit.due)), reminder: say.time(edit.reminder) }) : t("edit.setDueDate", { task: named("task"), due: say.time(Number(edit.due)) });
      case "mergeTasks":
        return t("edit.mergeTasks", { tasks: list(edit.tasks) });
      case "triage":
        return edit.task ? t("edit.triage", { task: named("task"), when: condition(edit.when as Condition) }) : t("edit.triageAll", { when: condition(edit.when as Condition) });
      case "reviewFlow":
        return t("edit.reviewFlow", { flow: named("flow") });
      case "narrowRole":
        return t("edit.narrowRole", { role: edit.role, revoke: list(edit.revoke) });
      case "automateTask":
        return t("edit.automateTask", { task: named("task"), count: (edit.table as unknown[]).length });
      case "copyData":
        return t("edit.copyData", { task: named("task"), copies: names((edit.copies as { to: string; from: string }[]).map(({ to, from }) => t("edit.copied", { to, from }))) });
      case "addControl":
        return t("edit.addControl", { field: edit.field, value: edit.value });
      case "combineMessages":
        return t("edit.combineMessages", { partner: edit.partner, sends: list(edit.sends) });
      case "splitException":
        return t("edit.splitException", { tasks: list(edit.tasks) });
      case "parallelise":
        return t("edit.parallelise", { first: named("first"), second: named("second") });
      case "samePerson":
        return t("edit.samePerson", { first: named("first"), then: named("then") });
      case "fourEyes":
        return t("edit.fourEyes", { first: named("first"), then: named("then") });
      default:
        return maybe(`rule.${found.rule}`, found.rule);
    }
  };

  /** What it would bring, in one phrase. */
  const gain = ({ gain: { unit, perCase, cases } }: FoundSuggestion): string => t(`gain.${unit}`, { value: say.inUnit(perCase.value, unit), cases: say.count(cases) });
  const interval = ({ gain: { unit, perCase } }: FoundSuggestion): string => t("gain.interval", { low: say.inUnit(perCase.low, unit), high: say.inUnit(perCase.high, unit) });

  /** Which guards are told with a time and which with a plain number; the others are shares. */
  const guard = ({ code, value }: FoundSuggestion["guards"][number]): string => {
    const told = value === null || value === undefined ? "" : ["wasted-effort", "due-from", "due-until"].includes(code) ? say.time(value) : ["value-at-risk", "batch-factor", "span"].includes(code) ? say.number(value) : say.share(value);
    return maybe(`guard.${code}`, code).replace("{value}", told);
  };
  const lack = ({ code, needed, found, steps }: SuggestionLack): string => {
    const words = maybe(`lack.${code}`, code);
    const where = steps.length > 0 ? t("lack.steps", { words, steps: list(steps) }) : words;
    return typeof needed === "number" ? t(code === "too-few-days" ? "lack.days" : "lack.numbers", { words: where, needed: say.count(needed), found: say.count(found ?? 0) }) : where;
  };
  return { sentence, gain, interval, guard, lack };
}
