import { useEffect, useRef } from "react";
import { isTyping } from "./typing";

/** Single keys, while nobody is typing. */
export function useTaskKeys(keysToDo: Record<string, () => unknown>): void {
  const latest = useRef(keysToDo);
  latest.current = keysToDo;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const run = latest.current[event.key.toLowerCase()];
      if (!run) return;
      event.preventDefault();
      run();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}
