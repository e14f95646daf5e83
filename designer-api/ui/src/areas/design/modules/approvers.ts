// The rules by which people are found, as the engine reads them: `head(initiator)`, `role(legal)`, or FEEL.

export const RULES = ["user", "initiator", "superior", "superiors", "head", "role", "post", "group", "department", "field", "chosen", "feel"] as const;
export type Rule = (typeof RULES)[number];

/** What stands in the parentheses of a rule. */
export const ARGUMENT: Record<Rule, "people" | "name" | "department" | "level" | "none" | "feel"> = {
  user: "people",
  initiator: "none",
  superior: "level",
  superiors: "level",
  head: "department",
  role: "name",
  post: "name",
  group: "name",
  department: "name",
  field: "name",
  chosen: "none",
  feel: "feel",
};

export interface Read {
  rule: Rule;
  argument: string;
}

/** What one rule says; several different ones, or what is no rule, stay as they are written. */
export function readRule(text: string): Read {
  const trimmed = text.trim();
  const feel: Read = { rule: "feel", argument: trimmed };
  if (!trimmed) return { rule: "user", argument: "" };
  if (trimmed === "initiator") return { rule: "initiator", argument: "" };
  if (trimmed === "chosen(initiator)") return { rule: "chosen", argument: "" };
  const people = trimmed.split(/\s*,\s*(?=user\()/).map((part) => /^user\(([^(),]+)\)$/.exec(part)?.[1]?.trim());
  if (people.every((one) => one !== undefined)) return { rule: "user", argument: people.join(",") };
  const call = /^(\w+)\(([^()]*)\)$/.exec(trimmed);
  const rule = RULES.find((one) => one === call?.[1]);
  if (!call || !rule || ["user", "feel", "chosen", "initiator"].includes(rule)) return feel;
  const inner = call[2]!.trim();
  if (ARGUMENT[rule] === "level") {
    const level = /^initiator(?:\s*,\s*(\d+))?$/.exec(inner);
    return level ? { rule, argument: level[1] ?? "" } : feel;
  }
  if (rule === "head") return { rule, argument: inner === "initiator" ? "" : inner };
  return inner.includes(",") ? feel : { rule, argument: inner };
}

export function writeRule({ rule, argument }: Read): string {
  const inner = argument.trim();
  switch (rule) {
    case "initiator":
      return "initiator";
    case "chosen":
      return "chosen(initiator)";
    case "superior":
    case "superiors":
      return inner ? `${rule}(initiator, ${inner})` : `${rule}(initiator)`;
    case "head":
      return `head(${inner || "initiator"})`;
    case "user":
      return inner
        .split(",")
        .map((one) => one.trim())
        .filter(Boolean)
        .map((one) => `user(${one})`)
        .join(", ");
    case "feel":
      return inner;
    default:
      return inner ? `${rule}(${inner})` : "";
  }
}
