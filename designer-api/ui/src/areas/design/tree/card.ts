// What the card of a step says, in the words of people.
import { useQueries } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useUnitName, type UnitKind } from "@/shared/GroupName";
import { personQuery } from "@/shared/PersonName";
import { readRule, type Rule } from "../modules/approvers";
import type { TreeNode } from "./ask";

/** The ids in a list with commas; FEEL is none. */
const listed = (text: string | undefined): string[] => (!text || text.startsWith("=") ? [] : text.split(",").map((one) => one.trim()).filter(Boolean));

const UNITS: Partial<Record<Rule, UnitKind>> = { role: "role", post: "post", group: "group", department: "department", head: "department" };

/** Whom a step names by their ids: people, and units of the organisation. */
export function namedIn(node: TreeNode): { people: string[]; units: boolean } {
  const { says } = node;
  const rules = [says["approvers"], says["copyTo"]].map((text) => readRule(text ?? ""));
  const people = [...rules.filter((one) => one.rule === "user").flatMap((one) => listed(one.argument)), ...listed(says["assignee"]), ...listed(says["candidateUsers"])];
  return { people: [...new Set(people)], units: listed(says["candidateGroups"]).length > 0 || rules.some((one) => one.rule in UNITS && one.argument !== "") };
}

export function useCard(node: TreeNode): { title: string; lines: string[] } {
  const { t } = useTranslation(["tree", "design"]);
  const named = namedIn(node);
  const found = useQueries({ queries: named.people.map((id) => personQuery(id)) });
  const unitName = useUnitName(named.units);
  const personName = (id: string) => found[named.people.indexOf(id)]?.data?.name ?? id;
  const all = (text: string | undefined, name: (id: string) => string) => (text?.startsWith("=") ? text : listed(text).map(name).join(", ")) || undefined;
  const says = node.says;
  const rule = (text: string) => {
    const { rule: is, argument } = readRule(text);
    const words = t(`design:rule.${is}`);
    const unit = UNITS[is];
    const who = is === "user" ? listed(argument).map(personName).join(", ") : unit ? unitName(argument, unit) : argument;
    return who && who !== "?" ? t("with", { rule: words, argument: who }) : words;
  };
  const lines: string[] = [];
  switch (node.kind) {
    case "approver":
      lines.push(rule(says["approvers"] ?? ""));
      if (says["approvalMode"]) lines.push(/^ratio/.test(says["approvalMode"]) ? says["approvalMode"] : t(`design:choice.approvalMode.${says["approvalMode"]}`, { defaultValue: says["approvalMode"] }));
      break;
    case "handler":
      lines.push(all(says["assignee"], personName) ?? all(says["candidateUsers"], personName) ?? all(says["candidateGroups"], (id) => unitName(id)) ?? t("says.nobody"));
      break;
    case "copy":
      lines.push(rule(says["copyTo"] ?? ""));
      break;
    case "delay":
      lines.push(says["timer"] ?? t("says.noTime"));
      break;
    case "subprocess":
      if (node.element === "callActivity") lines.push(says["calledElement"] ?? t("says.noProcess"));
      break;
    case "trigger":
      if (says["type"]) lines.push(says["type"]);
      else if (says["decision"]) lines.push(says["decision"]);
      break;
    default:
      break;
  }
  const overdue = says["timeout"] ?? says["dueDate"];
  if (overdue && node.kind !== "delay") lines.push(t("says.within", { time: overdue }));
  return { title: node.name?.trim() || t(`kind.${node.kind}`), lines };
}
