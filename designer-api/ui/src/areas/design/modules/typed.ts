// What is typed in a field and not yet taken over: it is put when one leaves the field, when the draft is saved, and when the field
// goes away under it. Nothing typed is lost, and one pause is one step to undo.
import { createContext, useCallback, useContext, useLayoutEffect, useMemo, useRef, useState, type RefObject } from "react";

/** `whole`: half of it is another one, as half a name is the name of something else. It waits until one leaves the field. */
interface Keeper {
  /** Something is being typed that `put` takes over. */
  begun: (put: () => void, whole: boolean) => void;
  settled: (put: () => void) => void;
}

interface Settle extends Keeper {
  /** Takes over what is typed; `all`: also what one has not left yet and that counts only as a whole. */
  settle: (all: boolean) => void;
  /** Is there something that nobody has taken over? */
  pending: () => boolean;
}

const Kept = createContext<Settle | null>(null);
export const WithKeeper = Kept.Provider;
export const useKept = () => useContext(Kept);

/** Who knows what is typed on a page. */
export function useKeeper(changed: () => void): Settle {
  const known = useRef(new Map<() => void, boolean>());
  const tell = useRef(changed);
  tell.current = changed;
  return useMemo(
    () => ({
      begun: (put, whole) => {
        known.current.set(put, whole);
        tell.current();
      },
      settled: (put) => void known.current.delete(put),
      settle: (all) => {
        for (const [put, whole] of [...known.current]) if (all || !whole) put();
      },
      pending: () => known.current.size > 0,
    }),
    [],
  );
}

interface Typed {
  typed: string;
  type: (text: string) => void;
  put: () => void;
  /** Why what stands there is not taken over. */
  refused: string | undefined;
}

interface Bounds {
  /** Why a text is none: then the one before stays. */
  refuse?: ((text: string) => string | undefined) | undefined;
  whole?: boolean;
}

/** The text of a field. */
export function useTyped(value: string, onCommit: (value: string) => void, field: RefObject<HTMLElement | null>, { refuse, whole = false }: Bounds = {}): Typed {
  const keeper = useContext(Kept);
  const [typed, setTyped] = useState(value);
  const now = useRef({ typed, value, onCommit, refuse, own: false });
  Object.assign(now.current, { onCommit, refuse });
  const put = useCallback(() => {
    keeper?.settled(put);
    const { typed, value, onCommit, refuse } = now.current;
    if (typed === value || refuse?.(typed)) return;
    Object.assign(now.current, { value: typed, own: true });
    onCommit(typed);
  }, [keeper]);
  const type = useCallback(
    (text: string) => {
      Object.assign(now.current, { typed: text, own: false });
      setTyped(text);
      keeper?.begun(put, whole);
    },
    [keeper, put, whole],
  );
  // What it is now by another way, as by pasting into several, stands there too; but not in the place of what somebody types on,
  // whatever was made of the first half of it.
  useLayoutEffect(() => {
    const keeps = now.current.own || now.current.typed !== now.current.value;
    Object.assign(now.current, { value, own: false });
    if (keeps && field.current && document.activeElement === field.current) return;
    now.current.typed = value;
    setTyped(value);
  }, [value, field]);
  useLayoutEffect(() => () => put(), [put]);
  return { typed, type, put, refused: typed === value ? undefined : refuse?.(typed) };
}
