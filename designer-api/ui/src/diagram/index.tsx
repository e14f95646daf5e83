// The canvas comes with the first page that shows one.
import { lazy, useState, type ComponentProps } from "react";
import { WhenAsked } from "./WhenAsked";
import type { Drawn } from "./drawing";
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
const Drawing = lazy(() => import("./Drawing"));

interface Props extends ComponentProps<Canvas> {
  /** Of what the server draws an image; it is shown when the diagram is not drawn before somebody says so. */
  drawn?: Drawn | undefined;
}

export function Diagram({ drawn, ...props }: Props) {
  // What is here is drawn at once; which of the two it is stays as long as the diagram does.
  const [Shown] = useState(() => here ?? Later);
  return (
    <WhenAsked xml={props.xml} image={drawn && ((beside) => <Drawing of={drawn} label={props.label} beside={beside} fills />)}>
      <Shown {...props} />
    </WhenAsked>
  );
}

export type { Paint } from "./Diagram";
