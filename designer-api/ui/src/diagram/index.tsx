// The canvas comes with the first page that shows one.
import { lazy, useState, type ComponentProps } from "react";
import { WhenAsked } from "./WhenAsked";
import { loadWords } from "./translate";

type Canvas = typeof import("./Diagram").default;

let here: Canvas | undefined;

/** All that a diagram needs, side by side; pages that will show one ask for it before they know which. */
export async function loadDiagram(): Promise<{ default: Canvas }> {
  const [module] = await Promise.all([import("./Diagram"), import("bpmn-js/lib/NavigatedViewer"), loadWords()]);
  here = module.default;
  return module;
}

const Later = lazy(loadDiagram);

export function Diagram(props: ComponentProps<Canvas>) {
  // What is here is drawn at once; which of the two it is stays as long as the diagram does.
  const [Shown] = useState(() => here ?? Later);
  return (
    <WhenAsked xml={props.xml}>
      <Shown {...props} />
    </WhenAsked>
  );
}

export type { Paint } from "./Diagram";
