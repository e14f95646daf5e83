// Everything that can be done to a task, each under its own idempotency key.
import { useQueryClient } from "@tanstack/react-query";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command } from "@/api/request";
import type { UserTask } from "@/api/types";
import type { Values } from "@/form/schema";
import type { Plan } from "@/shared/task/PlanDialog";
import type { Answered, Asked } from "./Dialogs";

export type Deed =
  | { do: "claim" | "unclaim" | "remind" | "start" }
  | { do: "plan"; plan: Plan }
  | { do: "complete" | "approve" | "abstain" | "reject" | "resolve"; comment: string; variables: Values }
  | { do: Exclude<Asked, "reject" | "abstain" | "resolve">; answered: Answered }
  | { do: "removeSigner"; seat: number };

/** After these somebody else has the matter. */
const GONE = new Set<Deed["do"]>(["unclaim", "complete", "approve", "abstain", "reject", "resolve", "return", "transfer", "delegate"]);

export const leaves = (deed: Deed) => GONE.has(deed.do);

/** How people call it: what one has given to somebody to prepare, one takes back; they hand it back. */
export const wordOf = <What extends Deed["do"]>(what: What, task: UserTask, person: string): What | "takeBack" =>
  what === "resolve" && task.owner === person && task.assignee !== person ? "takeBack" : what;

function run(task: UserTask, deed: Deed, key: string): Promise<unknown> {
  const path = { id: task.id };
  const approval = { id: task.approval ?? "" };
  switch (deed.do) {
    case "claim":
      return command("post", "/api/v1/user-tasks/{id}/claim", { path }, key);
    case "unclaim":
      return command("post", "/api/v1/user-tasks/{id}/unclaim", { path }, key);
    case "start":
      return command("post", "/api/v1/user-tasks/{id}/start", { path }, key);
    case "plan": {
      const { reason, ...changed } = deed.plan;
      return command("patch", "/api/v1/user-tasks/{id}", { path, body: { ...changed, reason: reason || null } }, key);
    }
    case "complete":
    case "approve":
    case "abstain":
    case "reject": {
      const outcome = deed.do === "complete" ? {} : { outcome: deed.do };
      const body = { ...outcome, ...(deed.comment ? { comment: deed.comment } : {}), variables: deed.variables as Record<string, never> };
      return command("post", "/api/v1/user-tasks/{id}/complete", { path, body }, key);
    }
    case "resolve":
      return command("post", "/api/v1/user-tasks/{id}/resolve", { path, body: { comment: deed.comment || null, variables: deed.variables as Record<string, never> } }, key);
    case "return": {
      const { comeBack, comment } = deed.answered;
      return command("post", "/api/v1/user-tasks/{id}/return", { path, body: { ...targetOf(deed.answered.to), comeBack, comment: comment || null } }, key);
    }
    case "transfer":
      return command("post", "/api/v1/user-tasks/{id}/transfer", { path, body: { to: deed.answered.to, comment: deed.answered.comment || null } }, key);
    case "delegate":
      return command("post", "/api/v1/user-tasks/{id}/delegate", { path, body: { to: deed.answered.to, comment: deed.answered.comment || null } }, key);
    case "addSigner": {
      const { people, place, comment } = deed.answered;
      return command("post", "/api/v1/approvals/{id}/signers", { path: approval, body: { add: people, place, comment: comment || null } as never }, key);
    }
    case "removeSigner":
      return command("post", "/api/v1/approvals/{id}/signers", { path: approval, body: { remove: deed.seat } }, key);
    case "copy": {
      const about = task.approval ?? task.id.split(".").slice(0, 2).join(".");
      return command("post", "/api/v1/approvals/{id}/copies", { path: { id: about }, body: { people: deed.answered.people } }, key);
    }
    case "remind":
      return command("post", "/api/v1/instances/{id}/remind", { path: { id: task.instance } }, key);
  }
}

export function useTaskActions(task: UserTask, done: (deed: Deed) => void) {
  const client = useQueryClient();
  return useCommand((deed: Deed, key) => run(task, deed, key), {
    onDone: (_, deed) => {
      done(deed);
      const stale = [keys.tasks(), keys.instances(), keys.counts, keys.instance(task.instance), keys.notices()];
      if (task.approval) stale.push(keys.approval(task.approval));
      for (const queryKey of stale) void client.invalidateQueries({ queryKey });
      if (!leaves(deed)) void client.invalidateQueries({ queryKey: keys.task(task.id) });
    },
  });
}

/** A target as it was chosen: a task of the instance, or one of an instance that has called it, with that before a slash. */
export function targetOf(chosen: string): { to: string; instance?: string } {
  const at = chosen.indexOf("/");
  return at < 0 ? { to: chosen } : { instance: chosen.slice(0, at), to: chosen.slice(at + 1) };
}
