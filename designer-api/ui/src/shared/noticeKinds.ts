/** Of what people are told. */
export const NOTICE_KINDS = ["assigned", "candidate", "reminded", "returned", "overdue", "copied", "mentioned", "decided", "ended", "alert", "leftOut", "followUp", "gone"] as const;
/** What is sent by mail and webhook too: what comes back to a task stands in the page alone. */
export const SENT_KINDS = NOTICE_KINDS.filter((kind) => kind !== "followUp");
export type NoticeKind = (typeof NOTICE_KINDS)[number];
