import { useQuery } from "@tanstack/react-query";
import { keys } from "@/api/keys";
import { get } from "@/api/request";
import type { InstanceSummary } from "@/api/types";
import { ElementName } from "./ElementName";

/** The server takes so many ids in one question. */
export const AT_ONCE = 200;
/** Rows of one list are drawn together: so long their questions wait for each other, in milliseconds. */
const TOGETHER = 5;

interface Asked {
  tell: (found: InstanceSummary | null) => void;
  fail: (error: unknown) => void;
}

let asked = new Map<string, Asked[]>();

/** An instance by its id; null where it may not be seen. Those of one list are asked for in one question. */
export function summaryOf(id: string): Promise<InstanceSummary | null> {
  return new Promise((tell, fail) => {
    if (asked.size === 0) setTimeout(askAll, TOGETHER);
    asked.set(id, [...(asked.get(id) ?? []), { tell, fail }]);
  });
}

function askAll(): void {
  const all = [...asked];
  asked = new Map();
  for (let at = 0; at < all.length; at += AT_ONCE) void askSome(all.slice(at, at + AT_ONCE));
}

async function askSome(some: [string, Asked[]][]): Promise<void> {
  const everybody = some.flatMap(([, each]) => each);
  try {
    const { items } = await get("/api/v1/instances", { query: { ids: some.map(([id]) => id).join() } });
    const found = new Map(items.map((one) => [one.id, one]));
    for (const [id, each] of some) for (const { tell } of each) tell(found.get(id) ?? null);
  } catch (error) {
    for (const { fail } of everybody) fail(error);
  }
}

/** The instance; null where it may not be seen, undefined until that is known. */
function useSummary(id: string): InstanceSummary | null | undefined {
  // Neither its key nor its process changes; its version does, when it is moved.
  const { data, isError } = useQuery({ queryKey: keys.instanceKey(id), queryFn: () => summaryOf(id), staleTime: 60_000, retry: false });
  return isError ? null : data;
}

/** An instance in a list that knows its id alone: its business key, or the end of the id where it has none. */
export function InstanceKey({ id }: { id: string }) {
  const found = useSummary(id);
  // Nobody reads an id that becomes a key in the next moment; what it leads to is there already.
  return <bdi title={id}>{found === undefined ? "…" : (found?.businessKey ?? id.slice(-8))}</bdi>;
}

/** An element of an instance of which a list knows the id alone. */
export function InstanceElement({ id, element }: { id: string; element: string }) {
  const found = useSummary(id);
  return found ? <ElementName definition={found.definition} element={element} /> : <bdi>{element}</bdi>;
}
