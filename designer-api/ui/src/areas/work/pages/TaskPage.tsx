import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { keys } from "@/api/keys";
import type { UserTask } from "@/api/types";
import { TaskDetail } from "../modules/TaskDetail";
import type { InboxSearch } from "../modules/search";

/** The task that was chosen; when it is done the next one is. */
export function TaskPage() {
  const { taskId } = useParams({ strict: false }) as { taskId: string };
  const search = useSearch({ strict: false }) as InboxSearch;
  const navigate = useNavigate();
  const client = useQueryClient();
  const back = () => void navigate({ to: "/tasks", search: search as never });
  // A task that is done takes the button that was pressed with it.
  const done = useRef<"row" | "page" | null>(null);
  useEffect(
    () => () => {
      if (done.current) goOn(done.current);
      done.current = null;
    },
    [taskId],
  );
  const next = (id: string) => {
    const lists = client.getQueriesData<{ pages: { items: UserTask[] }[] }>({ queryKey: keys.tasks(search.tab ?? "todo") });
    const tasks = lists.flatMap(([, data]) => data?.pages.flatMap((page) => page.items) ?? []);
    const at = tasks.findIndex((task) => task.id === id);
    const following = tasks[at + 1] ?? tasks[at - 1];
    client.removeQueries({ queryKey: keys.draft(id) });
    const another = following !== undefined && following.id !== id;
    done.current = another ? "row" : "page";
    if (another) void navigate({ to: "/tasks/$taskId", params: { taskId: following.id }, search: search as never });
    else back();
  };
  return <TaskDetail key={taskId} id={taskId} onBack={back} onGone={next} />;
}

/** Who works by the keyboard goes on from the row of the next task, or from the list that is left, not from the top of the page. */
function goOn(from: "row" | "page"): void {
  requestAnimationFrame(() => {
    // A dialog that is gone with the task gives the focus to the page.
    const page = document.getElementById("main");
    if (document.activeElement && document.activeElement !== document.body && document.activeElement !== page) return;
    const row = from === "row" ? page?.querySelector<HTMLElement>('[role="row"][tabindex="0"]') : null;
    (row ?? page)?.focus({ preventScroll: true });
  });
}
