// A model as a tree while it is worked on: every change is a new text, so undo is the text before.
import { useCallback, useEffect, useRef, useState } from "react";
import { askTree, type ShownTree, type TreeChange } from "./ask";

/** So many steps can be undone. */
const STEPS_MAX = 100;

interface Past {
  before: string[];
  behind: string[];
}

export function useTree(xml: string, onXml: (xml: string) => void) {
  const [shown, setShown] = useState<ShownTree | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [past, setPast] = useState<Past>({ before: [], behind: [] });
  const now = useRef(xml);
  const turn = useRef(0);

  const look = useCallback(async (text: string) => {
    const mine = ++turn.current;
    try {
      const found = await askTree(text);
      if (mine === turn.current) {
        setShown(found);
        setError(null);
      }
    } catch (problem) {
      if (mine === turn.current) setError(problem);
    }
  }, []);

  useEffect(() => {
    void look(now.current);
    // What comes from elsewhere while the tree is shown is shown too.
  }, [look]);

  const put = (text: string) => {
    now.current = text;
    onXml(text);
  };

  /** A text that was made elsewhere: by the fields of a step. */
  const replace = (text: string) => {
    if (text === now.current) return;
    const old = now.current;
    setPast(({ before }) => ({ before: [...before, old].slice(-STEPS_MAX), behind: [] }));
    put(text);
    void look(text);
  };

  /** Asks for a change; the element that it made, if it made one. */
  const change = async (wanted: TreeChange): Promise<string | null> => {
    if (busy) return null;
    setBusy(true);
    setError(null);
    try {
      const old = now.current;
      const done = await askTree(old, wanted);
      turn.current++;
      setShown(done);
      if (done.xml) {
        setPast(({ before }) => ({ before: [...before, old].slice(-STEPS_MAX), behind: [] }));
        put(done.xml);
      }
      return done.element ?? null;
    } catch (problem) {
      setError(problem);
      return null;
    } finally {
      setBusy(false);
    }
  };

  const step = (from: keyof Past, to: keyof Past) => {
    const text = past[from].at(-1);
    if (text === undefined) return;
    const old = now.current;
    setPast({ ...past, [from]: past[from].slice(0, -1), [to]: [...past[to], old] });
    put(text);
    void look(text);
  };

  return {
    shown,
    error,
    busy,
    text: () => now.current,
    change,
    replace,
    retry: () => void look(now.current),
    undo: past.before.length > 0 ? () => step("before", "behind") : null,
    redo: past.behind.length > 0 ? () => step("behind", "before") : null,
  };
}
