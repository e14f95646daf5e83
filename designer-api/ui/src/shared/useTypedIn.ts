import { useState } from "react";

/** A press beside a window closes it, but not once something was typed in it: that would be gone. */
export function useTypedIn(): { closeOnClickOutside: boolean; onInput: () => void } {
  const [typed, setTyped] = useState(false);
  return { closeOnClickOutside: !typed, onInput: () => setTyped(true) };
}
