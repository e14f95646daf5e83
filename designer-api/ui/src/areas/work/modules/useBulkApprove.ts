import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { command, freshKey } from "@/api/request";
import type { UserTask } from "@/api/types";
import { notifyDone } from "@/shared/notify";
import { useProblemText } from "@/shared/problemText";

/** Approves several tasks, one after the other: each that is refused says why, and the others go on. */
export function useBulkApprove(done: (ids: string[]) => void) {
  const { t } = useTranslation("work");
  const say = useProblemText();
  const client = useQueryClient();
  const [isPending, setPending] = useState(false);
  const [failed, setFailed] = useState<{ task: UserTask; message: string }[]>([]);
  const approve = async (tasks: UserTask[]) => {
    setPending(true);
    const gone: string[] = [];
    const refused: { task: UserTask; message: string }[] = [];
    for (const task of tasks) {
      try {
        await command("post", "/api/v1/user-tasks/{id}/complete", { path: { id: task.id }, body: { outcome: "approve" } }, freshKey());
        gone.push(task.id);
      } catch (error) {
        refused.push({ task, message: say(error) });
      }
    }
    setPending(false);
    setFailed(refused);
    done(gone);
    if (gone.length > 0) notifyDone(t("bulk.done", { count: gone.length }));
    for (const queryKey of [keys.tasks(), keys.instances(), keys.counts]) void client.invalidateQueries({ queryKey });
  };
  return { isPending, failed, clear: () => setFailed([]), approve: (tasks: UserTask[]) => void approve(tasks) };
}
