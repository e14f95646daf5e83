import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { command, freshKey } from "@/api/request";
import type { UserTask } from "@/api/types";
import { notifyDone } from "@/shared/notify";
import { useProblemText } from "@/shared/problemText";
import { oneByOne, type Refused } from "@/shared/task/bulk";

/** What can be done to several tasks at once. */
export type Bulk = { do: "approve" } | { do: "transfer"; to: string };

function run(task: UserTask, bulk: Bulk): Promise<unknown> {
  const path = { id: task.id };
  return bulk.do === "approve"
    ? command("post", "/api/v1/user-tasks/{id}/complete", { path, body: { outcome: "approve" } }, freshKey())
    : command("post", "/api/v1/user-tasks/{id}/transfer", { path, body: { to: bulk.to } }, freshKey());
}

/** Of the tasks that were chosen, those that allow it. */
export const allowing = (tasks: UserTask[], action: Bulk["do"]): UserTask[] => tasks.filter((task) => task.allowedActions.includes(action));

export function useBulk(done: (ids: string[]) => void) {
  const { t } = useTranslation("work");
  const say = useProblemText();
  const client = useQueryClient();
  const [doing, setDoing] = useState<Bulk["do"] | null>(null);
  const [failed, setFailed] = useState<Refused[]>([]);
  const start = async (bulk: Bulk, tasks: UserTask[]) => {
    setDoing(bulk.do);
    const { gone, refused } = await oneByOne(tasks, (task) => run(task, bulk), say);
    setDoing(null);
    setFailed(refused);
    done(gone);
    if (gone.length > 0) notifyDone(t(bulk.do === "approve" ? "bulk.done" : "bulk.given", { count: gone.length }));
    for (const queryKey of [keys.tasks(), keys.instances(), keys.counts]) void client.invalidateQueries({ queryKey });
  };
  return { doing, failed, clear: () => setFailed([]), start };
}
