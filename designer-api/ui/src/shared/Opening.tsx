import { useLayoutEffect, useRef } from "react";

/**
 * Stands where a dialog will be whose code is on its way. Whoever has asked for it goes on typing at once: until it is there
 * no key is a command of the page behind it. What is typed meanwhile is told, for the dialog to begin with.
 */
export function Opening({ onTyped, onClose }: { onTyped?: (letter: string) => void; onClose?: () => void }) {
  const latest = useRef({ onTyped, onClose });
  latest.current = { onTyped, onClose };
  useLayoutEffect(() => {
    const hold = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (event.key === "Escape") latest.current.onClose?.();
      else if (event.key.length === 1) latest.current.onTyped?.(event.key);
    };
    window.addEventListener("keydown", hold, true);
    return () => window.removeEventListener("keydown", hold, true);
  }, []);
  return null;
}
