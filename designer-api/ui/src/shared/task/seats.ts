import type { Seat } from "@/api/types";

/** What somebody said. */
export interface Stand {
  vote: "approve" | "reject" | "abstain";
  at: string | number;
  comment?: string | null;
}

type State = "waiting" | "open" | { voted: Stand } | { removed: { by: string } };

/** How it stands with a seat of an approval: not asked yet, asked, what was said, or asked no more. */
export function standOf(seat: Seat): { kind: string; stand?: Stand } {
  const state = seat.state as State;
  if (typeof state === "string") return { kind: state };
  if ("voted" in state) return { kind: state.voted.vote, stand: state.voted };
  return { kind: "removed" };
}
