import { useEffect, useRef, useState } from "react";
import { command, freshKey } from "@/api/request";
import type { Model, ModelProblem } from "@/api/types";
import { companions, type Companion } from "./companions";
import { locate, type Located } from "./faults";

/** So long after the last change it is checked, in milliseconds. */
const PAUSE = 700;

const ENDINGS: Record<string, string> = { dmn: "dmn", form: "form", scenario: "json" };

/** How a file of that kind ends. */
export const endingOf = (kind: string): string => ENDINGS[kind] ?? "bpmn";

/** The file of a draft, as a deployment takes it. */
export function filesOf(name: string, xml: string, kind: string, others: Companion[] = []): FormData {
  const form = new FormData();
  form.append("file", new Blob([xml], { type: "application/xml" }), `${name.replace(/[^\w\u4e00-\u9fff-]+/g, "-") || "model"}.${endingOf(kind)}`);
  for (const { file, text } of others) form.append("file", new Blob([text], { type: "application/xml" }), file);
  return form;
}

export async function check(name: string, xml: string, kind: string, others: Companion[] = []): Promise<ModelProblem[]> {
  // A scenario is run, not deployed.
  if (kind === "scenario") return [];
  const { problems } = await command("post", "/api/v1/checks", { body: filesOf(name, xml, kind, others) as never } as never, freshKey()) as { problems: ModelProblem[] };
  return problems;
}

/** What the server says against a draft; asked a little after each change. */
export function useProblems(model: Model, text: () => Promise<string>) {
  const { name, kind } = model;
  const [problems, setProblems] = useState<Located[] | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const turn = useRef(0);
  const ask = useRef(text);
  ask.current = text;
  const look = async () => {
    const mine = ++turn.current;
    try {
      const looked = await ask.current();
      const found = await check(name, looked, kind, await companions(model));
      // Those of other files of the same template are about no field here.
      if (mine === turn.current) setProblems(locate(found, looked));
    } catch {
      // What cannot be asked now is asked with the next change.
    }
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  return {
    problems,
    look: () => void look(),
    changed: () => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void look(), PAUSE);
    },
  };
}
