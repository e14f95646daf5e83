/** What somebody who answers for the tasks of all may do with one, whoever has it. */
export const STEPS = ["reassign", "reschedule", "changeSigners"] as const;
export type Step = (typeof STEPS)[number];
