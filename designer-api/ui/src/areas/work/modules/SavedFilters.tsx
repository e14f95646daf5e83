import { useMe } from "@/app/session";
import { Kept } from "@/shared/Kept";
import type { InboxSearch } from "./search";

/** Filters that somebody keeps under a name. */
export function SavedFilters({ search, refine }: { search: InboxSearch; refine: (change: Partial<InboxSearch>) => void }) {
  const { person } = useMe();
  return (
    <Kept
      namespace="work"
      prefix="saved"
      // Questions of other pages are kept beside them.
      mine={(one) => one.query === null || one.query === undefined}
      body={() => ({ assignee: person, process: search.process ?? null, dueBefore: now(search.late), followUpBefore: now(search.again) })}
      open={(one) => refine({ process: one.filter.process ?? "", late: Boolean(one.filter.dueBefore), again: Boolean(one.filter.followUpBefore) })}
    />
  );
}

/** The end of what is asked for, where it is. */
const now = (wanted?: boolean): string | null => (wanted ? new Date().toISOString() : null);
