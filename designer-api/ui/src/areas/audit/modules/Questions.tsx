import { Kept } from "@/shared/Kept";
import { traceSearch, type TraceSearch } from "./search";

/** Kept questions of the trace begin with the page that they are of. */
const PAGE = "audit?";

/** Questions that somebody keeps under a name. */
export function Questions({ search, open }: { search: TraceSearch; open: (search: TraceSearch) => void }) {
  const asked = () => {
    const { entry: _, ...said } = search;
    return PAGE + new URLSearchParams(Object.entries(said).map(([field, value]) => [field, String(value)])).toString();
  };
  return (
    <Kept
      namespace="audit"
      prefix="kept"
      mine={(one) => one.query?.startsWith(PAGE) ?? false}
      body={() => ({ query: asked() })}
      open={(one) => open(traceSearch(Object.fromEntries(new URLSearchParams(one.query?.slice(PAGE.length)))))}
    />
  );
}
