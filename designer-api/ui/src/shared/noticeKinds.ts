/** Of what people are told. */
export const NOTICE_KINDS = ["assigned", "candidate", "reminded", "returned", "overdue", "copied", "mentioned", "decided", "ended", "alert", "leftOut"] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];
