import { useMemo } from "react";
import { useKind } from "@/diagram/kind";
import { namesIn, useXml } from "./versions";

/** An element by its name; one that has none is told by what it is, and not by its id. */
export function ElementName({ definition, element }: { definition: string; element: string }) {
  const xml = useXml(definition);
  const kindOf = useKind();
  const found = useMemo(() => namesIn(xml.data).get(element), [xml.data, element]);
  return <bdi title={element}>{found ? found.name || kindOf(found.kind) : element}</bdi>;
}
