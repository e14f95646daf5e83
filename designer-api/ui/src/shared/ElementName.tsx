import { useMemo } from "react";
import { useKind } from "@/diagram/kind";
import { namesIn, useXml } from "./versions";

/** What the elements of a version are called: by their names; one that has none is told by what it is, and not by its id. */
export function useElementNames(definition: string | undefined): (element: string) => string {
  const xml = useXml(definition);
  const kindOf = useKind();
  const names = useMemo(() => namesIn(xml.data), [xml.data]);
  return (element) => {
    const found = names.get(element);
    return found ? found.name || kindOf(found.kind) : element;
  };
}

export function ElementName({ definition, element }: { definition: string; element: string }) {
  const nameOf = useElementNames(definition);
  return <bdi title={element}>{nameOf(element)}</bdi>;
}
