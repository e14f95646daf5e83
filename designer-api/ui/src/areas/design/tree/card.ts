// What the card of a step says, in the words of people.
import { useTranslation } from "react-i18next";
import { readRule, type Rule } from "../modules/approvers";
import type { TreeNode } from "./ask";

export function useCard(node: TreeNode): { title: string; lines: string[] } {
  const { t } = useTranslation(["tree", "design"]);
  const says = node.says;
  const rule = (text: string) => {
    const { rule: found, argument } = readRule(text);
    const words = t(`design:rule.${found as Rule}`);
    return argument && argument !== "?" ? t("with", { rule: words, argument }) : words;
  };
  const lines: string[] = [];
  switch (node.kind) {
    case "approver":
      lines.push(rule(says["approvers"] ?? ""));
      if (says["approvalMode"]) lines.push(/^ratio/.test(says["approvalMode"]) ? says["approvalMode"] : t(`design:choice.approvalMode.${says["approvalMode"]}`, { defaultValue: says["approvalMode"] }));
      break;
    case "handler": {
      const who = says["assignee"] ?? says["candidateUsers"] ?? says["candidateGroups"];
      lines.push(who ?? t("says.nobody"));
      break;
    }
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
