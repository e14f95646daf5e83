import type { UserTask } from "@/api/types";
import type { InboxSearch } from "./search";

/** The tasks that fit, in the order that is wanted. What is due first comes first, and what is due never comes last; so with what is to be looked at again. */
export function arrange(tasks: UserTask[], search: InboxSearch, nameOf: (id: string) => string, now = new Date()): UserTask[] {
  const text = search.text?.trim().toLowerCase() ?? "";
  const fits = (task: UserTask) =>
    (!search.process || task.definition.split(":")[0] === search.process) &&
    (!search.again || (task.followUp != null && new Date(task.followUp) <= now)) &&
    (!search.late || (task.due != null && new Date(task.due) < now)) &&
    [task.name, task.element, task.businessKey, nameOf(task.definition)].some((one) => (one ?? "").toLowerCase().includes(text));
  const found = tasks.filter(fits);
  if (search.sort === "due") return found.toSorted((a, b) => (a.due ?? "9999").localeCompare(b.due ?? "9999"));
  if (search.sort === "followUp") return found.toSorted((a, b) => (a.followUp ?? "9999").localeCompare(b.followUp ?? "9999"));
  if (search.sort === "priority") return found.toSorted((a, b) => b.priority - a.priority || a.created.localeCompare(b.created));
  return found;
}
