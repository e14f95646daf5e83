import { useEffect, useRef } from "react";
import { isCommand } from "./typing";

/** Single keys, while nobody is typing. A key that is held is pressed once: what comes next has not been looked at. */
export function useTaskKeys(keysToDo: Record<string, () => unknown>): void {
  const latest = useRef(keysToDo);
  latest.current = keysToDo;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.repeat || !isCommand(event)) return;
      const run = latest.current[event.key.toLowerCase()];
      if (!run) return;
      event.preventDefault();
      run();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}
