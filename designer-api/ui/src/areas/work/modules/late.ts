import type { UserTask } from "@/api/types";

/** Is a task past its due date? */
export const isLate = (task: UserTask): boolean => task.due !== null && task.due !== undefined && new Date(task.due) < new Date();
