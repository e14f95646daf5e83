// Several tasks at once.
import type { UserTask } from "@/api/types";

export interface Refused {
  task: UserTask;
  message: string;
}

/** One after the other: each that is refused says why, and the others go on. */
export async function oneByOne(tasks: UserTask[], act: (task: UserTask) => Promise<unknown>, say: (error: unknown) => string): Promise<{ gone: string[]; refused: Refused[] }> {
  const gone: string[] = [];
  const refused: Refused[] = [];
  for (const task of tasks) {
    try {
      await act(task);
      gone.push(task.id);
    } catch (error) {
      refused.push({ task, message: say(error) });
    }
  }
  return { gone, refused };
}
